import ArgumentParser
import RLRuns

/// `rlcoord resume`: resumes a run that was stopped.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Resume a run that was stopped, as if it never had been.",
    discussion: """
      Continues from the run's latest checkpoint and ends with the same bytes as a run that was never stopped, on any \
      number of threads. With --steps a run, even a finished one, is trained for longer; a schedule such as a falling \
      learning rate then ends later too.

      Examples:
        rlcoord resume runs/minatar-breakout-ppo-seed1-1
        rlcoord resume runs/minatar-breakout-ppo-seed1-1 --steps 5M
      """)

  @Argument(help: ArgumentHelp("A run's folder.", valueName: "folder"), completion: .directory)
  var path: String

  @Option(
    name: [.customShort("n"), .long],
    parsing: .unconditional,
    help: ArgumentHelp("Environment steps beyond those the run was to take. (default: 0)", valueName: "n"),
    transform: count)
  var steps: Int?

  @OptionGroup(title: "Training") var saving: SavingOptions

  @OptionGroup var finalEvaluation: FinalEvaluationOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    var run = try Training(resuming: RunFolder(of: path), more: steps ?? 0, threads: saving.threadCount)
    saving.apply(to: &run)
    try TrainingRoutine(output: output, live: nil, finalEvaluation: finalEvaluation).carryOut(run)
  }
}
