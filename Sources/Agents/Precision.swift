public import Networks

/// In what type activations and packed weights are kept; master weights, gradients and losses are always float32.
public enum Precision: String, Sendable, CaseIterable {
  case f32, bf16
}

/// Which network an agent learns with.
public struct NetworkConfiguration: Sendable, Equatable {
  /// Of a ``PolicyArchitecture``.
  public var name: String
  public var convolution: ConvolutionChoice
  public var precision: Precision

  public init(name: String, convolution: ConvolutionChoice = .conv, precision: Precision = .f32) {
    self.name = name
    self.convolution = convolution
    self.precision = precision
  }
}
