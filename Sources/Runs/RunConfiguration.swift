public import Agents
internal import EnvironmentKit
internal import Environments
internal import FoundationEssentials
internal import Networks

/// Everything that decides a run's result: with it and the same version, the same weights come out bit for bit.
///
/// Threads and folders are not in it, because they change nothing of the result.
public struct RunConfiguration: Sendable, Equatable, Codable {
  /// Of rlcoord.
  public var version: String
  /// Its designator: name, options, wrappers; never an alias.
  public var environment: String
  public var agent: AgentConfiguration
  public var network: NetworkConfiguration
  /// Environment steps to train for; the last iteration may exceed them.
  public var steps: Int
  public var seed: UInt64

  /// What a person asked for beyond environment and agent; where nothing is said the preset decides.
  public struct Choices: Sendable, Equatable {
    public var steps: Int?
    public var seed: UInt64 = 1
    public var network: String?
    public var convolution: String?
    public var environments: Int?
    public var lanes: Int?
    public var precision: String?

    public init() {}
  }

  /// The preset for an agent in an environment, with a person's choices over it.
  ///
  /// - Throws: ``UnknownName`` for a name nothing answers to, `ConfigurationError` for numbers that cannot work,
  ///   `PolicyNetworkError` for a network that the environment is too small for.
  public init(environment: String, agent: String, choices: Choices = Choices()) throws {
    let entry = try Names.environment(environment)
    let spec = entry.spec
    guard let preset = Preset.named(try Names.agent(agent), for: spec) else {
      throw UnknownName(kind: "agent", name: agent, known: AgentConfiguration.names)
    }
    version = RLCoord.version
    self.environment = entry.name
    self.agent = preset.agent
    steps = choices.steps ?? preset.steps
    seed = choices.seed
    network = NetworkConfiguration(
      name: try Names.network(choices.network ?? preset.network).name,
      convolution: try choices.convolution.map(Names.convolution) ?? .conv,
      precision: try choices.precision.map(Names.precision) ?? .f32)
    if let environments = choices.environments { self.agent.environments = environments }
    if let lanes = choices.lanes { self.agent.lanes = lanes }
    try self.agent.validate()
    _ = try NetworkBlueprint(configuration: network, spec: spec).makeNetwork()
  }

  /// What a trainer needs, to be carried out by this many threads.
  func setup(threads: Int, showcase: Showcase? = nil) throws -> TrainingSetup {
    let entry = try Names.environment(environment)
    return TrainingSetup(
      network: network, environment: { entry.makeVector(count: $0) }, seed: seed, steps: steps,
      threads: max(1, min(threads, agent.lanes)), showcase: showcase)
  }

  /// The configuration as a file, names sorted.
  public var serialized: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return Array(try encoder.encode(self)) + Array("\n".utf8)
    }
  }

  /// Reads what ``serialized`` gave.
  public init(parsing bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(RunConfiguration.self, from: Data(bytes))
  }
}
