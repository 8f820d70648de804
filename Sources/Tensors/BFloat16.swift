/// bfloat16 is the upper half of a float32: same range, 8 bits of precision.
extension Float {
  @inline(__always) init(bfloat16 bits: UInt16) { self.init(bitPattern: UInt32(bits) << 16) }

  /// The nearest bfloat16, ties to even; NaN stays NaN.
  @inline(__always) var bfloat16: UInt16 {
    // Both ways first and no branch between them, so that loops over this become vector instructions; signed, because
    // those that shift, compare and narrow signed numbers are the ones every x86-64 processor has.
    let rounded = Int32(bitPattern: bitPattern &+ 0x7FFF &+ ((bitPattern &>> 16) & 1)) &>> 16
    let quietNaN = Int32(bitPattern: bitPattern | 0x40_0000) &>> 16
    let isNaN = Int32(bitPattern: bitPattern & 0x7FFF_FFFF) > 0x7F80_0000
    return UInt16(truncatingIfNeeded: isNaN ? quietNaN : rounded)
  }
}
