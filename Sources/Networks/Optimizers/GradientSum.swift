public import RLTensors

/// Sums the lanes' gradients along a fixed binary tree, so that the result does not depend on who computed what.
public enum GradientSum {
  /// Leaves the sum over all buffers in the first one, within `range`.
  ///
  /// - Parameter buffers: a power of two of them; the others are used as workspace.
  /// - Returns: Σ g² over the range, for the norm.
  public static func reduce(_ buffers: [GradientBuffer], _ range: Range<Int>) -> Double {
    var distance = 1
    while distance < buffers.count {
      for first in stride(from: 0, to: buffers.count, by: 2 * distance) {
        let a = unsafe buffers[first].floats, b = unsafe buffers[first + distance].floats
        for i in range { unsafe a[i] += b[i] }
      }
      distance *= 2
    }
    return squares(buffers[0], range)
  }

  /// Σ g² over a range, in sixteen float32 strands that meet in float64.
  public static func squares(_ buffer: GradientBuffer, _ range: Range<Int>) -> Double {
    let g = unsafe buffer.floats
    var strands = SIMD16<Float>.zero
    var i = range.lowerBound
    while i + 16 <= range.upperBound {
      let part = unsafe UnsafeRawPointer(g + i).loadUnaligned(as: SIMD16<Float>.self)
      strands += part * part
      i += 16
    }
    var sum = 0.0
    for lane in 0..<16 { sum += Double(strands[lane]) }
    while i < range.upperBound {
      sum += unsafe Double(g[i]) * Double(g[i])
      i += 1
    }
    return sum
  }
}
