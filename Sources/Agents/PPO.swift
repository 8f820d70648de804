public import RLEnvironmentKit
public import RLNetworks

/// Proximal policy optimization (Schulman 2017, arXiv 1707.06347, algorithm 1) on lanes.
public final class PPO: Trainer {
  private let configuration: PPOConfiguration
  private let totalSteps: Int
  private let core: ActorCritic
  private let slices: [Range<Int>]

  /// - Throws: ``ConfigurationError`` for settings that cannot work, and what building the network throws.
  public init(_ configuration: PPOConfiguration, _ setup: TrainingSetup) throws {
    try configuration.validate()
    self.configuration = configuration
    totalSteps = setup.steps
    slices = configuration.slices
    core = try ActorCritic(
      setup, rolloutSteps: configuration.rolloutSteps, environments: configuration.environments,
      lanes: configuration.lanes, slices: slices.map(\.count),
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
    let loss = self.loss(progress: progress)

    var sum = LossStatistics()
    var (norms, updates) = (0.0, 0)
    epochs: for _ in 0..<configuration.epochs {
      for lane in core.lanes { lane.shuffle() }
      for slice in slices {
        let (statistics, norm) = try update(slice, loss, learningRate)
        sum += statistics
        norms += norm
        updates += 1
        if let target = configuration.targetKL, statistics.approximateKL / statistics.count > 1.5 * Double(target) {
          break epochs
        }
      }
    }
    core.carryOver()
    return core.report(
      sum, gradientNorm: norms / Double(max(1, updates)), learningRate: learningRate,
      extra: [
        ("approximateKL", sum.approximateKL / max(1, sum.count)), ("clipFraction", sum.clipped / max(1, sum.count)),
      ])
  }

  private func loss(progress: Double) -> PolicyLoss {
    PolicyLoss(
      objective: .clippedSurrogate(
        clipRange: configuration.clipRangeSchedule.value(configuration.clipRange, progress: progress)),
      valueClipRange: configuration.valueClipRange, valueCoefficient: configuration.valueCoefficient,
      entropyCoefficient: configuration.entropyCoefficient)
  }

  private func update(_ slice: Range<Int>, _ loss: PolicyLoss, _ learningRate: Float) throws(TrainingError)
    -> (statistics: LossStatistics, gradientNorm: Double)
  {
    try core.update(
      slice: slice, loss: loss,
      normalizesAdvantages: configuration.normalizesAdvantages, learningRate: learningRate,
      maximumGradientNorm: configuration.maximumGradientNorm)
  }

  // MARK: Measuring

  /// Optimizer steps so far.
  package var updates: Int { core.updates }

  /// Fills a rollout, for a benchmark of ``updateOnce()``.
  package func collectOnce() {
    core.collect(
      gamma: configuration.gamma, lambda: configuration.gaeLambda, rewardBound: configuration.rewardBound)
  }

  /// One optimizer step on the first minibatch, as `iterate()` takes it.
  package func updateOnce() throws { _ = try update(slices[0], loss(progress: 0), configuration.learningRate) }
}
