public import RLEnvironmentKit
internal import RLNetworks
internal import RLTensors

/// What a trainer needs besides its agent's own settings.
public struct TrainingSetup: Sendable {
  public var network: NetworkConfiguration
  /// Makes one lane's environments.
  public var environment: @Sendable (_ count: Int) -> any VectorEnvironment
  public var seed: UInt64
  /// Steps the run will take; schedules end there.
  public var steps: Int
  /// Threads that carry out lanes; changes speed and nothing else.
  public var threads: Int
  /// Where the first lane leaves copies of its first worlds for someone who watches; changes nothing of the result.
  public var showcase: Showcase?

  public init(
    network: NetworkConfiguration, environment: @escaping @Sendable (_ count: Int) -> any VectorEnvironment,
    seed: UInt64, steps: Int, threads: Int, showcase: Showcase? = nil
  ) {
    self.network = network
    self.environment = environment
    self.seed = seed
    self.steps = steps
    self.threads = threads
    self.showcase = showcase
  }

  var spec: EnvironmentSpec { environment(1).spec }

  func makeNetwork() throws -> PolicyNetwork { try network.makeNetwork(for: spec) }

  func record(
    _ policy: PolicyNetwork, batch: Int, _ packedWeights: PackedWeights, isDifferentiable: Bool,
    of divided: DividedBatch? = nil, lane: Int = 0
  ) throws -> RecordedPolicy {
    try RecordedPolicy(
      policy, batch: batch, precision: network.precision, observationMaximum: spec.observationMaximum,
      packedWeights: packedWeights, isDifferentiable: isDifferentiable, of: divided, lane: lane)
  }
}
