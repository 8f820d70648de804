public import RLNetworks

/// Settings of PPO (Schulman 2017, arXiv 1707.06347); the only place with defaults.
public struct PPOConfiguration: Sendable, Equatable {
  /// Environments that act side by side.
  public var environments = 64
  /// Parts of the work; part of what a run repeats, so never derived from the machine. A power of two.
  public var lanes = 4
  /// Steps of every environment between updates.
  public var rolloutSteps = 32
  /// Samples of one optimizer step.
  public var minibatchSize = 256
  /// Passes over each rollout.
  public var epochs = 4
  public var learningRate: Float = 2.5e-4
  public var learningRateSchedule = Schedule.linear
  /// Discount γ of future rewards.
  public var gamma: Float = 0.99
  /// Trace λ of generalized advantage estimation.
  public var gaeLambda: Float = 0.95
  /// Clip range ε, eq. 7.
  public var clipRange: Float = 0.2
  public var clipRangeSchedule = Schedule.constant
  /// Clips the value's change too, where given.
  public var valueClipRange: Float?
  /// Whether advantages are made zero-mean, unit-deviation within each minibatch.
  public var normalizesAdvantages = true
  public var entropyCoefficient: Float = 0.01
  public var valueCoefficient: Float = 0.5
  /// The gradient's norm is clipped to this.
  public var maximumGradientNorm: Float = 0.5
  /// Where given, an iteration stops updating when the approximate KL divergence exceeds 1.5 times this.
  public var targetKL: Float?
  /// Where given, learning sees rewards within this bound on either side (Mnih 2015: 1). Returns are counted as they are.
  public var rewardBound: Float?
  /// Whether learning sees rewards divided by the running deviation of discounted returns, within ±10, before
  /// ``rewardBound``. Returns are counted as they are.
  public var normalizesRewards = false
  public var optimizer = OptimizerConfiguration.adam(.init())

  public init() {}

  /// Samples of one iteration.
  public var rolloutSize: Int { environments * rolloutSteps }

  /// A lane's part of each minibatch in an epoch; the last is smaller where minibatches do not divide the rollout.
  var slices: [Range<Int>] {
    let (size, end) = (minibatchSize / lanes, rolloutSize / lanes)
    return stride(from: 0, to: end, by: size).map { $0..<min($0 + size, end) }
  }

  /// Makes the minibatch the largest, up to what it is, that the rollout and the lanes divide into evenly: for a number of
  /// environments or lanes other than the preset's.
  public mutating func fitMinibatch() {
    guard environments > 0, lanes > 0, environments % lanes == 0, rolloutSteps > 0 else { return }
    let (size, overflows) = environments.multipliedReportingOverflow(by: rolloutSteps)
    guard !overflows, minibatchSize > 0 else { return }
    let largest = min(minibatchSize, size)
    minibatchSize = (1...largest).last { size % $0 == 0 && $0 % lanes == 0 } ?? minibatchSize
  }

  /// - Throws: ``ConfigurationError`` for the first setting that cannot work.
  public func validate() throws(ConfigurationError) {
    try Checks.lanes(lanes, environments: environments)
    try Checks.count("rollout-steps", rolloutSteps)
    try Checks.positive("minibatch-size", minibatchSize)
    try Checks.positive("epochs", epochs)
    try Checks.positive("learning-rate", learningRate)
    try Checks.within("gamma", gamma, 0...1)
    try Checks.within("gae-lambda", gaeLambda, 0...1)
    try Checks.positive("clip-range", clipRange)
    if let valueClipRange { try Checks.positive("value-clip-range", valueClipRange) }
    if let targetKL { try Checks.positive("target-kl", targetKL) }
    if let rewardBound { try Checks.positive("reward-bound", rewardBound) }
    try Checks.loss(entropy: entropyCoefficient, value: valueCoefficient, gradientNorm: maximumGradientNorm)
    if minibatchSize % lanes != 0 { throw .minibatchNotDivisible(minibatch: minibatchSize, lanes: lanes) }
    if minibatchSize > rolloutSize { throw .minibatchTooLarge(minibatch: minibatchSize, rollout: rolloutSize) }
    try Checks.optimizer(optimizer)
  }
}
