/// Whether numbers are neither NaN nor infinite, at the speed of reading them.
enum FiniteCheck {
  static func isFinite(_ numbers: UnsafeRawPointer, _ type: ElementType, _ count: Int) -> Bool {
    switch type {
    case .float32: unsafe isFinite(numbers.assumingMemoryBound(to: UInt32.self), count, infinity: 0x7F80_0000)
    case .bfloat16: unsafe isFinite(numbers.assumingMemoryBound(to: UInt16.self), count, infinity: 0x7F80)
    default: true
    }
  }

  /// Without their sign, the bits of NaN and infinity are those of infinity or more. A maximum needs no branch for
  /// each number, so the loop becomes vector instructions.
  @inline(__always) private static func isFinite<Bits: FixedWidthInteger & UnsignedInteger>(
    _ bits: UnsafePointer<Bits>, _ count: Int, infinity: Bits
  ) -> Bool {
    var greatest: Bits = 0
    for i in 0..<count { greatest = unsafe max(greatest, bits[i] & (Bits.max >> 1)) }
    return greatest < infinity
  }
}
