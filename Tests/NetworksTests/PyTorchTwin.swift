import Networks

/// A slow float64 network in PyTorch's layouts, NCHW and channels-first flattening, fed with exchanged parameters only.
struct PyTorchTwin {
  /// `[channels, height, width]` of one sample.
  var shape: [Int]
  var values: [Double]
  private let parameters: [String: (shape: [Int], values: [Double])]

  /// - Parameter image: `[height, width, channels]`, as our networks take it.
  init(_ image: [Float], height: Int, width: Int, channels: Int, parameters: [String: (shape: [Int], values: [Double])]) {
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

  /// relu(conv2d)
  mutating func convolution(_ name: String, stride: Int) {
    guard let weight = parameters["\(name).weight"], let bias = parameters["\(name).bias"] else { return values = [] }
    let (filters, channels, kernel) = (weight.shape[0], weight.shape[1], weight.shape[2])
    guard channels == shape[0] else { return values = [] }
    let (height, width) = (shape[1], shape[2])
    let (rows, columns) = ((height - kernel) / stride + 1, (width - kernel) / stride + 1)
    var result: [Double] = []
    for filter in 0..<filters {
      for row in 0..<rows {
        for column in 0..<columns {
          var sum = bias.values[filter]
          for channel in 0..<channels {
            for u in 0..<kernel {
              for v in 0..<kernel {
                sum += weight.values[((filter * channels + channel) * kernel + u) * kernel + v]
                  * values[(channel * height + row * stride + u) * width + column * stride + v]
              }
            }
          }
          result.append(max(0, sum))
        }
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
