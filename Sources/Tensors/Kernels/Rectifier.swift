/// The memory-bound passes around a rectified convolution or matrix product. `B` samples of `N` elements each.
/// Comparisons are the way round that lets NaN through, so that it is found where it arose; what is chosen between is
/// loaded before, as a load behind a condition keeps a loop from becoming vector instructions.
enum Rectifier {
  /// y[i] = max(0, x[i]), of `type`.
  static func rectify(
    _ input: UnsafeMutableRawPointer, into output: UnsafeMutableRawPointer, _ type: ElementType, _ count: Int
  ) {
    if type == .float32 {
      let x = unsafe input.assumingMemoryBound(to: Float.self), y = unsafe output.assumingMemoryBound(to: Float.self)
      for i in 0..<count { unsafe y[i] = x[i] < 0 ? 0 : x[i] }
    } else {
      let x = unsafe input.assumingMemoryBound(to: UInt16.self), y = unsafe output.assumingMemoryBound(to: UInt16.self)
      for i in 0..<count {
        let number = unsafe x[i]
        unsafe y[i] = isNotPositive(number) ? 0 : number
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
        let addend = unsafe g[i]
        unsafe t[i] += y[i] <= 0 ? 0 : addend
      }
    } else {
      let g = unsafe gradient.assumingMemoryBound(to: UInt16.self)
      let y = unsafe output.assumingMemoryBound(to: UInt16.self)
      let t = unsafe target.assumingMemoryBound(to: UInt16.self)
      for i in 0..<count {
        let addend = unsafe g[i]
        unsafe t[i] = (Float(bfloat16: t[i]) + Float(bfloat16: isNotPositive(y[i]) ? 0 : addend)).bfloat16
      }
    }
  }

  /// Zero or negative, as the bits of a bfloat16: +0, or -0 up to -infinity, but not NaN.
  @inline(__always) private static func isNotPositive(_ bits: UInt16) -> Bool {
    bits &- 1 >= 0x7FFF && bits <= 0xFF80
  }

  /// gradient *= (output > 0), for the gradient of max(0, x) in terms of its output.
  static func mask(
    _ gradient: UnsafeMutableRawPointer, by output: UnsafeMutableRawPointer, _ type: ElementType, _ count: Int
  ) {
    if type == .float32 {
      let g = unsafe gradient.assumingMemoryBound(to: Float.self), y = unsafe output.assumingMemoryBound(to: Float.self)
      for i in 0..<count {
        let kept = unsafe g[i]
        unsafe g[i] = y[i] <= 0 ? 0 : kept
      }
    } else {
      let g = unsafe gradient.assumingMemoryBound(to: UInt16.self)
      let y = unsafe output.assumingMemoryBound(to: UInt16.self)
      for i in 0..<count {
        let kept = unsafe g[i]
        unsafe g[i] = isNotPositive(y[i]) ? 0 : kept
      }
    }
  }

  /// output[b, i] = output[b, i] + map[i], rectified where `rectifies`.
  static func addMap(
    _ map: UnsafePointer<Float>, to output: UnsafeMutableRawPointer, _ type: ElementType, samples B: Int, size N: Int,
    rectifies: Bool
  ) {
    let floor: Float = rectifies ? 0 : -.infinity
    for b in 0..<B {
      if type == .float32 {
        let y = unsafe output.assumingMemoryBound(to: Float.self) + b * N
        for i in 0..<N {
          let sum = unsafe y[i] + map[i]
          unsafe y[i] = sum < floor ? floor : sum
        }
      } else {
        let y = unsafe output.assumingMemoryBound(to: UInt16.self) + b * N
        for i in 0..<N {
          let sum = unsafe Float(bfloat16: y[i]) + map[i]
          unsafe y[i] = (sum < floor ? floor : sum).bfloat16
        }
      }
    }
  }

  /// map[i] += Σ_b gradient[b, i]; the first sample overwrites unless `adds`.
  static func sumMap(
    _ gradient: UnsafeMutableRawPointer, _ type: ElementType, samples B: Int, size N: Int,
    into map: UnsafeMutablePointer<Float>, adds: Bool
  ) {
    // Block by block, so that the sums stay in the innermost cache while the samples stream past.
    let block = 2048
    for start in stride(from: 0, to: N, by: block) {
      let end = min(start + block, N)
      if !adds { for i in start..<end { unsafe map[i] = 0 } }
      for b in 0..<B {
        if type == .float32 {
          let g = unsafe gradient.assumingMemoryBound(to: Float.self) + b * N
          for i in start..<end { unsafe map[i] += g[i] }
        } else {
          let g = unsafe gradient.assumingMemoryBound(to: UInt16.self) + b * N
          for i in start..<end { unsafe map[i] += Float(bfloat16: g[i]) }
        }
      }
    }
  }
}
