#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One row of a softmax or its logarithm.
enum SoftmaxRow {
  static func forward(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int, isLog: Bool) {
    // Shifted so that the largest exponential is 1: none overflows, and the sum is no smaller than 1.
    var top = unsafe x[0]
    for i in 1..<count { top = unsafe max(top, x[i]) }
    var sum: Float = 0
    for i in 0..<count {
      let power = unsafe expf(x[i] - top)
      sum += power
      unsafe y[i] = isLog ? x[i] - top : power
    }
    if isLog {
      let logarithm = logf(sum)
      for i in 0..<count { unsafe y[i] -= logarithm }
    } else {
      let factor = 1 / sum
      for i in 0..<count { unsafe y[i] *= factor }
    }
  }

  /// target += the gradient of the row's input; softmax: y · (g − Σ g·y), its logarithm: g − eʸ · Σ g.
  static func backward(
    _ y: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _ count: Int,
    isLog: Bool
  ) {
    var sum: Float = 0
    if isLog {
      for i in 0..<count { sum += unsafe gradient[i] }
      for i in 0..<count { unsafe target[i] += gradient[i] - expf(y[i]) * sum }
    } else {
      for i in 0..<count { sum += unsafe gradient[i] * y[i] }
      for i in 0..<count { unsafe target[i] += y[i] * (gradient[i] - sum) }
    }
  }
}
