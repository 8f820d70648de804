public import RLEnvironmentKit
public import RLNetworks
internal import RLTensors

/// In what type activations and packed weights are kept; master weights, gradients and losses are always float32.
public enum Precision: String, Sendable, CaseIterable {
  case f32, bf16

  /// Whether this processor computes in it: bf16 takes AVX-512.
  public var isSupported: Bool { elementType.isSupported }

  /// - Throws: ``ConfigurationError/unsupportedPrecision(_:)`` where this processor does not compute in it.
  public func requireSupport() throws(ConfigurationError) {
    if !isSupported { throw .unsupportedPrecision(self) }
  }

  var elementType: ElementType { self == .f32 ? .float32 : .bfloat16 }
}

/// Which network an agent learns with.
public struct NetworkConfiguration: Sendable, Equatable {
  /// Of a ``PolicyArchitecture``.
  public var name: String
  public var convolution: ConvolutionChoice
  public var precision: Precision
  /// Whether the network sees deviations from the running mean of all observations that its run has learned from.
  public var normalizesObservations: Bool

  public init(
    name: String, convolution: ConvolutionChoice = .conv, precision: Precision = .f32,
    normalizesObservations: Bool = false
  ) {
    self.name = name
    self.convolution = convolution
    self.precision = precision
    self.normalizesObservations = normalizesObservations
  }

  /// The network for an environment, with its parameters at zero.
  /// - Throws: ``ConfigurationError/unknownNetwork(_:)``, and `PolicyNetworkError` where the observation is too small.
  public func makeNetwork(for spec: EnvironmentSpec) throws -> PolicyNetwork {
    guard let architecture = PolicyArchitecture.named(name) else { throw ConfigurationError.unknownNetwork(name) }
    return try PolicyNetwork(
      architecture, convolution: convolution, observationShape: spec.observationShape,
      actionCount: spec.actionNames.count, normalizesObservations: normalizesObservations)
  }
}
