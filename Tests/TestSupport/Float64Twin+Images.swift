extension Float64Twin {
  /// The convolution of `[batch, height, width, channels]` with `[filters, channels, height, width]`, as defined.
  public func convolved(
    with weights: Float64Twin, bias: Float64Twin? = nil, map: Float64Twin? = nil, stride: Int = 1, padding: Int = 0,
    farPadding: Int? = nil, dilation: Int = 1, relu: Bool = false
  ) -> Float64Twin {
    let (height, width, channels) = (shape[1], shape[2], shape[3])
    let (filters, kernelHeight, kernelWidth) = (weights.shape[0], weights.shape[2], weights.shape[3])
    // Every place where the spread-out kernel still fits between the padded borders.
    func starts(_ size: Int, _ kernel: Int) -> [Int] {
      let last = size + (farPadding ?? padding) - (kernel - 1) * dilation - 1
      return Array(Swift.stride(from: -padding, through: last, by: stride))
    }
    let rows = starts(height, kernelHeight), columns = starts(width, kernelWidth)
    var result: [Double] = []
    for b in 0..<shape[0] {
      for (i, top) in rows.enumerated() {
        for (j, left) in columns.enumerated() {
          for o in 0..<filters {
            var sum = (bias?.values[o] ?? 0) + (map?[[0, i, j, o]] ?? 0)
            for u in 0..<kernelHeight where 0..<height ~= top + u * dilation {
              for v in 0..<kernelWidth where 0..<width ~= left + v * dilation {
                let pixel = ((b * height + top + u * dilation) * width + left + v * dilation) * channels
                for c in 0..<channels {
                  sum += weights.values[((o * channels + c) * kernelHeight + u) * kernelWidth + v] * values[pixel + c]
                }
              }
            }
            result.append(relu ? max(0, sum) : sum)
          }
        }
      }
    }
    return .init([shape[0], rows.count, columns.count, filters], result)
  }

  /// Replaces the elements under a moving window, those beyond the border left out, by one number each.
  public func pooled(
    height: Int, width: Int, stride: Int, padding: Int, _ function: ([Double]) -> Double
  ) -> Float64Twin {
    let rows = Array(Swift.stride(from: -padding, through: shape[1] + padding - height, by: stride))
    let columns = Array(Swift.stride(from: -padding, through: shape[2] + padding - width, by: stride))
    return .init([shape[0], rows.count, columns.count, shape[3]]) { index in
      var window: [Double] = []
      for i in rows[index[1]]..<rows[index[1]] + height where 0..<shape[1] ~= i {
        for j in columns[index[2]]..<columns[index[2]] + width where 0..<shape[2] ~= j {
          window.append(self[[index[0], i, j, index[3]]])
        }
      }
      return function(window)
    }
  }
}
