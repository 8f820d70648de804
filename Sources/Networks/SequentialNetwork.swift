public import RLTensors

/// Layers one after another with their parameters: what supervised studies train.
public final class SequentialNetwork: Sendable {
  /// Of one sample, `[height, width, channels]`.
  public let inputShape: [Int]
  /// Of one sample.
  public let outputShape: [Int]
  public let parameters: ParameterStore
  /// Elements of the largest tensor between its layers, of one sample.
  public let largestActivation: Int
  /// Whether samples of a batch see each other in training.
  public let hasBatchNorm: Bool
  private let layers: [any Layer]
  private let coordinateLayers: [any CoordinateLayer]

  /// - Parameters:
  ///   - hasRadius: whether coordinates come with the radius.
  ///   - build: adds the layers, first to last.
  public init(
    inputShape: [Int], convolution: ConvolutionChoice, hasRadius: Bool = false,
    initializers: NetworkBuilder.Initializers, _ build: (inout NetworkBuilder) -> Void
  ) {
    parameters = ParameterStore()
    var builder = NetworkBuilder(
      store: parameters, choice: convolution, hasRadius: hasRadius, initializers: initializers, shape: inputShape)
    build(&builder)
    parameters.allocate()
    self.inputShape = inputShape
    outputShape = builder.shape
    largestActivation = builder.largest
    hasBatchNorm = builder.hasBatchNorm
    layers = builder.layers
    coordinateLayers = builder.coordinateLayers
  }

  /// Records the network on a tape.
  /// - Parameter input: `[batch] + inputShape`.
  /// - Returns: `[batch] + outputShape`.
  public func record(on tape: Tape, _ input: Tensor) throws(TensorError) -> Tensor {
    var features = input
    for layer in layers { features = try layer(features, on: tape) }
    return features
  }

  /// The maps of its CoordConv layers.
  public func positionMaps() throws(TensorError) -> PositionMaps { try PositionMaps(coordinateLayers, of: parameters) }

  /// Draws all parameters afresh, in the order of the layers.
  public func initialize(using generator: inout some RandomNumberGenerator) {
    for layer in layers { layer.initialize(parameters, using: &generator) }
  }

  /// All parameters with PyTorch's names and layouts, in the order of the layers.
  public var exported: [ExportedParameter] { layers.flatMap { $0.exported() } }

  /// The kernels of its convolutions, which weight decay may be for.
  public var kernels: [Parameter] { parameters.learned.filter { $0.shape.rank == 4 } }
}
