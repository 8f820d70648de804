import Agents
import ArgumentParser
import Display
import EnvironmentKit
import Environments
import Foundation
import Runs

/// `rlcoord run`: trains an agent and evaluates it, or evaluates a trained one.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Train an agent in an environment, or run a trained one.",
    discussion: """
      With an agent's name, trains it, then plays whole episodes with what was learned and prints their mean return. \
      The run's folder keeps configuration.json, metrics.jsonl and checkpoint.safetensors. The same command gives the \
      same weights bit for bit, on any number of threads.

      With a run's folder or a checkpoint, plays only.

      Control-C finishes the iteration, saves and stops; a second one stops at once.

      Examples:
        rlcoord run minatar/breakout ppo
        rlcoord run minatar/breakout ppo --conv coordconv --seed 2 --steps 10M
        rlcoord run minatar/space-invaders a2c --json --out runs/invaders
        rlcoord run minatar/breakout runs/minatar-breakout-ppo-seed1-1
      """)

  @Argument(
    help: "A name from `rlcoord list environments`.", completion: .list(EnvironmentCatalogue.names))
  var environment: String

  @Argument(
    help: ArgumentHelp(
      "\(AgentConfiguration.names.joined(separator: ", ")), a run's folder or a checkpoint."),
    completion: .list(AgentConfiguration.names))
  var agent: String

  @Option(
    help: ArgumentHelp("Seed of everything random. (default: 1; for a trained agent its run's)", valueName: "s"))
  var seed: UInt64?

  @OptionGroup(title: "Training") var training: TrainingOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Episodes to evaluate over. (default: \(Evaluation.usualEpisodes))", valueName: "n"),
    transform: count)
  var evalEpisodes = Evaluation.usualEpisodes

  @Flag(help: "Evaluate with the most probable actions instead of drawn ones.")
  var greedy = false

  @OptionGroup(title: "Watching") var watching: RenderOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if case .trained(let path)? = try? AgentReference(agent), let flag = training.given {
      throw ValidationError("'\(flag)' is for training, but '\(path)' names a trained agent")
    }
  }

  func run() throws {
    _ = try Names.environment(environment)
    switch try AgentReference(agent) {
    case .untrained(let name): try train(name)
    case .trained(let path): try play(path)
    case .replay(let path): throw ValidationError("'\(path)' is a replay; see it with `rlcoord watch \(path)`")
    }
  }

  private func train(_ agent: String) throws {
    var choices = RunConfiguration.Choices()
    choices.seed = seed ?? choices.seed
    choices.steps = training.steps
    choices.network = training.network
    choices.convolution = training.conv
    choices.environments = training.envs
    choices.lanes = training.lanes
    choices.precision = training.precision
    let configuration = try RunConfiguration(environment: environment, agent: agent, choices: choices)
    // Before anything is written.
    let live = try watching.render.map { _ in
      try LiveView(watching, title: "\(configuration.environment) \(agent), seed \(configuration.seed)")
    }
    let folder =
      if let out = training.out { try RunFolder.create(at: out) } else { try RunFolder.create(for: configuration) }
    let run = Training(
      configuration, folder: folder, threads: training.threads ?? ProcessInfo.processInfo.activeProcessorCount)

    Interruption.watch()
    let result = try train(run, live)
    if result.isInterrupted {
      Report.interrupted(result, output)
      throw Failure.interrupted
    }
    let evaluation = try Evaluation(result.checkpoint, path: folder.checkpointPath)
      .run(episodes: evalEpisodes, seed: configuration.seed, isGreedy: greedy)
    Report.finished(result, evaluation, output)
  }

  /// Trains, and shows it where that is asked for.
  private func train(_ run: Training, _ live: LiveView?) throws -> TrainingResult {
    guard let live else {
      let reporter = ProgressReporter(output)
      reporter.started(run)
      defer { reporter.finished() }
      return try run.run(shouldStop: { Interruption.isRequested }, progress: reporter.show)
    }
    return try live.show("training") { [watching, output] link in
      let reporter = ProgressReporter(output)
      reporter.started(run)
      defer { reporter.finished() }
      return try run.run(showcase: link.showcase, shouldStop: { Interruption.isRequested }) { progress in
        link.status = ProgressLine(progress).text()
        // In a terminal they would write over each other.
        if watching.render != .terminal || !link.isShown { reporter.show(progress) }
      }
    }
  }

  private func play(_ path: String) throws {
    let checkpoint = try Checkpoint(readingFrom: path)
    try checkpoint.check(forEnvironment: environment, path: Checkpoint.file(at: path))
    let evaluation = try watching.evaluate(
      checkpoint, path: Checkpoint.file(at: path), episodes: evalEpisodes, seed: seed ?? checkpoint.seed,
      isGreedy: greedy)
    Report.evaluated(checkpoint, evaluation, seed: seed ?? checkpoint.seed, isGreedy: greedy, json: output.json)
  }
}
