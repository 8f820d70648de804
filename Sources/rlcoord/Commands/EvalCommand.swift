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
      result. With --min-return the exit code is 1 when the mean is lower, so one line checks an agent in continuous \
      integration. Of a run's folder the latest checkpoint is taken; best.safetensors in it is the one that did best in \
      the evaluations on the way. Several agents are evaluated one after the other, into one table.

      Examples:
        rlcoord eval runs/minatar-breakout-ppo-seed1-1
        rlcoord eval runs/minatar-breakout-ppo-seed1-1 --episodes 1000 --seed 7 --json
        rlcoord eval runs/breakout/best.safetensors --min-return 15 --junit breakout.xml
        rlcoord eval runs/minatar-*
      """)

  @Argument(
    help: ArgumentHelp("Runs' folders or checkpoints; of several, a table.", valueName: "folder-or-checkpoint"),
    completion: .file())
  var paths: [String]

  @Option(
    name: [.customShort("n"), .long], parsing: .unconditional,
    help: ArgumentHelp("Episodes to play. (default: \(Evaluation.usualEpisodes))", valueName: "n"), transform: count)
  var episodes = Evaluation.usualEpisodes

  @Option(name: [.short, .long], help: ArgumentHelp("Seed of the episodes. (default: the run's)", valueName: "s"))
  var seed: UInt64?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Exit with 1 when the mean return is lower.", valueName: "x"),
    transform: finiteReturn)
  var minReturn: Double?

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

  func validate() throws {
    if paths.count > 1, watching.render != nil { throw ValidationError("--render shows one agent, not \(paths.count)") }
  }

  /// One agent with how it did.
  private struct Outcome {
    let path: String
    let checkpoint: Checkpoint
    let seed: UInt64
    let result: EvaluationResult
    let seconds: Double
    /// Why it did not do well enough.
    let failure: String?
  }

  func run() throws {
    // All are read before the first plays, so that a wrong name does not come to light at the end.
    let agents = try paths.map { (path: $0, checkpoint: try Checkpoint(readingFrom: $0)) }
    for warning in agents.compactMap(\.checkpoint.levelWarning) { Console.note("warning: \(warning)") }
    let outcomes = try agents.map(evaluate)
    if paths.count > 1, !json { report(outcomes) }
    if let junit {
      let suites = outcomes.map { outcome in
        outcome.result.junit(
          of: outcome.checkpoint, path: paths.count > 1 ? outcome.path : nil, seed: outcome.seed, isGreedy: greedy,
          seconds: outcome.seconds, failure: outcome.failure)
      }
      try File.replace(junit, with: Array(JUnit.text(suites).utf8))
    }
    let failures = outcomes.compactMap(\.failure)
    failures.forEach(Console.note)
    if !failures.isEmpty { throw ExitCode(1) }
  }

  private func evaluate(_ agent: (path: String, checkpoint: Checkpoint)) throws -> Outcome {
    let (path, checkpoint) = agent
    let seed = seed ?? checkpoint.seed
    let start = ContinuousClock.now
    let result = try watching.evaluate(
      checkpoint, path: Checkpoint.file(at: path), episodes: episodes, seed: seed, isGreedy: greedy,
      ReportStyle(isQuiet: false, isJSON: json))
    if json || paths.count == 1 {
      Report.evaluated(checkpoint, path: path, result, seed: seed, isGreedy: greedy, json: json)
    }
    let failure = minReturn.flatMap { least in
      result.meanReturn < least
        ? (paths.count > 1 ? "\(path): " : "")
          + "mean return \(result.meanReturn.fixed(2)) is below --min-return \(least)"
        : nil
    }
    return Outcome(
      path: path, checkpoint: checkpoint, seed: seed, result: result,
      seconds: (ContinuousClock.now - start) / .seconds(1), failure: failure)
  }

  private func report(_ outcomes: [Outcome]) {
    let rows = outcomes.map { outcome in
      let (checkpoint, result) = (outcome.checkpoint, outcome.result)
      return [
        outcome.path, checkpoint.environment, checkpoint.agent, checkpoint.steps.grouped, result.meanReturn.fixed(2),
        "[\(result.interval.lower.fixed(2)), \(result.interval.upper.fixed(2))]",
        "\(result.minimum.fixed(1)) to \(result.maximum.fixed(1))", "\(outcome.seed)",
      ]
    }
    let titles = ["run", "environment", "agent", "steps", "mean return", "95 % interval", "range", "seed"]
    Table.lines([titles] + rows).forEach(Console.print)
    Console.note("over \(episodes.grouped) episodes each")
  }
}
