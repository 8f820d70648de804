/// The backward pass of a rectifier fused into a convolution or matrix product.
enum Rectifier {
  /// gradient *= (output > 0), for the gradient of max(0, x) in terms of its output.
  ///
  /// Both types are masked as signed integers of their bits: a float above zero is an integer above zero.
  static func mask(_ gradient: UnsafeMutableRawPointer, by output: UnsafeMutableRawPointer, _ type: ElementType, _ count: Int) {
    if type == .float32 {
      unsafe mask(gradient.assumingMemoryBound(to: Int32.self), output.assumingMemoryBound(to: Int32.self), count)
    } else {
      unsafe mask(gradient.assumingMemoryBound(to: Int16.self), output.assumingMemoryBound(to: Int16.self), count)
    }
  }

  /// `−x >> (bits − 1)` is all ones exactly where x > 0, given that no x is the least integer; no branch, so the loop
  /// becomes vector instructions.
  @inline(__always)
  private static func mask<Bits: FixedWidthInteger & SignedInteger>(
    _ g: UnsafeMutablePointer<Bits>, _ y: UnsafeMutablePointer<Bits>, _ count: Int
  ) {
    let shift = Bits(Bits.bitWidth - 1)
    for i in 0..<count { unsafe g[i] &= (0 &- max(y[i], 0)) &>> shift }
  }
}
