import RLAgents
import RLEnvironmentKit
import RLNetworks
import Testing

@Suite(.timeLimit(.minutes(20))) struct ConfigurationErrorTests {
  static func text(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch { return (error as? ConfigurationError)?.description ?? "\(type(of: error))" }
  }

  static func ppo(_ change: (inout PPOConfiguration) -> Void) -> String? {
    var ppo = PPOConfiguration()
    change(&ppo)
    return text { try ppo.validate() }
  }

  static func a2c(_ change: (inout A2CConfiguration) -> Void) -> String? {
    var a2c = A2CConfiguration()
    change(&a2c)
    return text { try a2c.validate() }
  }

  @Test func `the defaults are valid`() {
    #expect(Self.ppo { _ in } == nil && Self.a2c { _ in } == nil)
    #expect(Self.text { try RandomConfiguration().validate() } == nil)
  }

  @Test func `counts must be positive`() {
    #expect(Self.ppo { $0.environments = 0 } == "environments must be greater than zero, not 0")
    #expect(Self.ppo { $0.lanes = -4 } == "lanes must be greater than zero, not -4")
    #expect(Self.ppo { $0.rolloutSteps = 0 } == "rollout-steps must be greater than zero, not 0")
    #expect(Self.ppo { $0.minibatchSize = -1 } == "minibatch-size must be greater than zero, not -1")
    #expect(Self.ppo { $0.epochs = 0 } == "epochs must be greater than zero, not 0")
    #expect(Self.a2c { $0.environments = -1 } == "environments must be greater than zero, not -1")
    #expect(Self.a2c { $0.lanes = 0 } == "lanes must be greater than zero, not 0")
    #expect(Self.a2c { $0.rolloutSteps = 0 } == "rollout-steps must be greater than zero, not 0")
    var random = RandomConfiguration()
    random.environments = 0
    #expect(Self.text { try random.validate() } == "environments must be greater than zero, not 0")
    (random.environments, random.rolloutSteps) = (1, 0)
    #expect(Self.text { try random.validate() } == "rollout-steps must be greater than zero, not 0")
  }

  @Test func `counts that no memory holds are refused`() {
    #expect(Self.ppo { $0.environments = 65_540 } == "environments must be in 1 to 65536, not 65540")
    #expect(Self.a2c { $0.rolloutSteps = .max } == "rollout-steps must be in 1 to 65536, not 9223372036854775807")
    var random = RandomConfiguration()
    random.environments = 1 << 40
    #expect(Self.text { try random.validate() } == "environments must be in 1 to 65536, not 1099511627776")
  }

  @Test(arguments: [4, 8, 12, 20, 28, 52, 64, 100, 1000])
  func `any number of environments that the lanes divide gets a minibatch that fits`(environments: Int) throws {
    var ppo = PPOConfiguration()
    (ppo.rolloutSteps, ppo.minibatchSize) = (128, 1024)
    var agent = AgentConfiguration.ppo(ppo)
    agent.environments = environments
    try agent.validate()
    guard case .ppo(let fitted) = agent else { return }
    #expect(fitted.minibatchSize <= 1024 && fitted.minibatchSize >= min(512, fitted.rolloutSize))
    agent.lanes = 1
    try agent.validate()
  }

  @Test func `what shapes the loss must make sense`() {
    #expect(Self.ppo { $0.maximumGradientNorm = 0 } == "maximum-gradient-norm must be greater than zero, not 0.0")
    #expect(Self.ppo { $0.valueClipRange = 0 } == "value-clip-range must be greater than zero, not 0.0")
    #expect(Self.ppo { $0.targetKL = -1 } == "target-kl must be greater than zero, not -1.0")
    #expect(
      Self.a2c { $0.entropyCoefficient = -1 } == "entropy-coefficient must be in 0.0 to any finite number, not -1.0")
    #expect(Self.a2c { $0.valueCoefficient = .nan } == "value-coefficient must be in 0.0 to any finite number, not nan")
  }

  @Test func `an optimizer's settings must make sense`() {
    #expect(
      Self.ppo { $0.optimizer = .adam(.init(beta1: 1)) } == "beta1 must be in 0.0 to less than 1, not 1.0")
    #expect(Self.ppo { $0.optimizer = .adam(.init(beta2: -1)) } == "beta2 must be in 0.0 to less than 1, not -1.0")
    #expect(Self.a2c { $0.optimizer = .rmsprop(.init(epsilon: 0)) } == "epsilon must be greater than zero, not 0.0")
    #expect(Self.a2c { $0.optimizer = .rmsprop(.init(decay: 2)) } == "decay must be in 0.0 to less than 1, not 2.0")
    #expect(Self.a2c { $0.optimizer = .sgd(.init(momentum: 3)) } == "momentum must be in 0.0 to less than 1, not 3.0")
  }

  @Test func `rates must be positive numbers`() {
    #expect(Self.ppo { $0.learningRate = 0 } == "learning-rate must be greater than zero, not 0.0")
    #expect(Self.ppo { $0.learningRate = .nan } == "learning-rate must be greater than zero, not nan")
    #expect(Self.ppo { $0.learningRate = .infinity } == "learning-rate must be greater than zero, not inf")
    #expect(Self.ppo { $0.clipRange = -0.2 } == "clip-range must be greater than zero, not -0.2")
    #expect(Self.ppo { $0.rewardBound = 0 } == "reward-bound must be greater than zero, not 0.0")
    #expect(Self.a2c { $0.rewardBound = -2 } == "reward-bound must be greater than zero, not -2.0")
    #expect(Self.a2c { $0.learningRate = -1 } == "learning-rate must be greater than zero, not -1.0")
  }

  @Test func `discounts must be in range`() {
    #expect(Self.ppo { $0.gamma = 1.5 } == "gamma must be in 0.0 to 1.0, not 1.5")
    #expect(Self.ppo { $0.gaeLambda = -0.1 } == "gae-lambda must be in 0.0 to 1.0, not -0.1")
    #expect(Self.ppo { $0.gamma = .nan } == "gamma must be in 0.0 to 1.0, not nan")
    #expect(Self.a2c { $0.gamma = -1 } == "gamma must be in 0.0 to 1.0, not -1.0")
    #expect(Self.a2c { $0.gaeLambda = 2 } == "gae-lambda must be in 0.0 to 1.0, not 2.0")
  }

  @Test func `lanes must be a power of two`() {
    #expect(Self.ppo { $0.lanes = 3 } == "lanes must be a power of two, not 3; the nearest are 2 and 4")
    #expect(Self.a2c { $0.lanes = 12 } == "lanes must be a power of two, not 12; the nearest are 8 and 16")
    #expect(
      Self.a2c { $0.lanes = .max }
        == "lanes must be a power of two, not 9223372036854775807; the nearest are 4611686018427387904")
  }

  @Test func `work must be shared out evenly`() {
    #expect(Self.ppo { $0.environments = 2 } == "4 lanes need at least 4 environments, but there are 2")
    #expect(
      Self.ppo { $0.environments = 30 } == "30 environments cannot be shared out evenly over 4 lanes; use 28 or 32")
    #expect(Self.ppo { $0.minibatchSize = 30 } == "a minibatch of 30 cannot be shared out evenly over 4 lanes")
    #expect(
      Self.ppo { $0.minibatchSize = 4096 }
        == "a minibatch of 4096 is larger than the rollout of 2048 steps (environments × rollout-steps)")
    #expect(Self.ppo { $0.minibatchSize = 96 } == nil)
  }

  static func setup(network: String = "minatar", precision: Precision = .f32, threads: Int = 1) -> TrainingSetup {
    TrainingSetup(
      network: NetworkConfiguration(name: network, precision: precision),
      environment: { EnvironmentVector(PixelWorld(), count: $0) },
      seed: 1,
      steps: 100, threads: threads)
  }

  @Test func `an unknown network is an error that lists the known`() {
    #expect(
      Self.text { _ = try PPO(PPOConfiguration(), Self.setup(network: "resnet")) }
        == "unknown network 'resnet'; there are nature, compact, impala, minatar, minatar-batchnorm, minatar-layernorm, pooled, mlp"
    )
  }

  @Test(arguments: Precision.allCases)
  func `a precision is refused where the processor does not compute in it`(precision: Precision) {
    #expect(
      Self.text { _ = try PPO(PPOConfiguration(), Self.setup(precision: precision)) }
        == (precision.isSupported
          ? nil : "precision bf16 needs a processor with AVX-512, and this one has none; f32 runs everywhere"))
  }

  @Test func `threads must be positive`() {
    #expect(
      Self.text { _ = try A2C(A2CConfiguration(), Self.setup(threads: 0)) }
        == "threads must be greater than zero, not 0")
  }

  @Test func `a trainer checks its settings first`() {
    var (ppo, a2c, random) = (PPOConfiguration(), A2CConfiguration(), RandomConfiguration())
    (ppo.epochs, a2c.rolloutSteps, random.environments) = (0, 0, 0)
    for agent in [AgentConfiguration.ppo(ppo), .a2c(a2c), .random(random)] {
      #expect(throws: ConfigurationError.self) { _ = try agent.makeTrainer(Self.setup()) }
      #expect(throws: ConfigurationError.self) { try agent.validate() }
    }
  }

  @Test func `an observation too small for the network is the network's error`() {
    #expect(
      throws: PolicyNetworkError.observationTooSmall(network: "nature", observation: [5, 5, 2], minimumSide: 36)
    ) { _ = try PPO(PPOConfiguration(), Self.setup(network: "nature")) }
  }
}
