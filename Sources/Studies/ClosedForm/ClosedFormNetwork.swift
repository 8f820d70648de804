internal import RLNetworks
package import RLTensors

/// Piekniewski's network ("Autopsy of a deep learning paper", 2018), whose weights are set by hand: it locates the lit
/// pixel of an image is.
///
/// With A the image and X, Y the pixels' coordinates,
///
///     DX = relu(W·A − X),  DY = relu(H·A − Y),  x = W − Σ DX,  y = H − Σ DY
///
/// since A = 0 and −X ≤ 0 at every pixel but the lit one, where rectifiers thus let nothing through.
package struct ClosedFormNetwork {
  /// Where coordinates come from.
  package enum Coordinates: String, Sendable, CaseIterable {
    /// Two channels of the image, counted in pixels, as in the article.
    case channels
    /// A ``CoordConv2D``, whose coordinates run from −1 to 1:
    ///
    ///     DX = relu(2·A − (u + 1)),  x = (W − 1) / 2 · (2 − Σ DX)
    case layer
  }

  private let network: SequentialNetwork
  /// Its first layer alone: DX and DY.
  private let firstLayer: SequentialNetwork
  package let height: Int
  package let width: Int

  package init(_ kind: Coordinates, height: Int, width: Int) {
    (self.height, self.width) = (height, width)
    func make(isWhole: Bool) -> SequentialNetwork {
      SequentialNetwork(
        inputShape: [height, width, kind == .channels ? 3 : 1],
        convolution: kind == .channels ? .conv : .coordconvFirst,
        initializers: .init(convolution: .zeros, linear: .zeros)
      ) { network in
        network.convolution(filters: 2, kernel: 1)
        guard isWhole else { return }
        network.globalSum()
        network.linear(2, activation: .none)
      }
    }
    (network, firstLayer) = (make(isWhole: true), make(isWhole: false))
    let (w, h) = (Float(width), Float(height))
    let weights: [String: [Float]] =
      switch kind {
      case .channels:
        [
          "conv1.weight": [w, -1, 0, h, 0, -1], "linear1.weight": [-1, 0, 0, -1], "linear1.bias": [w, h],
        ]
      case .layer:
        [
          "conv1.weight": [2, -1, 0, 2, 0, -1], "conv1.bias": [-1, -1],
          "linear1.weight": [-(w - 1) / 2, 0, 0, -(h - 1) / 2], "linear1.bias": [w - 1, h - 1],
        ]
      }
    for network in [network, firstLayer] {
      for parameter in network.exported {
        if let values = weights[parameter.name] { parameter.assign(values, in: network.parameters) }
      }
    }
    (slopes, offsets) = (weights["linear1.weight"] ?? [], weights["linear1.bias"] ?? [])
  }

  /// Of the last layer.
  private let slopes: [Float]
  private let offsets: [Float]

  /// Its outputs for images.
  package struct Reader {
    private let width: Int
    private let pixels: Int
    private let tape: Tape
    private let input: Tensor
    private let output: Tensor

    fileprivate init(_ network: SequentialNetwork, width: Int, batch: Int) throws(TensorError) {
      self.width = width
      pixels = network.inputShape[0] * network.inputShape[1]
      // Fills the map that the coordinates' weights give.
      _ = try network.positionMaps()
      tape = Tape(parameters: network.parameters, isDifferentiable: false)
      input = tape.input(Shape([batch] + network.inputShape))
      output = try network.record(on: tape, input)
    }

    /// The network's numbers for images, `isLit` of the image's number and row · width + column.
    fileprivate func outputs(isLit: (_ image: Int, _ pixel: Int) -> Bool) -> [Float] {
      let channels = input.shape[3]
      input.withMutableSpan(of: Float.self) { span in
        for image in 0..<input.shape[0] {
          for pixel in 0..<pixels {
            let start = (image * pixels + pixel) * channels
            span[start] = isLit(image, pixel) ? 1 : 0
            if channels == 3 {
              span[start + 1] = Float(pixel % width)
              span[start + 2] = Float(pixel / width)
            }
          }
        }
      }
      tape.forward()
      return output.values
    }

    /// The network's place for each lit pixel.
    /// - Parameter pixels: row · width + column, one for each image of the batch.
    package func places(ofPixels pixels: [Int]) -> [(x: Float, y: Float)] {
      precondition(pixels.count == input.shape[0])
      let numbers = outputs { pixels[$0] == $1 }
      return pixels.indices.map { (numbers[2 * $0], numbers[2 * $0 + 1]) }
    }
  }

  /// The network, recorded for so many images at a time.
  package func reader(batch: Int) throws(TensorError) -> Reader {
    try Reader(network, width: width, batch: batch)
  }

  /// DX and DY of an image with one lit pixel, `[height, width, 2]`.
  func responses(toPixel lit: Int) throws(TensorError) -> [Float] {
    try Reader(firstLayer, width: width, batch: 1).outputs { $1 == lit }
  }

  /// How far the network is off at the worst pixel of the canvas, in pixels.
  ///
  /// A kernel of 1×1 sees a pixel and nothing else, so a dark image and one that is lit everywhere show what the first
  /// layer outputs for every pixel, dark or lit. Where its output for all dark pixels is 0, the sum over an image with one
  /// lit pixel is its output for that one, exactly and in any order.
  ///
  /// - Returns: nil where something passes the rectifier at a dark pixel.
  package func worstError() throws(TensorError) -> Float? {
    let numbers = try Reader(firstLayer, width: width, batch: 2).outputs { image, _ in image == 1 }
    let half = 2 * height * width
    guard numbers[..<half].allSatisfy({ $0 == 0 }) else { return nil }
    var worst: Float = 0
    for pixel in 0..<height * width {
      let (dx, dy) = (numbers[half + 2 * pixel], numbers[half + 2 * pixel + 1])
      let x = offsets[0] + slopes[0] * dx, y = offsets[1] + slopes[3] * dy
      worst = max(worst, abs(x - Float(pixel % width)), abs(y - Float(pixel / width)))
    }
    return worst
  }
}
