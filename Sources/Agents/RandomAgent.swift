public import RLEnvironmentKit
public import RLNetworks

/// Settings of the random agent.
public struct RandomConfiguration: Sendable, Equatable {
  /// Environments that act side by side.
  public var environments = 64
  /// Steps of every environment between reports.
  public var rolloutSteps = 128

  public init() {}

  /// - Throws: ``ConfigurationError`` for the first setting that cannot work.
  public func validate() throws(ConfigurationError) {
    try Checks.count("environments", environments)
    try Checks.count("rollout-steps", rolloutSteps)
  }
}

/// Takes every action with equal probability: what any learner has to beat.
public final class RandomAgent: Trainer {
  private let configuration: RandomConfiguration
  private var worlds: any VectorEnvironment
  private var stream: Philox
  private let observations: Buffer<UInt8>
  private let finalObservations: Buffer<UInt8>
  private let actions: Buffer<Int32>
  private let outcomes: Buffer<StepOutcome>
  private let returns: Buffer<Double>
  private let lengths: Buffer<Int>
  private let showcase: Showcase?
  private var window = EpisodeWindow()
  public private(set) var steps = 0

  /// - Throws: ``ConfigurationError`` for settings that cannot work.
  public init(_ configuration: RandomConfiguration, _ setup: TrainingSetup) throws {
    try configuration.validate()
    self.configuration = configuration
    let count = configuration.environments
    worlds = setup.environment(count)
    stream = Philox(seed: setup.seed, lane: 0, purpose: .actions)
    observations = Buffer(count * worlds.spec.observationSize, repeating: 0)
    finalObservations = Buffer(count * worlds.spec.observationSize, repeating: 0)
    actions = Buffer(count, repeating: 0)
    outcomes = Buffer(count, repeating: StepOutcome(reward: 0, isTerminated: false, isTruncated: false))
    returns = Buffer(count, repeating: 0)
    lengths = Buffer(count, repeating: 0)
    showcase = setup.showcase
    var seeds = Philox(seed: setup.seed, lane: 0, purpose: .environments)
    let worldSeeds = (0..<count).map { _ in seeds.next() }
    observations.withMutableSpan(0..<observations.count) { worlds.reset(seeds: worldSeeds, into: &$0) }
  }

  public var network: PolicyNetwork? { nil }
  public var meanReturn: Double? { window.mean }
  public var windowEpisodes: Int { window.count }

  public func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&steps, in: 0...StateArchive.greatestCount)
    try window.serialize(with: &archive)
    try worlds.serialize(with: &archive)
    try stream.serialize(with: &archive)
    try archive.serialize(observations)
    try archive.serialize(returns)
    try archive.serialize(counts: lengths)
  }

  public func iterate() throws -> IterationReport {
    for _ in 0..<configuration.rolloutSteps { step() }
    return IterationReport(
      steps: steps, episodes: window.total, meanReturn: window.mean, windowEpisodes: window.count, metrics: [])
  }

  private func step() {
    let count = configuration.environments
    for b in 0..<count { actions[b] = Int32(stream.below(worlds.spec.actionNames.count)) }
    if let showcase, showcase.wantsMoments {
      showcase.leave(worlds, observations, 0..<observations.count) { b in
        (lengths[b], returns[b], lengths[b] == 0 ? 0 : outcomes[b].reward, Int(actions[b]), nil)
      }
    }
    actions.withSpan(0..<count) { actions in
      observations.withMutableSpan(0..<observations.count) { next in
        outcomes.withMutableSpan(0..<count) { outcomes in
          finalObservations.withMutableSpan(0..<finalObservations.count) { last in
            worlds.step(actions, observations: &next, outcomes: &outcomes, finalObservations: &last)
          }
        }
      }
    }
    for b in 0..<count {
      returns[b] += outcomes[b].reward
      lengths[b] += 1
      guard outcomes[b].isTerminated || outcomes[b].isTruncated else { continue }
      window.add(returns[b])
      returns[b] = 0
      lengths[b] = 0
    }
    steps += count
  }
}
