internal import RLAgents
internal import RLEnvironmentKit
internal import RLNetworks

/// A policy network and the environment it is for.
struct NetworkBlueprint {
  let configuration: NetworkConfiguration
  let spec: EnvironmentSpec

  /// The network with its parameters at zero.
  func makeNetwork() throws -> PolicyNetwork {
    try PolicyNetwork(
      Names.network(configuration.name), convolution: configuration.convolution,
      observationShape: spec.observationShape, actionCount: spec.actionNames.count,
      normalizesObservations: configuration.normalizesObservations)
  }
}
