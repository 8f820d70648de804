public import RLTensors

/// A transposed convolution whose input gains coordinate channels, at the input's resolution; as ``CoordConv2D`` it adds
/// their part as one map.
public struct CoordConvTranspose2D: CoordinateLayer {
  private let weight: Parameter
  private let bias: Parameter
  private let coordinateWeight: Parameter
  package let map: Parameter
  private let geometry: ConvolutionGeometry
  /// `[height, width]` of the input.
  private let imageSize: [Int]
  private let hasRadius: Bool
  private let activation: Activation
  private let initializer: Initializer

  /// - Parameters:
  ///   - imageShape: `[height, width, channels]` of the input.
  ///   - kernel: side of the square kernel.
  ///   - geometry: as of ``Tape/transposedConvolution(_:weights:bias:positionMap:geometry:activation:)``.
  ///   - hasRadius: whether the radius √(x² + y²) is a third coordinate channel.
  public init(
    _ name: String, in store: ParameterStore, imageShape: [Int], filters: Int, kernel: Int,
    geometry: ConvolutionGeometry, hasRadius: Bool = false, activation: Activation = .none, initializer: Initializer
  ) {
    let (height, width, channels) = (imageShape[0], imageShape[1], imageShape[2])
    weight = store.add("\(name).weight", [channels, filters, kernel, kernel])
    bias = store.add("\(name).bias", [filters])
    coordinateWeight = store.add("\(name).coordinates", [hasRadius ? 3 : 2, filters, kernel, kernel], section: .shared)
    map = store.add(
      "\(name).map",
      [
        1, geometry.transposedOutputSize(height, kernel: kernel), geometry.transposedOutputSize(width, kernel: kernel),
        filters,
      ], section: .derived)
    self.geometry = geometry
    imageSize = [height, width]
    self.hasRadius = hasRadius
    self.activation = activation
    self.initializer = initializer
  }

  public func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    try tape.transposedConvolution(
      input, weights: tape.parameter(weight), bias: tape.parameter(bias), positionMap: tape.parameter(map),
      geometry: geometry, activation: activation)
  }

  package func recordMap(on tape: Tape) throws(TensorError) -> Tensor {
    try tape.transposedConvolution(
      Coordinates.leaf(on: tape, imageSize: imageSize, hasRadius: hasRadius),
      weights: tape.parameter(coordinateWeight), geometry: geometry)
  }

  /// Draws the weight as the concatenating layer would.
  public func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {
    let whole = exported()[0]
    whole.assign(initializer.values(whole.shape, using: &generator), in: store)
  }

  public func exported() -> [ExportedParameter] {
    var sizes = weight.shape.sizes
    sizes[0] += coordinateWeight.shape[0]
    return [
      ExportedParameter(weight.name, Shape(sizes), parts: [weight, coordinateWeight], areRows: true),
      ExportedParameter(bias.name, bias.shape, parts: [bias]),
    ]
  }
}
