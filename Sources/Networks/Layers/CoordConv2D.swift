public import RLTensors

/// A convolution whose input gains coordinate channels: x, y and, if wanted, the radius (Liu 2018, arXiv 1807.03247).
///
/// The coordinates are the same for every sample, so by linearity
///
///     conv([input, coordinates]; W) = conv(input; Wx) + conv(coordinates; Wc)
///
/// and the second term is one map per weight update, added like a bias that depends on the place. Lanes see the map as
/// a derived parameter; ``PositionMaps`` computes it, and carries its gradient back to Wc.
public struct CoordConv2D: CoordinateLayer {
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
  private let startsPlain: Bool

  /// - Parameters:
  ///   - imageShape: `[height, width, channels]` of the input.
  ///   - kernel: side of the square kernel.
  ///   - hasRadius: whether the radius √(x² + y²) is a third coordinate channel.
  ///   - startsPlain: whether the weights that read coordinates start at zero, which makes it an ordinary convolution
  ///     until training finds a use for them (Liu 2018, §3).
  public init(
    _ name: String, in store: ParameterStore, imageShape: [Int], filters: Int, kernel: Int,
    geometry: ConvolutionGeometry = .init(), hasRadius: Bool = false, activation: Activation = .none,
    initializer: Initializer, startsPlain: Bool = false
  ) {
    let (height, width, channels) = (imageShape[0], imageShape[1], imageShape[2])
    weight = store.add("\(name).weight", [filters, channels, kernel, kernel])
    bias = store.add("\(name).bias", [filters])
    coordinateWeight = store.add("\(name).coordinates", [filters, hasRadius ? 3 : 2, kernel, kernel], section: .shared)
    map = store.add(
      "\(name).map",
      [1, geometry.outputSize(height, kernel: kernel), geometry.outputSize(width, kernel: kernel), filters],
      section: .derived)
    self.geometry = geometry
    imageSize = [height, width]
    self.hasRadius = hasRadius
    self.activation = activation
    self.initializer = initializer
    self.startsPlain = startsPlain
  }

  public func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    try tape.convolution(
      input, weights: tape.parameter(weight), bias: tape.parameter(bias), positionMap: tape.parameter(map),
      geometry: geometry, activation: activation)
  }

  package func recordMap(on tape: Tape) throws(TensorError) -> Tensor {
    try tape.convolution(
      Coordinates.leaf(on: tape, imageSize: imageSize, hasRadius: hasRadius),
      weights: tape.parameter(coordinateWeight), geometry: geometry)
  }

  /// Draws the weight as the concatenating layer would: fan-in counts the coordinate channels.
  public func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {
    let whole = exported()[0]
    whole.assign(initializer.values(whole.shape, using: &generator), in: store)
    if startsPlain {
      store.assign([Float](repeating: 0, count: coordinateWeight.shape.count), to: coordinateWeight)
    }
  }

  public func exported() -> [ExportedParameter] {
    var sizes = weight.shape.sizes
    sizes[1] += coordinateWeight.shape[1]
    return [
      ExportedParameter(weight.name, Shape(sizes), parts: [weight, coordinateWeight]),
      ExportedParameter(bias.name, bias.shape, parts: [bias]),
    ]
  }
}
