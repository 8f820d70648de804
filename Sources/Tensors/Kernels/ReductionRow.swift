/// One row of a reduction: `x` runs along the input, `y` along the output, whose step is 0 where it is reduced.
enum ReductionRow {
  static func add(_ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, _ step: Int, _ count: Int) {
    if step == 0 {
      unsafe y[0] += total(x, count)
    } else {
      for i in 0..<count { unsafe y[i &* step] += x[i] }
    }
  }

  /// Sixteen partial sums, for speed and because they round less than one.
  static func total(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    var sums = SIMD16<Float>()
    let whole = count & ~15
    for start in stride(from: 0, to: whole, by: 16) {
      sums += unsafe UnsafeRawPointer(x + start).loadUnaligned(as: SIMD16<Float>.self)
    }
    var sum = sums.sum()
    for i in whole..<count { sum += unsafe x[i] }
    return sum
  }

  /// NaN counts as greatest, so that it comes through.
  static func maximize(_ y: UnsafeMutablePointer<Float>, _ step: Int, _ x: UnsafePointer<Float>, _ count: Int) {
    for i in 0..<count {
      let (best, next) = unsafe (y[i &* step], x[i])
      unsafe y[i &* step] = next <= best || best.isNaN ? best : next
    }
  }

  /// target += factor · gradient, the gradient repeated along the row where its step is 0.
  static func spread(
    _ gradient: UnsafePointer<Float>, _ step: Int, _ factor: Float, to target: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    for i in 0..<count { unsafe target[i] += factor * gradient[i &* step] }
  }

  /// n += 1 for each x equal to the maximum y.
  static func count(
    _ n: UnsafeMutablePointer<Float>, _ y: UnsafePointer<Float>, _ step: Int, _ x: UnsafePointer<Float>, _ count: Int
  ) {
    for i in 0..<count { unsafe n[i &* step] += x[i] == y[i &* step] ? 1 : 0 }
  }

  /// target += gradient / n for each x equal to the maximum y.
  static func share(
    _ gradient: UnsafePointer<Float>, _ n: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ step: Int,
    _ x: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    for i in 0..<count where unsafe x[i] == y[i &* step] {
      unsafe target[i] += gradient[i &* step] / n[i &* step]
    }
  }
}
