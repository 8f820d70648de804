public import RLTensors

/// A convolution over images, `[batch, height, width, channels]` to `[batch, height', width', filters]`.
public struct Conv2D: Layer {
  private let weight: Parameter
  private let bias: Parameter
  private let geometry: ConvolutionGeometry
  private let activation: Activation
  private let initializer: Initializer
  private let firstBias: Float

  /// - Parameters:
  ///   - kernel: side of the square kernel.
  ///   - firstBias: what every bias starts at, such as the log-odds of what is rare (Lin 2017, arXiv 1708.02002, §3.3).
  public init(
    _ name: String, in store: ParameterStore, channels: Int, filters: Int, kernel: Int,
    geometry: ConvolutionGeometry = .init(), activation: Activation = .none, initializer: Initializer,
    firstBias: Float = 0
  ) {
    weight = store.add("\(name).weight", [filters, channels, kernel, kernel])
    bias = store.add("\(name).bias", [filters])
    self.geometry = geometry
    self.activation = activation
    self.initializer = initializer
    self.firstBias = firstBias
  }

  public func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    try tape.convolution(
      input, weights: tape.parameter(weight), bias: tape.parameter(bias), geometry: geometry, activation: activation)
  }

  public func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {
    store.assign(initializer.values(weight.shape, using: &generator), to: weight)
    store.assign([Float](repeating: firstBias, count: bias.shape.count), to: bias)
  }

  public func exported() -> [ExportedParameter] {
    [weight, bias].map { ExportedParameter($0.name, $0.shape, parts: [$0]) }
  }
}
