public import RLTensors

/// Layer normalization of each row along the last axis, `[…, channels]`.
public struct LayerNorm: Layer {
  private let weight: Parameter
  private let bias: Parameter
  private let epsilon: Float

  /// - Parameter epsilon: added to the variance.
  public init(_ name: String, in store: ParameterStore, channels: Int, epsilon: Float) {
    weight = store.add("\(name).weight", [channels])
    bias = store.add("\(name).bias", [channels])
    self.epsilon = epsilon
  }

  public func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    try tape.layerNormalization(input, scale: tape.parameter(weight), shift: tape.parameter(bias), epsilon: epsilon)
  }

  /// Scale 1 and shift 0; nothing is drawn.
  public func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {
    store.assign([Float](repeating: 1, count: weight.shape.count), to: weight)
    store.assign([Float](repeating: 0, count: bias.shape.count), to: bias)
  }

  public func exported() -> [ExportedParameter] {
    [weight, bias].map { ExportedParameter($0.name, $0.shape, parts: [$0]) }
  }
}
