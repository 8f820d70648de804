import ArgumentParser
import Runs

/// `rlcoord eval`: how well a trained agent does.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Evaluate a trained agent: mean return over whole episodes.",
    discussion: """
      The same checkpoint, episodes and seed give the same result. With --min-return the exit code is 1 when the mean \
      is lower, which makes it one line in a continuous integration.

      Examples:
        rlcoord eval runs/minatar-breakout-ppo-seed1-1
        rlcoord eval runs/minatar-breakout-ppo-seed1-1 --episodes 1000 --seed 7 --json
        rlcoord eval best.safetensors --min-return 15
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

  @Option(parsing: .unconditional, help: ArgumentHelp("Exit with 1 when the mean return is lower.", valueName: "x"))
  var minReturn: Double?

  @Flag(help: "Take the most probable actions instead of drawn ones.")
  var greedy = false

  @Flag(help: "One JSON object on standard output.")
  var json = false

  @OptionGroup(title: "Watching") var watching: RenderOptions

  func run() throws {
    let checkpoint = try Checkpoint(readingFrom: path)
    let seed = seed ?? checkpoint.seed
    let result = try watching.evaluate(
      checkpoint, path: Checkpoint.file(at: path), episodes: episodes, seed: seed, isGreedy: greedy)
    Report.evaluated(checkpoint, result, seed: seed, isGreedy: greedy, json: json)
    if let minReturn, result.meanReturn < minReturn {
      Console.note("mean return \(result.meanReturn.fixed(2)) is below --min-return \(minReturn)")
      throw ExitCode(1)
    }
  }
}
