public import RLTensors

/// A transposed convolution over images, `[batch, height, width, channels]` to `[batch, height', width', filters]`.
public struct ConvTranspose2D: Layer {
  private let weight: Parameter
  private let bias: Parameter
  private let geometry: ConvolutionGeometry
  private let activation: Activation
  private let initializer: Initializer

  /// - Parameters:
  ///   - kernel: side of the square kernel.
  ///   - geometry: as of ``Tape/transposedConvolution(_:weights:bias:positionMap:geometry:activation:)``.
  public init(
    _ name: String, in store: ParameterStore, channels: Int, filters: Int, kernel: Int,
    geometry: ConvolutionGeometry, activation: Activation = .none, initializer: Initializer
  ) {
    weight = store.add("\(name).weight", [channels, filters, kernel, kernel])
    bias = store.add("\(name).bias", [filters])
    self.geometry = geometry
    self.activation = activation
    self.initializer = initializer
  }

  public func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    try tape.transposedConvolution(
      input, weights: tape.parameter(weight), bias: tape.parameter(bias), geometry: geometry, activation: activation)
  }

  public func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {
    store.assign(initializer.values(weight.shape, using: &generator), to: weight)
  }

  public func exported() -> [ExportedParameter] {
    [weight, bias].map { ExportedParameter($0.name, $0.shape, parts: [$0]) }
  }
}
