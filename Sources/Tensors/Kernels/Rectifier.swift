/// The memory-bound passes around a rectified convolution or matrix product. `B` samples of `N` elements each.
enum Rectifier {
  /// gradient *= (output > 0), for the gradient of max(0, x) in terms of its output.
  static func mask(_ gradient: UnsafeMutableRawPointer, by output: UnsafeMutableRawPointer, _ type: ElementType, _ count: Int) {
    if type == .float32 {
      let g = unsafe gradient.assumingMemoryBound(to: Float.self), y = unsafe output.assumingMemoryBound(to: Float.self)
      for i in 0..<count { unsafe g[i] = y[i] > 0 ? g[i] : 0 }
    } else {
      // A rectified bfloat16 is +0 or positive, so its bits are 0 or not.
      let g = unsafe gradient.assumingMemoryBound(to: UInt16.self), y = unsafe output.assumingMemoryBound(to: UInt16.self)
      for i in 0..<count { unsafe g[i] = y[i] > 0 && y[i] < 0x8000 ? g[i] : 0 }
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
          unsafe y[i] = sum > floor ? sum : floor
        }
      } else {
        let y = unsafe output.assumingMemoryBound(to: UInt16.self) + b * N
        for i in 0..<N {
          let sum = unsafe Float(bfloat16: y[i]) + map[i]
          unsafe y[i] = (sum > floor ? sum : floor).bfloat16
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
