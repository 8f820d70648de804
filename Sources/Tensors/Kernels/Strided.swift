/// Rows whose elements lie some steps apart, copied and added.
enum Strided {
  /// Copies `count` elements of `type`; steps count elements.
  static func copy(
    _ source: UnsafeMutableRawPointer, _ sourceStep: Int, to target: UnsafeMutableRawPointer, _ targetStep: Int,
    _ type: ElementType, _ count: Int
  ) {
    if sourceStep == 1, targetStep == 1 {
      unsafe target.copyMemory(from: source, byteCount: count * type.size)
      return
    }
    switch type.size {
    case 1: unsafe copy(UInt8.self, source, sourceStep, target, targetStep, count)
    case 2: unsafe copy(UInt16.self, source, sourceStep, target, targetStep, count)
    default: unsafe copy(UInt32.self, source, sourceStep, target, targetStep, count)
    }
  }

  /// Adds a row of gradients of `type` to another, or overwrites it.
  static func contribute(
    _ source: UnsafeMutableRawPointer, _ sourceStep: Int, to target: UnsafeMutableRawPointer, _ targetStep: Int,
    _ type: ElementType, _ count: Int, adds: Bool
  ) {
    guard adds else { return unsafe copy(source, sourceStep, to: target, targetStep, type, count) }
    if sourceStep == 1, targetStep == 1 { return unsafe Arithmetic.add(source, to: target, type, count) }
    if type == .float32 {
      let x = unsafe source.assumingMemoryBound(to: Float.self), t = unsafe target.assumingMemoryBound(to: Float.self)
      for i in 0..<count { unsafe t[i &* targetStep] += x[i &* sourceStep] }
    } else {
      let x = unsafe source.assumingMemoryBound(to: UInt16.self), t = unsafe target.assumingMemoryBound(to: UInt16.self)
      for i in 0..<count {
        let sum = unsafe Float(bfloat16: t[i &* targetStep]) + Float(bfloat16: x[i &* sourceStep])
        unsafe t[i &* targetStep] = sum.bfloat16
      }
    }
  }

  @inline(__always) private static func copy<Element: BitwiseCopyable>(
    _: Element.Type, _ source: UnsafeMutableRawPointer, _ sourceStep: Int, _ target: UnsafeMutableRawPointer,
    _ targetStep: Int, _ count: Int
  ) {
    let x = unsafe source.assumingMemoryBound(to: Element.self), y = unsafe target.assumingMemoryBound(to: Element.self)
    for i in 0..<count { unsafe y[i &* targetStep] = x[i &* sourceStep] }
  }
}
