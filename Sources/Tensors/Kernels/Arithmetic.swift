/// Element-wise passes over raw buffers.
enum Arithmetic {
  /// target += addend, both of `type`.
  static func add(
    _ addend: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer, _ type: ElementType, _ count: Int
  ) {
    if type == .float32 {
      let a = unsafe addend.assumingMemoryBound(to: Float.self), t = unsafe target.assumingMemoryBound(to: Float.self)
      for i in 0..<count { unsafe t[i] += a[i] }
    } else {
      let a = unsafe addend.assumingMemoryBound(to: UInt16.self), t = unsafe target.assumingMemoryBound(to: UInt16.self)
      for i in 0..<count { unsafe t[i] = (Float(bfloat16: t[i]) + Float(bfloat16: a[i])).bfloat16 }
    }
  }

  /// Adds to a tensor's gradient, or overwrites it, with numbers of the tensor's type.
  static func contribute(_ addend: UnsafeMutableRawPointer, to tensor: Tensor, adds: Bool) {
    unsafe contribute(addend, to: tensor.gradientAddress, tensor.type, tensor.count, adds: adds)
  }

  /// Adds to a part of a gradient, or overwrites it.
  static func contribute(
    _ addend: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer, _ type: ElementType, _ count: Int, adds: Bool
  ) {
    if adds {
      unsafe add(addend, to: target, type, count)
    } else {
      unsafe target.copyMemory(from: addend, byteCount: count * type.size)
    }
  }
}
