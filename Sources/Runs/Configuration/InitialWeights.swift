internal import RLAgents
internal import RLEnvironmentKit
internal import RLEnvironments
internal import RLNetworks

/// The trained agent whose weights a run starts from.
public struct InitialWeights: Sendable, Equatable {
  /// A run's folder or a checkpoint; nil for random weights.
  public var path: String?
  /// ``Checkpoint/weightsSHA256``; nil until they are read.
  public var sha256: String?

  public init(path: String? = nil, sha256: String? = nil) {
    self.path = path
    self.sha256 = sha256
  }

  /// Puts the weights into a network; without a path leaves it as it is.
  ///
  /// Nothing else of the agent is taken: the optimizer, the running sums of observations and returns, and the schedules
  /// start from scratch.
  ///
  /// - Throws: ``CheckpointError`` where there is no such agent, or its weights are not exactly the network's;
  ///   ``InitialWeightsError`` where they are not those that the settings name.
  func assign(to network: PolicyNetwork) throws {
    guard let checkpoint = try checkpoint, let path else { return }
    try checkpoint.assignWeights(to: network, path: Checkpoint.file(at: path))
  }

  private var checkpoint: Checkpoint? {
    get throws {
      guard let path else { return nil }
      let checkpoint = try Checkpoint(readingFrom: path)
      let found = checkpoint.weightsSHA256
      if let sha256, sha256 != found { throw InitialWeightsError(path: path, found: found) }
      return checkpoint
    }
  }

  /// The same, naming one checkpoint and its digest, so that settings keep meaning these weights when the other run is
  /// trained further.
  fileprivate var resolved: InitialWeights {
    get throws {
      guard let path, let checkpoint = try checkpoint else { return InitialWeights() }
      return InitialWeights(path: Checkpoint.file(at: path), sha256: checkpoint.weightsSHA256)
    }
  }
}

extension RunConfiguration {
  /// The same configuration with ``initialWeights`` looked up, and found to fit the network.
  ///
  /// - Throws: as ``InitialWeights``; nothing was written then.
  public var resolved: RunConfiguration {
    get throws {
      guard initialWeights.path != nil, isLearner else { return self }
      var configuration = self
      configuration.initialWeights = try initialWeights.resolved
      try configuration.initialWeights.assign(to: network.makeNetwork(for: entry.spec))
      return configuration
    }
  }
}

/// Weights to start from that are not those that the settings name.
public struct InitialWeightsError: Error, Equatable, CustomStringConvertible {
  public let path: String
  /// The digest of the weights that the path holds now.
  public let found: String

  public var description: String {
    "the weights of '\(path)' are not those that init-sha256 names; theirs is \(found). "
      + "Remove init-sha256 to start from them"
  }
}
