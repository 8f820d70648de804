extension Float64Twin {
  /// (x − mean) / √(variance + ε) · scale[c] + shift[c] along the last axis c; mean and biased variance of each channel
  /// c, or of each row along c, or given for each channel.
  public func normalized(
    byRow: Bool = false, scale: Float64Twin, shift: Float64Twin,
    given: (mean: Float64Twin, variance: Float64Twin)? = nil,
    epsilon: Double
  ) -> Float64Twin {
    let channels = shape[shape.count - 1]
    let groups = byRow ? values.count / channels : channels
    var (means, variances) = ([Double](repeating: 0, count: groups), [Double](repeating: 0, count: groups))
    let size = Double(values.count / groups)
    func group(_ i: Int) -> Int { byRow ? i / channels : i % channels }
    if let given {
      (means, variances) = (given.mean.values, given.variance.values)
    } else {
      for i in values.indices { means[group(i)] += values[i] / size }
      for i in values.indices {
        let deviation = values[i] - means[group(i)]
        variances[group(i)] += deviation * deviation / size
      }
    }
    var result = values
    for i in values.indices {
      let g = group(i)
      result[i] =
        (values[i] - means[g]) / (variances[g] + epsilon).squareRoot() * scale.values[i % channels]
        + shift.values[i % channels]
    }
    return .init(shape, result)
  }
}
