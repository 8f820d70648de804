public import RLAgents
public import RLEnvironmentKit
public import RLNetworks
public import RLResults
internal import RLTensors

/// A trained agent in one safetensors file: its weights under PyTorch's names and in its layouts, in the metadata
/// everything needed to let it act, and, where training can be resumed, its state.
public struct Checkpoint: Sendable, Equatable {
  static let format = "rlcoord-checkpoint"
  static let formatVersion = "2"

  /// Name of the environment it was trained in.
  public var environment: String
  /// Where the environment is a person's own level.
  public var level: LevelCopy?
  /// `[height, width, channels]`.
  public var observationShape: [Int]
  public var actionNames: [String]
  /// An agent's name.
  public var agent: String
  public var network: NetworkConfiguration
  /// Environment steps it was trained for.
  public var steps: Int
  /// Of the run.
  public var seed: UInt64
  /// What computed it.
  public var provenance: Provenance
  /// Empty for an agent that learns nothing.
  public var weights: [Safetensors.Entry]
  /// What a run needs to resume from here; nil where only the agent was kept.
  public var resumption: Resumption?

  /// A run between two iterations, but for the weights.
  public struct Resumption: Sendable, Equatable {
    /// The run's settings, as a YAML file has them.
    public var configuration: String
    /// What the trainer showed an archive: the optimizer's moments, random streams, environments, counters.
    public var state: [UInt8]

    static let stateName = "training.state"
  }

  /// The state after `steps` steps of a run.
  public init(
    _ configuration: RunConfiguration, spec: EnvironmentSpec, steps: Int, network: PolicyNetwork?,
    resumption: Resumption? = nil
  ) {
    self.resumption = resumption
    environment = configuration.environment
    level = configuration.level
    observationShape = spec.observationShape
    actionNames = spec.actionNames
    agent = configuration.agent.name
    self.network = configuration.network
    self.steps = steps
    seed = configuration.seed
    provenance = .current
    weights = network.map(Checkpoint.weights) ?? []
  }

  /// SHA-256 over the weights' bytes, float32 lowest byte first, in the order of ``weights``; in hexadecimal.
  public var weightsSHA256: String {
    var digest = SHA256()
    for entry in weights { digest.update(entry.bytes) }
    return digest.finalize()
  }

  private static func weights(of network: PolicyNetwork) -> [Safetensors.Entry] {
    network.exported.map { $0.entry(in: network.parameters) }
  }

  /// The file.
  public var serialized: [UInt8] {
    var metadata = [
      "format": Checkpoint.format, "formatVersion": Checkpoint.formatVersion, Seal.name: Seal.blank,
      "environment": environment,
      "observationShape": JSON.array(observationShape.map(JSON.count)).text,
      "actionNames": JSON.array(actionNames.map(JSON.string)).text, "agent": agent, "network": network.name,
      "convolution": network.convolution.rawValue, "precision": network.precision.rawValue, "steps": String(steps),
      "seed": String(seed),
    ]
    if let level { metadata["level"] = level.text }
    if network.normalizesObservations { metadata["normalizeObservations"] = "yes" }
    metadata["version"] = provenance.version
    metadata["oneDNNVersion"] = provenance.oneDNN
    metadata["instructions"] = provenance.instructions
    var entries = weights
    if let resumption {
      metadata["configuration"] = resumption.configuration
      entries.append(
        Safetensors.Entry(
          name: Resumption.stateName, elementType: "U8", shape: [resumption.state.count], bytes: resumption.state))
    }
    return Seal.seal(Safetensors(metadata: metadata, entries: entries).serialized)
  }

  /// Puts the checkpoint in the place of the file in one step.
  public func write(to path: String) throws(FileError) { try File.replace(path, with: serialized) }
}
