/// max(0, x) and its gradient over raw buffers. NaN counts as positive, so that it is found where it arose.
///
/// Every loop loads before it decides, which lets it become vector instructions; `y[i] > 0 ? g[i] : 0` does not.
enum Rectifier {
  /// y[i] = max(0, x[i]), of `type`.
  static func rectify(
    _ input: UnsafeMutableRawPointer, into output: UnsafeMutableRawPointer, _ type: ElementType, _ count: Int
  ) {
    if type == .float32 {
      let x = unsafe input.assumingMemoryBound(to: Float.self), y = unsafe output.assumingMemoryBound(to: Float.self)
      for i in 0..<count {
        let value = unsafe x[i]
        unsafe y[i] = value <= 0 ? 0 : value
      }
    } else {
      let x = unsafe input.assumingMemoryBound(to: Int16.self), y = unsafe output.assumingMemoryBound(to: Int16.self)
      for i in 0..<count {
        let value = unsafe x[i]
        unsafe y[i] = isPositive(value) ? value : 0
      }
    }
  }

  /// gradient *= (output > 0), for the gradient of max(0, x) in terms of its output.
  static func mask(
    _ gradient: UnsafeMutableRawPointer, by output: UnsafeMutableRawPointer, _ type: ElementType, _ count: Int
  ) {
    if type == .float32 {
      let g = unsafe gradient.assumingMemoryBound(to: Float.self), y = unsafe output.assumingMemoryBound(to: Float.self)
      for i in 0..<count {
        let value = unsafe g[i]
        unsafe g[i] = y[i] <= 0 ? 0 : value
      }
    } else {
      let g = unsafe gradient.assumingMemoryBound(to: Int16.self), y = unsafe output.assumingMemoryBound(to: Int16.self)
      for i in 0..<count {
        let value = unsafe g[i]
        unsafe g[i] = isPositive(y[i]) ? value : 0
      }
    }
  }

  /// target[i] = gradient[i] where output[i] is positive and 0 elsewhere, or that added to what is there.
  static func contribute(
    _ gradient: UnsafeMutableRawPointer, by output: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer,
    _ type: ElementType, _ count: Int, adds: Bool
  ) {
    if !adds {
      unsafe target.copyMemory(from: gradient, byteCount: count * type.size)
      return unsafe mask(target, by: output, type, count)
    }
    if type == .float32 {
      let g = unsafe gradient.assumingMemoryBound(to: Float.self), y = unsafe output.assumingMemoryBound(to: Float.self)
      let t = unsafe target.assumingMemoryBound(to: Float.self)
      for i in 0..<count {
        let value = unsafe g[i]
        unsafe t[i] += y[i] <= 0 ? 0 : value
      }
    } else {
      let g = unsafe gradient.assumingMemoryBound(to: UInt16.self),
        y = unsafe output.assumingMemoryBound(to: Int16.self)
      let t = unsafe target.assumingMemoryBound(to: UInt16.self)
      for i in 0..<count {
        let value = unsafe g[i]
        let addend = unsafe isPositive(y[i]) ? value : 0
        unsafe t[i] = (Float(bfloat16: t[i]) + Float(bfloat16: addend)).bfloat16
      }
    }
  }

  /// Whether a bfloat16's bits, read as a signed number, are above zero or NaN: −∞ is −128, and NaNs with a sign lie above.
  @inline(__always) private static func isPositive(_ bits: Int16) -> Bool { (bits > -128) != (bits == 0) }
}
