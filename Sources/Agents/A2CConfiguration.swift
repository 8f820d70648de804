public import RLNetworks

/// Settings of A2C (Mnih 2016, arXiv 1602.01783, synchronous); the only place with defaults.
public struct A2CConfiguration: Sendable, Equatable {
  /// Environments that act side by side.
  public var environments = 64
  /// Parts of the work; part of what a run repeats, so never derived from the machine. A power of two.
  public var lanes = 4
  /// Steps of every environment between updates.
  public var rolloutSteps = 5
  public var learningRate: Float = 7e-4
  public var learningRateSchedule = Schedule.linear
  /// Discount γ of future rewards.
  public var gamma: Float = 0.99
  /// Trace λ of generalized advantage estimation; 1 gives n-step returns.
  public var gaeLambda: Float = 1
  /// Whether advantages are made zero-mean, unit-deviation within each rollout.
  public var normalizesAdvantages = false
  public var entropyCoefficient: Float = 0.01
  public var valueCoefficient: Float = 0.5
  /// The gradient's norm is clipped to this.
  public var maximumGradientNorm: Float = 0.5
  /// Where given, learning sees rewards within this bound on either side (Mnih 2015: 1). Returns are counted as they are.
  public var rewardBound: Float?
  /// Whether learning sees rewards divided by the running deviation of discounted returns, within ±10, before
  /// ``rewardBound``. Returns are counted as they are.
  public var normalizesRewards = false
  public var optimizer = OptimizerConfiguration.rmsprop(.init())

  public init() {}

  /// Samples of one iteration, which are those of one optimizer step.
  public var rolloutSize: Int { environments * rolloutSteps }

  /// - Throws: ``ConfigurationError`` for the first setting that cannot work.
  public func validate() throws(ConfigurationError) {
    try Checks.lanes(lanes, environments: environments)
    try Checks.count("rollout-steps", rolloutSteps)
    try Checks.positive("learning-rate", learningRate)
    try Checks.within("gamma", gamma, 0...1)
    try Checks.within("gae-lambda", gaeLambda, 0...1)
    if let rewardBound { try Checks.positive("reward-bound", rewardBound) }
    try Checks.loss(entropy: entropyCoefficient, value: valueCoefficient, gradientNorm: maximumGradientNorm)
    try Checks.optimizer(optimizer)
  }
}
