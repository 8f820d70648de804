public import RLEnvironmentKit
public import RLNetworks

/// Advantage actor-critic (Mnih 2016, arXiv 1602.01783, §4, synchronous) on lanes: one optimizer step a rollout.
public final class A2C: Trainer {
  private let configuration: A2CConfiguration
  private let totalSteps: Int
  private let core: ActorCritic

  /// - Throws: ``ConfigurationError`` for settings that cannot work, and what building the network throws.
  public init(_ configuration: A2CConfiguration, _ setup: TrainingSetup) throws {
    try configuration.validate()
    self.configuration = configuration
    totalSteps = setup.steps
    core = try ActorCritic(
      setup, rolloutSteps: configuration.rolloutSteps, environments: configuration.environments,
      lanes: configuration.lanes, slices: [configuration.rolloutSize / configuration.lanes],
      optimizer: configuration.optimizer, normalizesRewards: configuration.normalizesRewards)
  }

  public var network: PolicyNetwork? { core.network }

  public var steps: Int { core.steps }

  public var meanReturn: Double? { core.window.mean }
  public var windowEpisodes: Int { core.window.count }

  public func serialize(with archive: inout StateArchive) throws(StateError) { try core.serialize(with: &archive) }

  public func iterate() throws -> IterationReport {
    let progress = Double(core.steps) / Double(max(1, totalSteps))
    core.collect(
      gamma: configuration.gamma, lambda: configuration.gaeLambda, rewardBound: configuration.rewardBound)
    let learningRate = configuration.learningRateSchedule.value(configuration.learningRate, progress: progress)
    let loss = PolicyLoss(
      objective: .policyGradient, valueClipRange: nil, valueCoefficient: configuration.valueCoefficient,
      entropyCoefficient: configuration.entropyCoefficient)
    let (statistics, norm) = try core.update(
      slice: 0..<configuration.rolloutSize / configuration.lanes, loss: loss,
      normalizesAdvantages: configuration.normalizesAdvantages,
      learningRate: learningRate, maximumGradientNorm: configuration.maximumGradientNorm)
    core.carryOver()
    return core.report(statistics, gradientNorm: norm, learningRate: learningRate)
  }
}
