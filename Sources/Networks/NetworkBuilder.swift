public import RLTensors

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Puts a network's layers together, keeping track of the shape between them and of the choice of convolution.
public struct NetworkBuilder {
  /// Which first values its layers draw.
  public struct Initializers: Sendable, Equatable {
    public var convolution: Initializer
    public var linear: Initializer
    /// As of ``CoordConv2D``.
    public var coordinatesStartAtZero: Bool

    public init(convolution: Initializer, linear: Initializer, coordinatesStartAtZero: Bool = false) {
      self.convolution = convolution
      self.linear = linear
      self.coordinatesStartAtZero = coordinatesStartAtZero
    }
  }

  let store: ParameterStore
  let choice: ConvolutionChoice
  /// Whether coordinates come with the radius.
  let hasRadius: Bool
  let initializers: Initializers
  /// Of one sample, after the layers so far.
  public private(set) var shape: [Int]
  /// Elements of the largest tensor so far, of one sample.
  private(set) var largest: Int
  private(set) var layers: [any Layer] = []
  private(set) var coordinateLayers: [any CoordinateLayer] = []
  /// Whether samples of a batch see each other in training.
  private(set) var hasBatchNorm = false
  private var convolutions = 0
  private var linears = 0
  private var norms = 0

  init(
    store: ParameterStore, choice: ConvolutionChoice, hasRadius: Bool = false, initializers: Initializers, shape: [Int]
  ) {
    self.store = store
    self.choice = choice
    self.hasRadius = hasRadius
    self.initializers = initializers
    self.shape = shape
    largest = shape.reduce(1, *)
  }

  /// A convolution, whose kernel may see coordinates by the network's choice.
  public mutating func convolution(
    filters: Int, kernel: Int, geometry: ConvolutionGeometry = .init(), activation: Activation = .relu
  ) {
    add(
      makeConvolution(filters: filters, kernel: kernel, geometry: geometry, activation: activation),
      shape: [geometry.outputSize(shape[0], kernel: kernel), geometry.outputSize(shape[1], kernel: kernel), filters])
  }

  /// A convolution without coordinates to a single channel of log-odds, which start at those of `share`.
  public mutating func logOdds(ofShare share: Double, kernel: Int) {
    let geometry = ConvolutionGeometry.same(kernel: kernel)
    add(
      Conv2D(
        nextConvolution().name, in: store, channels: shape[2], filters: 1, kernel: kernel, geometry: geometry,
        initializer: initializers.convolution, firstBias: Float(log(share / (1 - share)))),
      shape: [shape[0], shape[1], 1])
  }

  /// `x + conv(relu(conv(relu(x))))` with kernels of 3.
  public mutating func residualBlock() {
    let geometry = ConvolutionGeometry(padding: 1)
    let first = makeConvolution(filters: shape[2], kernel: 3, geometry: geometry, activation: .relu)
    let second = makeConvolution(filters: shape[2], kernel: 3, geometry: geometry, activation: .none)
    add(ResidualBlock(first: first, second: second), shape: shape)
  }

  private mutating func makeConvolution(
    filters: Int, kernel: Int, geometry: ConvolutionGeometry, activation: Activation
  ) -> AnyConvolution {
    let (name, seesCoordinates) = nextConvolution()
    if seesCoordinates {
      let layer = CoordConv2D(
        name, in: store, imageShape: shape, filters: filters, kernel: kernel, geometry: geometry, hasRadius: hasRadius,
        activation: activation, initializer: initializers.convolution, startsPlain: initializers.coordinatesStartAtZero)
      coordinateLayers.append(layer)
      return .coordinates(layer)
    }
    return .plain(
      Conv2D(
        name, in: store, channels: shape[2], filters: filters, kernel: kernel, geometry: geometry,
        activation: activation, initializer: initializers.convolution))
  }

  /// A transposed convolution, whose kernel may see coordinates by the network's choice.
  public mutating func transposedConvolution(
    filters: Int, kernel: Int, geometry: ConvolutionGeometry, activation: Activation = .none
  ) {
    let output = [
      geometry.transposedOutputSize(shape[0], kernel: kernel), geometry.transposedOutputSize(shape[1], kernel: kernel),
      filters,
    ]
    let (name, seesCoordinates) = nextConvolution()
    if seesCoordinates {
      let layer = CoordConvTranspose2D(
        name, in: store, imageShape: shape, filters: filters, kernel: kernel, geometry: geometry, hasRadius: hasRadius,
        activation: activation, initializer: initializers.convolution)
      coordinateLayers.append(layer)
      add(layer, shape: output)
    } else {
      add(
        ConvTranspose2D(
          name, in: store, channels: shape[2], filters: filters, kernel: kernel, geometry: geometry,
          activation: activation, initializer: initializers.convolution), shape: output)
    }
  }

  private mutating func nextConvolution() -> (name: String, seesCoordinates: Bool) {
    convolutions += 1
    return ("conv\(convolutions)", choice == .coordconv || (choice == .coordconvFirst && convolutions == 1))
  }

  /// Batch normalization, with the momentum and ε of the CoordConv paper's code.
  public mutating func batchNorm(activation: Activation = .none) {
    norms += 1
    hasBatchNorm = true
    add(
      BatchNorm2D(
        "norm\(norms)", in: store, channels: shape[2], momentum: 0.9, epsilon: 1e-5, activation: activation),
      shape: shape)
  }

  /// Layer normalization along the last axis: of each pixel's channels, or of a vector.
  public mutating func layerNorm() {
    norms += 1
    add(LayerNorm("norm\(norms)", in: store, channels: shape[shape.count - 1], epsilon: 1e-5), shape: shape)
  }

  public mutating func maxPool(kernel: Int, stride: Int, padding: Int = 0) {
    let geometry = ConvolutionGeometry(stride: stride, padding: padding)
    add(
      MaxPool(kernel: kernel, stride: stride, padding: padding),
      shape: [geometry.outputSize(shape[0], kernel: kernel), geometry.outputSize(shape[1], kernel: kernel), shape[2]])
  }

  /// The mean of each channel over the image.
  public mutating func globalAveragePool() { add(GlobalAveragePool(), shape: [shape[2]]) }

  /// The greatest element of each channel.
  public mutating func globalMaxPool() { add(GlobalMaxPool(), shape: [shape[2]]) }

  /// The sum of each channel over the image.
  public mutating func globalSum() { add(GlobalSum(), shape: [shape[2]]) }

  /// Every pixel becomes a square of `factor` by `factor`; of a single one, a tile.
  public mutating func upsample(factor: Int) {
    add(Upsample(factor: factor), shape: [shape[0] * factor, shape[1] * factor, shape[2]])
  }

  public mutating func rectify() { add(Rectify(), shape: shape) }

  /// A softmax over all pixels of an image of one channel, times their number.
  public mutating func pixelSoftmax() { add(PixelSoftmax(), shape: shape) }

  public mutating func linear(_ outputs: Int, activation: Activation = .relu) {
    linears += 1
    add(
      Linear(
        "linear\(linears)", in: store, inputShape: shape, outputs: outputs, activation: activation,
        initializer: initializers.linear), shape: [outputs])
  }

  private mutating func add(_ layer: some Layer, shape: [Int]) {
    layers.append(layer)
    self.shape = shape
    largest = max(largest, shape.reduce(1, *))
  }
}
