import RLNetworks

/// A slow float64 network in PyTorch's layouts, NCHW and channels first, fed with exchanged parameters only.
struct PyTorchTwin {
  /// `[channels, height, width]` of one sample.
  var shape: [Int]
  var values: [Double]
  private let parameters: [String: (shape: [Int], values: [Double])]

  /// - Parameter image: `[height, width, channels]`, as our networks take it.
  init(_ image: [Float], height: Int, width: Int, channels: Int, parameters: [String: (shape: [Int], values: [Double])])
  {
    shape = [channels, height, width]
    values = []
    for channel in 0..<channels {
      for pixel in 0..<height * width { values.append(Double(image[pixel * channels + channel])) }
    }
    self.parameters = parameters
  }

  /// Appends the channels x and y, as the CoordConv paper's listing does.
  mutating func addCoordinates() {
    let (height, width) = (shape[1], shape[2])
    func scaled(_ k: Int, _ n: Int) -> Double { n == 1 ? 0 : 2 * Double(k) / Double(n - 1) - 1 }
    for axis in 0..<2 {
      for row in 0..<height {
        for column in 0..<width { values.append(axis == 0 ? scaled(column, width) : scaled(row, height)) }
      }
    }
    shape[0] += 2
  }

  /// conv2d, rectified unless told otherwise
  mutating func convolution(_ name: String, stride: Int = 1, padding: Int = 0, relu: Bool = true) {
    guard let weight = parameters["\(name).weight"], let bias = parameters["\(name).bias"] else {
      values = []
      return
    }
    let (filters, channels, kernel) = (weight.shape[0], weight.shape[1], weight.shape[2])
    guard channels == shape[0] else {
      values = []
      return
    }
    let (values, pixels) = (values, shape[1] * shape[2])
    slide(kernel, stride, padding, filters) { filter, taps in
      var sum = bias.values[filter]
      for tap in taps {
        for channel in 0..<channels {
          sum +=
            weight.values[(filter * channels + channel) * kernel * kernel + tap.tap]
            * values[channel * pixels + tap.pixel]
        }
      }
      return relu ? max(0, sum) : sum
    }
  }

  /// max_pool2d: padding never wins.
  mutating func maxPool(_ kernel: Int, stride: Int, padding: Int) {
    let (values, pixels) = (values, shape[1] * shape[2])
    slide(kernel, stride, padding, shape[0]) { channel, taps in
      taps.map { values[channel * pixels + $0.pixel] }.max() ?? 0
    }
  }

  mutating func rectify() { values = values.map { max(0, $0) } }

  /// Calls `body` with each output channel and the taps of the kernel that lie on the image, `[row · width + column]`.
  private mutating func slide(
    _ kernel: Int, _ stride: Int, _ padding: Int, _ filters: Int,
    _ body: (_ filter: Int, _ taps: [(tap: Int, pixel: Int)]) -> Double
  ) {
    let (height, width) = (shape[1], shape[2])
    let rows = (height + 2 * padding - kernel) / stride + 1
    let columns = (width + 2 * padding - kernel) / stride + 1
    var result = [Double](repeating: 0, count: filters * rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        var taps: [(tap: Int, pixel: Int)] = []
        for tap in 0..<kernel * kernel {
          let (i, j) = (row * stride + tap / kernel - padding, column * stride + tap % kernel - padding)
          if i >= 0, i < height, j >= 0, j < width { taps.append((tap, i * width + j)) }
        }
        for filter in 0..<filters { result[(filter * rows + row) * columns + column] = body(filter, taps) }
      }
    }
    (shape, values) = ([filters, rows, columns], result)
  }

  mutating func linear(_ name: String, relu: Bool = true) {
    let sums = self.output(of: name)
    values = relu ? sums.map { max(0, $0) } : sums
    shape = [values.count]
  }

  func output(of name: String) -> [Double] {
    guard let weight = parameters["\(name).weight"], let bias = parameters["\(name).bias"],
      weight.shape[1] == values.count
    else { return [] }
    return (0..<weight.shape[0]).map { row in
      values.indices.reduce(bias.values[row]) { $0 + weight.values[row * values.count + $1] * values[$1] }
    }
  }
}

extension PyTorchTwin {
  /// The architectures' trunks as their papers draw them.
  mutating func trunk(_ name: String, _ choice: ConvolutionChoice) {
    switch name {
    case "minatar": coordinates(choice, 1, "conv1")
    case "nature":
      coordinates(choice, 1, "conv1", stride: 4)
      coordinates(choice, 2, "conv2", stride: 2)
      coordinates(choice, 3, "conv3")
    case "compact":
      coordinates(choice, 1, "conv1", stride: 4)
      coordinates(choice, 2, "conv2", stride: 2)
    case "pooled":
      coordinates(choice, 1, "conv1")
      coordinates(choice, 2, "conv2")
      let pixels = shape[1] * shape[2]
      values = (0..<shape[0]).map { values[$0 * pixels..<($0 + 1) * pixels].reduce(0, +) / Double(pixels) }
    case "impala":
      for section in 0..<3 {
        let first = 5 * section + 1
        coordinates(choice, first, "conv\(first)", padding: 1, relu: false)
        maxPool(3, stride: 2, padding: 1)
        for block in [first + 1, first + 3] {
          let kept = values
          rectify()
          coordinates(choice, block, "conv\(block)", padding: 1)
          coordinates(choice, block + 1, "conv\(block + 1)", padding: 1, relu: false)
          values = zip(values, kept).map { $0 + $1 }
        }
      }
      rectify()
    default: break
    }
    linear("linear1")
    if name == "mlp" { linear("linear2") }
  }

  private mutating func coordinates(
    _ choice: ConvolutionChoice, _ number: Int, _ name: String, stride: Int = 1, padding: Int = 0, relu: Bool = true
  ) {
    if choice == .coordconv || (choice == .coordconvFirst && number == 1) { addCoordinates() }
    convolution(name, stride: stride, padding: padding, relu: relu)
  }
}
