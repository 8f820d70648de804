public import RLAgents
package import RLEnvironmentKit
public import RLEnvironments
internal import RLNetworks
public import RLResults

/// Everything that decides a run's result: with it and the same version, the same weights come out bit for bit.
///
/// Threads, folders and how often the state is saved are not in it, because they change nothing of the result.
public struct RunConfiguration: Sendable, Equatable {
  /// Of rlcoord.
  public var version = RLCoord.version
  /// Its designator: name, options, wrappers; never an alias.
  public var environment: String
  /// Where the environment is a person's own level.
  public internal(set) var level: LevelCopy?
  public var agent: AgentConfiguration
  public var network = NetworkConfiguration(name: "minatar")
  /// Environment steps to train for; the last iteration may exceed them.
  public var steps = 5_000_000
  public var seed: UInt64 = 1
  /// How often the agent is evaluated on the way, evenly spread over the run.
  public var evaluations = defaultEvaluations
  /// Episodes of each of these evaluations, with sampled and again with greedy actions.
  public var evaluationEpisodes = 10
  /// The mean return of the latest ``fullWindow`` training episodes that ends training early.
  public var stopReturn: Double?
  /// The weights to start from, in place of random ones.
  public var initialWeights = InitialWeights()

  static let defaultEvaluations = 10

  /// Training episodes that ``stopReturn`` takes the mean of.
  public static let fullWindow = 100

  /// The preset for an agent in an environment, and choices that override it.
  ///
  /// - Parameter level: where the environment is a person's own level, the text to use in place of the file.
  /// - Throws: ``UnknownName`` for a name nothing answers to, ``SettingsError`` for a choice that cannot be followed,
  ///   `ConfigurationError` for numbers that cannot work together, `PolicyNetworkError` for a network that the
  ///   environment is too small for, and what finding the environment throws.
  public init(
    environment: String, agent: String, _ choices: [Assignment] = [], level: LevelCopy? = nil
  ) throws {
    let entry = try Names.environment(environment, level: level?.text)
    try self.init(spec: entry.spec, agent: agent, choices, level: LevelCopy(of: entry))
  }

  /// The environment; an own level as the run has it.
  public var entry: EnvironmentEntry { get throws { try Names.environment(environment, level: level?.text) } }

  /// The same for an environment that no catalog knows.
  package init(
    spec: EnvironmentSpec, agent: String, _ choices: [Assignment] = [], level: LevelCopy? = nil
  ) throws {
    try self.init(untuned: agent, environment: spec.name)
    self.level = level
    try apply(Preset.assignments(for: spec, agent: agent), choices)
    try self.agent.validate(blaming: choices)
    if isLearner { _ = try network.makeNetwork(for: spec) }
  }

  /// An agent as its own defaults have it, without a preset.
  init(untuned agent: String, environment: String) throws(UnknownName) {
    self.environment = environment
    switch try Names.agent(agent) {
    case "ppo": self.agent = .ppo(PPOConfiguration())
    case "a2c": self.agent = .a2c(A2CConfiguration())
    default: self.agent = .random(RandomConfiguration())
    }
  }

  /// Whether there is anything to learn, and so a network.
  var isLearner: Bool { agent.name != "random" }

  /// Takes a preset, and choices over it.
  private mutating func apply(_ preset: [Assignment], _ choices: [Assignment]) throws {
    // The optimizer comes first, since it decides which settings there are.
    let optimizers = (preset + choices).filter { $0.name == "optimizer" }
    for choice in optimizers { try set(choice) }
    for choice in preset + choices where choice.name != "optimizer" {
      // Of an optimizer that a later choice took the place of.
      if let last = optimizers.last, choice.origin.isUnder(last.origin),
        OptimizerConfiguration.settingNames.contains(choice.name), !fields.contains(where: { $0.name == choice.name })
      {
        continue
      }
      try set(choice)
    }
    let named = Set(choices.map(\.name))
    if case .ppo(var ppo) = agent, !named.contains("minibatch-size"),
      !named.isDisjoint(with: ["environments", "lanes", "rollout-steps"])
    {
      ppo.fitMinibatch()
      agent = .ppo(ppo)
    }
  }

  private mutating func set(_ choice: Assignment) throws {
    guard let field = fields.first(where: { $0.name == choice.name }) else {
      if !isLearner, RunConfiguration.learnerSettings.contains(choice.name) {
        throw SettingsError(
          "the agent \(agent.name) has no network, so '\(choice.name)' cannot be set", origin: choice.origin)
      }
      let unknown = UnknownName(
        kind: "setting", name: choice.name, known: fields.map(\.name),
        hint: "`rlcoord config \(environment) \(agent.name)` shows all")
      throw SettingsError("\(unknown)", origin: choice.origin)
    }
    do throws(UnknownName) {
      // These answer a wrong name with the nearest.
      switch choice.name {
      case "network": _ = try Names.network(choice.value)
      case "convolution": _ = try Names.convolution(choice.value)
      case "precision": _ = try Names.precision(choice.value)
      default: break
      }
    } catch {
      if case .file = choice.origin { throw SettingsError("\(error)", origin: choice.origin) }
      throw error
    }
    guard field.write(&self, choice.value) else {
      throw SettingsError(
        "\(choice.name) cannot be '\(choice.value)'; it takes \(field.values)", origin: choice.origin)
    }
  }

  /// The agent at the start of its run, to be carried out by this many threads.
  package func makeTrainer(threads: Int, showcase: Showcase? = nil) throws -> any Trainer {
    let entry = try entry
    return try agent.makeTrainer(
      TrainingSetup(
        network: network, environment: { entry.makeVector(count: $0) }, seed: seed, steps: steps,
        threads: max(1, min(threads, agent.lanes)), showcase: showcase))
  }
}

extension AgentConfiguration {
  /// Checks that the settings work together, and names the line of the file that set the one that does not.
  fileprivate func validate(blaming choices: [Assignment]) throws {
    do throws(ConfigurationError) { try validate() } catch {
      guard let choice = choices.last(where: { $0.name == error.setting }), case .file = choice.origin else {
        throw error
      }
      throw SettingsError("\(error)", origin: choice.origin)
    }
  }
}
