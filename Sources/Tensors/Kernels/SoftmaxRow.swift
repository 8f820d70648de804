#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One row of a softmax.
enum SoftmaxRow {
  static func forward(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
    // Shifted so that the largest exponential is 1: none overflows, and the sum is no smaller than 1.
    var top = unsafe x[0]
    for i in 1..<count { top = unsafe max(top, x[i]) }
    var sum: Float = 0
    for i in 0..<count {
      unsafe y[i] = expf(x[i] - top)
      sum += unsafe y[i]
    }
    let factor = 1 / sum
    for i in 0..<count { unsafe y[i] *= factor }
  }

  /// target += the gradient of the row's input: y · (g − Σ g·y).
  static func backward(
    _ y: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    var sum: Float = 0
    for i in 0..<count { sum += unsafe gradient[i] * y[i] }
    for i in 0..<count { unsafe target[i] += y[i] * (gradient[i] - sum) }
  }
}
