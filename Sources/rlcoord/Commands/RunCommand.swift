import RLAgents
import ArgumentParser
import RLDisplay
import RLEnvironmentKit
import RLEnvironments
internal import RLResults
import RLRuns

/// `rlcoord run`: trains an agent and evaluates it, or evaluates a trained one.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Train an agent in an environment, or run a trained one.",
    discussion: """
      With an agent's name, trains it, then plays whole episodes with what was learned and prints their mean return \
      with its 95 % interval. The run's folder keeps all settings, how training went, and checkpoints to resume from. \
      The same command gives the same weights bit for bit, on any number of threads.

      With a run's folder or a checkpoint, plays only.

      Control-C finishes the iteration, saves and stops; `rlcoord resume` continues. A second one stops at once. \
      Settings come from the agent's defaults, the environment's preset, --config, --set and the other flags, the later \
      over the earlier.

      Examples:
        rlcoord run minatar/breakout ppo
        rlcoord run minatar/breakout ppo --conv coordconv --seed 2 --steps 10M
        rlcoord run minatar/space-invaders a2c --json --out runs/invaders
        rlcoord run minatar/asterix ppo --set gamma=0.95 --set epochs=3
        rlcoord run --config runs/invaders/config.yaml --seed 2
        rlcoord run minatar/breakout runs/minatar-breakout-ppo-seed1-1
      """)

  @Argument(
    help: "A name from `rlcoord list environments`. Both names may be left to --config.",
    completion: .list(EnvironmentCatalog.names))
  var environment: String?

  @Argument(
    help: ArgumentHelp(
      "\(AgentConfiguration.names.joined(separator: ", ")), a run's folder or a checkpoint."),
    completion: .list(AgentConfiguration.names))
  var agent: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Seed of everything random. (default: 1; for a trained agent its run's)", valueName: "s"))
  var seed: UInt64?

  @OptionGroup(title: "Training") var training: TrainingOptions

  @Flag(help: "Print the settings and where the run would go, and write nothing.")
  var dryRun = false

  @OptionGroup var finalEvaluation: FinalEvaluationOptions

  @OptionGroup(title: "Watching") var watching: RenderOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if training.config == nil {
      // Here and not when running, so that the message points to the help.
      guard environment != nil else { throw ValidationError("Missing expected argument '<environment>'") }
      guard agent != nil else { throw ValidationError("Missing expected argument '<agent>'") }
    }
    if let environment, let agent, AgentConfiguration.names.contains(environment),
      (try? Names.environment(agent)) != nil
    {
      throw ValidationError("the environment comes first: rlcoord run \(agent.shellWord) \(environment)")
    }
    if let agent, case .trained(let path)? = try? AgentReference(agent),
      let flag = training.given ?? (dryRun ? "--dry-run" : nil)
    {
      throw ValidationError("'\(flag)' is for training, but '\(path)' names a trained agent")
    }
  }

  func run() throws {
    let file = try training.config.map { try SettingsFile(readingFrom: $0) }
    guard let environment = environment ?? file?.environment else {
      throw ValidationError("Missing expected argument '<environment>'")
    }
    guard let agent = agent ?? file?.agent else { throw ValidationError("Missing expected argument '<agent>'") }
    _ = try Names.environment(environment)
    switch try AgentReference(agent) {
    case .untrained(let name): try train(name, in: environment, file)
    case .trained(let path): try play(path, in: environment)
    case .replay(let path): throw ValidationError("'\(path)' is a replay; see it with `rlcoord watch \(path)`")
    }
  }

  private func train(_ agent: String, in environment: String, _ file: SettingsFile?) throws {
    let configuration = try RunConfiguration(
      environment: environment, agent: agent, training.choices(file, seed: seed)
    ).resolved
    // Before anything is written.
    try configuration.network.precision.requireSupport()
    if dryRun {
      if let out = training.out { try RunFolder.requireNothing(at: out) }
      for warning in configuration.warnings { Console.note("warning: \(warning)") }
      Console.printText(try configuration.text)
      Console.note("would train into \(training.out ?? RunFolder.next(for: configuration)); nothing was written")
      return
    }
    let live = try watching.render.map { _ in
      try LiveView(watching, title: "\(configuration.environment) \(agent), seed \(configuration.seed)")
    }
    let folder =
      if let out = training.out { try RunFolder.create(at: out) } else { try RunFolder.create(for: configuration) }
    var run = Training(configuration, folder: folder, threads: training.saving.threadCount)
    training.saving.apply(to: &run)
    try TrainingRoutine(output: output, live: live, finalEvaluation: finalEvaluation).carryOut(run)
  }

  private func play(_ path: String, in environment: String) throws {
    let checkpoint = try Checkpoint(readingFrom: path)
    if let warning = checkpoint.levelWarning { Console.note("warning: \(warning)") }
    try checkpoint.check(forEnvironment: environment, path: Checkpoint.file(at: path))
    let evaluation = try watching.evaluate(
      checkpoint, path: Checkpoint.file(at: path), episodes: finalEvaluation.evalEpisodes,
      seed: seed ?? checkpoint.seed,
      isGreedy: finalEvaluation.greedy, ReportStyle(output))
    Report.evaluated(
      checkpoint, path: path, evaluation, seed: seed ?? checkpoint.seed, isGreedy: finalEvaluation.greedy,
      json: output.json)
  }
}
