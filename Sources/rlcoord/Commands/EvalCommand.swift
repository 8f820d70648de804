import ArgumentParser
internal import RLResults
import RLRuns

/// `rlcoord eval`: how well a trained agent does.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Evaluate a trained agent: mean return over whole episodes.",
    discussion: """
      The mean return comes with its 95 % bootstrap interval. The same checkpoint, episodes and seed give the same \
      result. With --min-return the exit code is 1 when the mean is lower, which makes it one line in a continuous \
      integration. Of a run's folder the latest checkpoint is taken; best.safetensors in it is the one that did best in \
      the evaluations on the way.

      Examples:
        rlcoord eval runs/minatar-breakout-ppo-seed1-1
        rlcoord eval runs/minatar-breakout-ppo-seed1-1 --episodes 1000 --seed 7 --json
        rlcoord eval runs/minatar-breakout-ppo-seed1-1/best.safetensors --min-return 15 --junit breakout.xml
      """)

  @Argument(
    help: ArgumentHelp("A run's folder or a checkpoint.", valueName: "folder-or-checkpoint"), completion: .file())
  var path: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Episodes to play. (default: \(Evaluation.usualEpisodes))", valueName: "n"), transform: count)
  var episodes = Evaluation.usualEpisodes

  @Option(help: ArgumentHelp("Seed of the episodes. (default: the run's)", valueName: "s"))
  var seed: UInt64?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Exit with 1 when the mean return is lower.", valueName: "x"),
    transform: EvalCommand.threshold)
  var minReturn: Double?

  /// No mean is below NaN, so a check against it would always pass.
  @Sendable static func threshold(_ text: String) throws -> Double {
    guard let value = Double(text), value.isFinite else {
      throw ValidationError("'\(text)' is not a return; it must be a finite number, such as 15 or -0.5")
    }
    return value
  }

  @Option(
    help: ArgumentHelp(
      "Write the outcome as JUnit XML, failed when the mean return is below --min-return.", valueName: "file.xml"),
    completion: .file(extensions: ["xml"]))
  var junit: String?

  @Flag(help: "Take the most probable actions instead of drawn ones.")
  var greedy = false

  @Flag(help: "One JSON object on standard output.")
  var json = false

  @OptionGroup(title: "Watching") var watching: RenderOptions

  func run() throws {
    let checkpoint = try Checkpoint(readingFrom: path)
    let seed = seed ?? checkpoint.seed
    let start = ContinuousClock.now
    let result = try watching.evaluate(
      checkpoint, path: Checkpoint.file(at: path), episodes: episodes, seed: seed, isGreedy: greedy,
      ReportStyle(isQuiet: false, isJSON: json))
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    Report.evaluated(checkpoint, result, seed: seed, isGreedy: greedy, json: json)
    let failure = minReturn.flatMap { least in
      result.meanReturn < least
        ? "mean return \(result.meanReturn.fixed(2)) is below --min-return \(least)" : nil
    }
    if let junit {
      try result.writeJUnit(to: junit, of: checkpoint, seed: seed, isGreedy: greedy, seconds: seconds, failure: failure)
    }
    if let failure {
      Console.note(failure)
      throw ExitCode(1)
    }
  }
}
