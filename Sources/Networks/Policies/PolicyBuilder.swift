internal import Tensors

/// Puts a policy network's layers together, keeping track of the shape between them and of the choice of convolution.
struct PolicyBuilder {
  let store: ParameterStore
  let choice: ConvolutionChoice
  /// Of one sample, after the layers so far.
  private(set) var shape: [Int]
  private(set) var layers: [any Layer] = []
  private(set) var coordinateLayers: [CoordConv2D] = []
  private var convolutions = 0
  private var linears = 0

  init(store: ParameterStore, choice: ConvolutionChoice, shape: [Int]) {
    self.store = store
    self.choice = choice
    self.shape = shape
  }

  /// Hidden layers start orthogonal with gain √2, as is usual for actor-critics (Andrychowicz 2020, arXiv 2006.05990).
  private static let hidden = Initializer.orthogonal(gain: 1.414_213_56)

  mutating func convolution(
    filters: Int, kernel: Int, stride: Int, padding: Int = 0, activation: Activation = .relu
  ) {
    let geometry = ConvolutionGeometry(stride: stride, padding: padding)
    layers.append(makeConvolution(filters: filters, kernel: kernel, geometry: geometry, activation: activation))
    advance(kernel: kernel, geometry, channels: filters)
  }

  mutating func residualBlock() {
    let geometry = ConvolutionGeometry(padding: 1)
    let first = makeConvolution(filters: shape[2], kernel: 3, geometry: geometry, activation: .relu)
    let second = makeConvolution(filters: shape[2], kernel: 3, geometry: geometry, activation: .none)
    layers.append(ResidualBlock(first: first, second: second))
  }

  private mutating func makeConvolution(
    filters: Int, kernel: Int, geometry: ConvolutionGeometry, activation: Activation
  ) -> AnyConvolution {
    convolutions += 1
    let name = "conv\(convolutions)"
    if choice == .coordconv || (choice == .coordconvFirst && convolutions == 1) {
      let layer = CoordConv2D(
        name, in: store, imageShape: shape, filters: filters, kernel: kernel, geometry: geometry,
        activation: activation, initializer: Self.hidden)
      coordinateLayers.append(layer)
      return .coordinates(layer)
    }
    return .plain(
      Conv2D(
        name, in: store, channels: shape[2], filters: filters, kernel: kernel, geometry: geometry,
        activation: activation, initializer: Self.hidden))
  }

  mutating func maxPool(kernel: Int, stride: Int, padding: Int) {
    layers.append(MaxPool(kernel: kernel, stride: stride, padding: padding))
    advance(kernel: kernel, ConvolutionGeometry(stride: stride, padding: padding), channels: shape[2])
  }

  mutating func globalAveragePool() {
    layers.append(GlobalAveragePool())
    shape = [shape[2]]
  }

  mutating func rectify() { layers.append(Rectify()) }

  mutating func linear(_ outputs: Int) {
    linears += 1
    layers.append(
      Linear(
        "linear\(linears)", in: store, inputShape: shape, outputs: outputs, activation: .relu, initializer: Self.hidden)
    )
    shape = [outputs]
  }

  private mutating func advance(kernel: Int, _ geometry: ConvolutionGeometry, channels: Int) {
    shape = [geometry.outputSize(shape[0], kernel: kernel), geometry.outputSize(shape[1], kernel: kernel), channels]
  }
}

/// One of the two convolutions, so that a residual block holds either.
enum AnyConvolution: Layer {
  case plain(Conv2D)
  case coordinates(CoordConv2D)

  func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    switch self {
    case .plain(let layer): try layer(input, on: tape)
    case .coordinates(let layer): try layer(input, on: tape)
    }
  }

  func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {
    switch self {
    case .plain(let layer): layer.initialize(store, using: &generator)
    case .coordinates(let layer): layer.initialize(store, using: &generator)
    }
  }

  func exchange() -> [ExchangedParameter] {
    switch self {
    case .plain(let layer): layer.exchange()
    case .coordinates(let layer): layer.exchange()
    }
  }
}
