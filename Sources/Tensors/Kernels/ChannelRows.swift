/// Passes over `[rows, channels]` that treat channels apart: what batch normalization needs besides oneDNN's.
enum ChannelRows {
  /// Rows that are added up in float32 before float64 takes over.
  private static let block = 64

  /// Each channel's mean and sum of squared deviations from it.
  static func moments(
    of x: UnsafeMutableRawPointer, _ type: ElementType, rows: Int, channels: Int, mean: UnsafeMutablePointer<Float>,
    deviations: UnsafeMutablePointer<Float>
  ) {
    unsafe sum(x, type, rows, channels, into: mean) { value, _ in value }
    for c in 0..<channels { unsafe mean[c] /= Float(rows) }
    unsafe sum(x, type, rows, channels, into: deviations) { value, c in
      let distance = unsafe value - mean[c]
      return distance * distance
    }
  }

  /// target[r, c] −= offset[c] + slope[c] · x[r, c], both of `type`.
  static func subtract(
    offset: UnsafeMutablePointer<Float>, slope: UnsafeMutablePointer<Float>, times x: UnsafeMutableRawPointer,
    from target: UnsafeMutableRawPointer, _ type: ElementType, rows: Int, channels: Int
  ) {
    if type == .float32 {
      let x = unsafe x.assumingMemoryBound(to: Float.self), t = unsafe target.assumingMemoryBound(to: Float.self)
      for r in 0..<rows {
        let (x, t) = unsafe (x + r * channels, t + r * channels)
        for c in 0..<channels { unsafe t[c] -= offset[c] + slope[c] * x[c] }
      }
    } else {
      let x = unsafe x.assumingMemoryBound(to: UInt16.self), t = unsafe target.assumingMemoryBound(to: UInt16.self)
      for r in 0..<rows {
        let (x, t) = unsafe (x + r * channels, t + r * channels)
        for c in 0..<channels {
          unsafe t[c] = (Float(bfloat16: t[c]) - (offset[c] + slope[c] * Float(bfloat16: x[c]))).bfloat16
        }
      }
    }
  }

  /// The sum over rows of a function of each element and its channel.
  @inline(__always) private static func sum(
    _ x: UnsafeMutableRawPointer, _ type: ElementType, _ rows: Int, _ channels: Int,
    into sums: UnsafeMutablePointer<Float>, _ function: (Float, Int) -> Float
  ) {
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: channels) { totals in
      unsafe totals.initialize(repeating: 0)
      for start in stride(from: 0, to: rows, by: block) {
        for c in 0..<channels { unsafe sums[c] = 0 }
        for r in start..<min(start + block, rows) {
          if type == .float32 {
            let row = unsafe x.assumingMemoryBound(to: Float.self) + r * channels
            for c in 0..<channels { unsafe sums[c] += function(row[c], c) }
          } else {
            let row = unsafe x.assumingMemoryBound(to: UInt16.self) + r * channels
            for c in 0..<channels { unsafe sums[c] += function(Float(bfloat16: row[c]), c) }
          }
        }
        for c in 0..<channels { unsafe totals[c] += Double(sums[c]) }
      }
      for c in 0..<channels { unsafe sums[c] = Float(totals[c]) }
    }
  }
}
