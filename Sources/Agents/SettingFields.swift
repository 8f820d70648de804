public import RLEnvironmentKit
internal import RLNetworks

/// Settings as a person reads and writes them. What a field takes here is its type; whether values work together is for
/// `validate()` to say.
extension OptionField {
  static func count(_ name: String, _ path: any WritableKeyPath<Options, Int> & Sendable, _ summary: String) -> Self {
    OptionField(name, path, values: "a whole number", summary: summary, text: { String($0) }, parse: { Int($0) })
  }

  static func number(_ name: String, _ path: any WritableKeyPath<Options, Float> & Sendable, _ summary: String) -> Self
  {
    OptionField(name, path, values: "a number", summary: summary, text: { String($0) }, parse: { Float($0) })
  }

  /// A number that may be absent.
  static func number(
    _ name: String, orNone path: any WritableKeyPath<Options, Float?> & Sendable, _ summary: String
  ) -> Self {
    OptionField(
      name, path, values: "a number or none", summary: summary, text: { $0.map { String($0) } ?? "none" },
      parse: { $0 == "none" ? .some(nil) : Float($0).map { .some($0) } })
  }
}

extension AgentConfiguration {
  /// Every setting of the agent, its optimizer's included, in the order a file shows them.
  public var fields: [OptionField<AgentConfiguration>] {
    switch self {
    case .ppo(let ppo):
      (PPOConfiguration.fields + ppo.optimizer.fields.map { $0.lifted(\.optimizer) { $0.optimizer = $1 } }).map {
        $0.lifted({ if case .ppo(let ppo) = $0 { ppo } else { nil } }, { $0 = .ppo($1) })
      }
    case .a2c(let a2c):
      (A2CConfiguration.fields + a2c.optimizer.fields.map { $0.lifted(\.optimizer) { $0.optimizer = $1 } }).map {
        $0.lifted({ if case .a2c(let a2c) = $0 { a2c } else { nil } }, { $0 = .a2c($1) })
      }
    case .random:
      RandomConfiguration.fields.map {
        $0.lifted({ if case .random(let random) = $0 { random } else { nil } }, { $0 = .random($1) })
      }
    }
  }
}

extension PPOConfiguration {
  static var fields: [OptionField<PPOConfiguration>] {
    [
      .count("environments", \.environments, "environments that act side by side"),
      .count("lanes", \.lanes, "parts of the work, a power of two; part of what a run repeats"),
      .count("rollout-steps", \.rolloutSteps, "steps of every environment between updates"),
      .count("minibatch-size", \.minibatchSize, "samples of one optimizer step"),
      .count("epochs", \.epochs, "passes over each rollout (Schulman 2017, table 5: 3)"),
      .number("learning-rate", \.learningRate, "rate of the optimizer (Schulman 2017, table 5: 2.5e-4)"),
      OptionField("learning-rate-schedule", \.learningRateSchedule, "how it changes over the run (table 5: linear)"),
      .number("gamma", \.gamma, "discount γ of future rewards (table 5)"),
      .number("gae-lambda", \.gaeLambda, "trace λ of generalized advantage estimation (Schulman 2016; table 5)"),
      .number("clip-range", \.clipRange, "ε of the clipped objective (Schulman 2017, eq. 7; §6.1: 0.2)"),
      OptionField("clip-range-schedule", \.clipRangeSchedule, "how it changes over the run"),
      .number(
        "value-clip-range", orNone: \.valueClipRange, "clips the value's change too (Andrychowicz 2020: no gain)"),
      OptionField("normalize-advantages", \.normalizesAdvantages, "zero mean, unit deviation in each minibatch"),
      .number("entropy-coefficient", \.entropyCoefficient, "weight of the entropy bonus (table 5: 0.01)"),
      .number("value-coefficient", \.valueCoefficient, "weight of the value's loss (OpenAI baselines: 0.5)"),
      .number("maximum-gradient-norm", \.maximumGradientNorm, "the gradient is clipped to it (baselines: 0.5)"),
      .number("target-kl", orNone: \.targetKL, "updates stop at 1.5 times this divergence"),
      .number("reward-bound", orNone: \.rewardBound, "rewards are clipped to ± this for learning (Mnih 2015: 1)"),
      OptionField(
        "normalize-rewards", \.normalizesRewards,
        "first divided by the deviation of discounted returns, within ±10 (Engstrom 2020, §3)"),
      .optimizer(\.optimizer),
    ]
  }
}

extension A2CConfiguration {
  static var fields: [OptionField<A2CConfiguration>] {
    [
      .count("environments", \.environments, "environments that act side by side"),
      .count("lanes", \.lanes, "parts of the work, a power of two; part of what a run repeats"),
      .count("rollout-steps", \.rolloutSteps, "steps of every environment between updates (Mnih 2016: 5)"),
      .number("learning-rate", \.learningRate, "rate of the optimizer (OpenAI baselines: 7e-4)"),
      OptionField("learning-rate-schedule", \.learningRateSchedule, "how it changes over the run (Mnih 2016: linear)"),
      .number("gamma", \.gamma, "discount γ of future rewards (Mnih 2016: 0.99)"),
      .number("gae-lambda", \.gaeLambda, "trace λ of generalized advantage estimation; 1 gives n-step returns"),
      OptionField("normalize-advantages", \.normalizesAdvantages, "zero mean, unit deviation in each rollout"),
      .number("entropy-coefficient", \.entropyCoefficient, "weight of the entropy bonus (Mnih 2016: 0.01)"),
      .number("value-coefficient", \.valueCoefficient, "weight of the value's loss (OpenAI baselines: 0.5)"),
      .number("maximum-gradient-norm", \.maximumGradientNorm, "the gradient is clipped to it (baselines: 0.5)"),
      .number("reward-bound", orNone: \.rewardBound, "rewards are clipped to ± this for learning (Mnih 2015: 1)"),
      OptionField(
        "normalize-rewards", \.normalizesRewards,
        "first divided by the deviation of discounted returns, within ±10 (Engstrom 2020, §3)"),
      .optimizer(\.optimizer),
    ]
  }
}

extension RandomConfiguration {
  static var fields: [OptionField<RandomConfiguration>] {
    [
      .count("environments", \.environments, "environments that act side by side"),
      .count("rollout-steps", \.rolloutSteps, "steps of every environment between reports"),
    ]
  }
}

extension OptionField {
  fileprivate static func optimizer(_ path: any WritableKeyPath<Options, OptimizerConfiguration> & Sendable) -> Self {
    OptionField(
      "optimizer", path, values: OptimizerConfiguration.names.joined(separator: ", "),
      summary: "what turns gradients into steps; its own settings follow", text: \.name,
      parse: OptimizerConfiguration.init(name:))
  }
}

extension OptimizerConfiguration {
  static var names: [String] { ["adam", "rmsprop", "sgd"] }

  /// The settings of all optimizers.
  package static let settingNames = Set(names.compactMap(Self.init(name:)).flatMap { $0.fields.map(\.name) })

  var name: String {
    switch self {
    case .adam: "adam"
    case .rmsprop: "rmsprop"
    case .sgd: "sgd"
    }
  }

  /// The optimizer of that name with its defaults.
  init?(name: String) {
    switch name {
    case "adam": self = .adam(.init())
    case "rmsprop": self = .rmsprop(.init())
    case "sgd": self = .sgd(.init())
    default: return nil
    }
  }

  var fields: [OptionField<OptimizerConfiguration>] {
    switch self {
    case .adam:
      [OptionField<Adam.Configuration>]([
        .number("beta1", \.beta1, "decay β₁ of the mean (Kingma & Ba 2015)"),
        .number("beta2", \.beta2, "decay β₂ of the square (Kingma & Ba 2015)"),
        .number("epsilon", \.epsilon, "ε beside the root (OpenAI baselines: 1e-5)"),
      ]).map { $0.lifted({ if case .adam(let adam) = $0 { adam } else { nil } }, { $0 = .adam($1) }) }
    case .rmsprop:
      [OptionField<RMSprop.Configuration>]([
        .number("decay", \.decay, "decay α of the mean square (OpenAI baselines: 0.99)"),
        .number("epsilon", \.epsilon, "ε beside or under the root (OpenAI baselines: 1e-5)"),
        OptionField("epsilon-placement", \.placement, "under the root as TensorFlow has it, or outside as PyTorch"),
      ]).map { $0.lifted({ if case .rmsprop(let rmsprop) = $0 { rmsprop } else { nil } }, { $0 = .rmsprop($1) }) }
    case .sgd:
      [OptionField<SGD.Configuration>.number("momentum", \.momentum, "μ (Sutskever 2013: 0.9)")]
        .map { $0.lifted({ if case .sgd(let sgd) = $0 { sgd } else { nil } }, { $0 = .sgd($1) }) }
    }
  }
}
