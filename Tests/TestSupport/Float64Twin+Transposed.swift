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
    var result = Float64Twin([shape[0], rows, columns, filters]) { index in
      (bias?.values[index[3]] ?? 0) + (map?[[0] + index.dropFirst()] ?? 0)
    }
    for index in Self.indices([shape[0], height, width, kernelHeight, kernelWidth]) {
      let (b, y, x, u, v) = (index[0], index[1], index[2], index[3], index[4])
      let (i, j) = (y * stride + u * dilation - padding, x * stride + v * dilation - padding)
      guard 0..<rows ~= i, 0..<columns ~= j else { continue }
      let (pixel, place) = (((b * height + y) * width + x) * channels, ((b * rows + i) * columns + j) * filters)
      for c in 0..<channels {
        for o in 0..<filters {
          result.values[place + o] +=
            weights.values[((c * filters + o) * kernelHeight + u) * kernelWidth + v] * values[pixel + c]
        }
      }
    }
    return relu ? result.map { max(0, $0) } : result
  }
}
