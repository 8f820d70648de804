public import RLTensors

/// `activation(x · Wᵀ + b)`, `[batch, in]` to `[batch, out]`; an image is flattened first.
public struct Linear: Layer {
  private let name: String
  private let weight: Parameter
  private let bias: Parameter
  private let activation: Activation
  private let initializer: Initializer
  private let resultType: ElementType?
  private let image: [Int]?

  /// - Parameters:
  ///   - inputShape: of one sample: `[in]` or `[height, width, channels]`.
  ///   - resultType: the result's type; the input's unless given.
  public init(
    _ name: String, in store: ParameterStore, inputShape: [Int], outputs: Int, activation: Activation = .none,
    initializer: Initializer, resultType: ElementType? = nil
  ) {
    self.name = name
    weight = store.add("\(name).weight", [outputs, inputShape.reduce(1, *)])
    bias = store.add("\(name).bias", [outputs])
    self.activation = activation
    self.initializer = initializer
    self.resultType = resultType
    image = inputShape.count == 3 ? inputShape : nil
  }

  public func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    let flat = input.shape.rank == 2 ? input : try tape.reshape(input, [input.shape[0], weight.shape[1]])
    return try tape.matrixProduct(
      flat, tape.parameter(weight), bIsTransposed: true, bias: tape.parameter(bias), activation: activation,
      resultType: resultType)
  }

  public func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {
    store.assign(initializer.values(weight.shape, using: &generator), to: weight)
  }

  public func exported() -> [ExportedParameter] {
    [
      ExportedParameter(weight.name, weight.shape, parts: [weight], image: image),
      ExportedParameter(bias.name, bias.shape, parts: [bias]),
    ]
  }
}
