internal import Agents
internal import EnvironmentKit
internal import Networks

/// A policy network and the environment it is for.
struct NetworkBlueprint {
  let configuration: NetworkConfiguration
  let spec: EnvironmentSpec

  /// The network with its parameters at zero.
  func makeNetwork() throws -> PolicyNetwork {
    try PolicyNetwork(
      Names.network(configuration.name), convolution: configuration.convolution,
      observationShape: spec.observationShape, actionCount: spec.actionNames.count)
  }
}
