extension Float64Twin {
  /// The transposed convolution of `[batch, height, width, channels]` with `[channels, filters, height, width]`, as
  /// defined: every pixel is spread over the places it reaches.
  public func transposedConvolved(
    with weights: Float64Twin, bias: Float64Twin? = nil, map: Float64Twin? = nil, stride: Int = 1, padding: Int = 0,
    farPadding: Int? = nil, dilation: Int = 1, relu: Bool = false
  ) -> Float64Twin {
    let (height, width, channels) = (shape[1], shape[2], shape[3])
    let (filters, kernelHeight, kernelWidth) = (weights.shape[1], weights.shape[2], weights.shape[3])
    func extent(_ size: Int, _ kernel: Int) -> Int {
      (size - 1) * stride + (kernel - 1) * dilation + 1 - padding - (farPadding ?? padding)
    }
    let (rows, columns) = (extent(height, kernelHeight), extent(width, kernelWidth))
    let place = rows * columns * filters
    var result = [Double](repeating: 0, count: shape[0] * place)
    for i in result.indices { result[i] = (bias?.values[i % filters] ?? 0) + (map?.values[i % place] ?? 0) }
    for pixel in 0..<shape[0] * height * width {
      let (b, y, x) = (pixel / (height * width), pixel / width % height, pixel % width)
      for tap in 0..<kernelHeight * kernelWidth {
        let (u, v) = (tap / kernelWidth, tap % kernelWidth)
        let (i, j) = (y * stride + u * dilation - padding, x * stride + v * dilation - padding)
        guard i >= 0, i < rows, j >= 0, j < columns else { continue }
        let target = ((b * rows + i) * columns + j) * filters
        for c in 0..<channels {
          let value = values[pixel * channels + c]
          for o in 0..<filters {
            result[target + o] += weights.values[(c * filters + o) * kernelHeight * kernelWidth + tap] * value
          }
        }
      }
    }
    return .init([shape[0], rows, columns, filters], relu ? result.map { max(0, $0) } : result)
  }
}
