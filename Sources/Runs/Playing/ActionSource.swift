internal import RLAgents
internal import RLEnvironmentKit
internal import RLEnvironments
internal import RLNetworks

/// How an agent chooses its actions.
enum ActionSource {
  /// From outside; `idle` is the action that stands for doing nothing, where the world has one.
  case person(idle: Int?)
  case random
  case policy(PolicyActor)
  case replay(Replay)

  /// Steps after which an episode is cut off; a person stops when a person wants to.
  var longestEpisode: Int? {
    switch self {
    case .person, .replay: nil
    case .random, .policy: Evaluation.longestEpisode
    }
  }

  /// - Parameter batch: worlds side by side.
  /// - Throws: ``CheckpointError`` and ``ReplayError`` for what does not belong to the environment, and what building
  ///   the network throws.
  init(of agent: EpisodeAgent, in entry: EnvironmentEntry, batch: Int) throws {
    switch agent {
    case .person:
      self = .person(idle: entry.spec.idleAction)
    case .random:
      self = .random
    case .untrained(let configuration):
      if case .random = configuration.agent {
        self = .random
        return
      }
      let network = try configuration.network.makeNetwork(for: entry.spec)
      var stream = Philox(seed: configuration.seed, lane: 0, purpose: .parameters)
      network.initialize(using: &stream)
      self = .policy(try ActionSource.actor(network, configuration.network.precision, in: entry, batch: batch))
    case .trained(let checkpoint, let path):
      try checkpoint.check(for: entry.spec, path: path)
      self =
        try checkpoint.makeNetwork(for: entry.spec, path: path)
        .map { .policy(try ActionSource.actor($0, checkpoint.network.precision, in: entry, batch: batch)) } ?? .random
    case .replay(let replay, let path):
      try replay.check(in: entry, path: path)
      self = .replay(replay)
    }
  }

  private static func actor(
    _ network: PolicyNetwork, _ precision: Precision, in entry: EnvironmentEntry, batch: Int
  ) throws -> PolicyActor {
    try PolicyActor(
      network, batch: batch, precision: precision, observationMaximum: entry.spec.observationMaximum)
  }
}
