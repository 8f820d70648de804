/// An agent with its settings.
public enum AgentConfiguration: Sendable, Equatable {
  case ppo(PPOConfiguration)
  case a2c(A2CConfiguration)
  case random(RandomConfiguration)

  /// The agents' names.
  public static let names = ["ppo", "a2c", "random"]

  /// One line for a person, for each of ``names``.
  public static let summaries = [
    "proximal policy optimization (Schulman 2017)", "advantage actor-critic (Mnih 2016)", "uniformly random actions",
  ]

  public var name: String {
    switch self {
    case .ppo: "ppo"
    case .a2c: "a2c"
    case .random: "random"
    }
  }

  /// Environment steps of one iteration.
  public var rolloutSize: Int {
    switch self {
    case .ppo(let ppo): ppo.rolloutSize
    case .a2c(let a2c): a2c.rolloutSize
    case .random(let random): random.environments * random.rolloutSteps
    }
  }

  /// Environments that act side by side. Setting it, or ``lanes``, fits PPO's minibatch to them.
  public var environments: Int {
    get {
      switch self {
      case .ppo(let ppo): ppo.environments
      case .a2c(let a2c): a2c.environments
      case .random(let random): random.environments
      }
    }
    set {
      switch self {
      case .ppo(var ppo):
        ppo.environments = newValue
        ppo.fitMinibatch()
        self = .ppo(ppo)
      case .a2c(var a2c):
        a2c.environments = newValue
        self = .a2c(a2c)
      case .random(var random):
        random.environments = newValue
        self = .random(random)
      }
    }
  }

  /// Parts of the work; 1 for an agent that has none.
  public var lanes: Int {
    get {
      switch self {
      case .ppo(let ppo): ppo.lanes
      case .a2c(let a2c): a2c.lanes
      case .random: 1
      }
    }
    set {
      switch self {
      case .ppo(var ppo):
        ppo.lanes = newValue
        ppo.fitMinibatch()
        self = .ppo(ppo)
      case .a2c(var a2c):
        a2c.lanes = newValue
        self = .a2c(a2c)
      case .random: break
      }
    }
  }

  /// - Throws: ``ConfigurationError`` for the first setting that cannot work.
  public func validate() throws(ConfigurationError) {
    switch self {
    case .ppo(let ppo): try ppo.validate()
    case .a2c(let a2c): try a2c.validate()
    case .random(let random): try random.validate()
    }
  }

  /// Makes the trainer.
  /// - Throws: ``ConfigurationError``, and what building the network throws.
  public func makeTrainer(_ setup: TrainingSetup) throws -> any Trainer {
    switch self {
    case .ppo(let ppo): try PPO(ppo, setup)
    case .a2c(let a2c): try A2C(a2c, setup)
    case .random(let random): try RandomAgent(random, setup)
    }
  }
}
