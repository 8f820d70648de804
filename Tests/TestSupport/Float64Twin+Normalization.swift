extension Float64Twin {
  /// (x − mean) / √(variance + ε) · scale + shift along some axes, the last axis scaled and shifted; mean and biased
  /// variance over `axes`, or given for each channel.
  public func normalized(
    over axes: [Int], scale: Float64Twin, shift: Float64Twin, given: (mean: Float64Twin, variance: Float64Twin)? = nil,
    epsilon: Double
  ) -> Float64Twin {
    func average(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let mean = given?.mean ?? reduced(over: axes, keepingAxes: true, average)
    let variance =
      given?.variance
      ?? combined(with: mean) { ($0 - $1) * ($0 - $1) }.reduced(over: axes, keepingAxes: true, average)
    return combined(with: mean, -).combined(with: variance) { $0 / ($1 + epsilon).squareRoot() }
      .combined(with: scale, *).combined(with: shift, +)
  }
}
