public import RLTensors

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How a weight's first values are drawn.
///
/// Fan-in is the number of inputs one output adds up, fan-out the number of outputs one input reaches; for a
/// convolution both count the taps of the kernel.
public enum Initializer: Sendable, Equatable {
  case zeros
  /// Rows (or columns) of a random orthogonal matrix times `gain` (Saxe 2014, arXiv 1312.6120).
  case orthogonal(gain: Float)
  /// Normal with variance 2 / fan-in (He 2015, arXiv 1502.01852, eq. 10).
  case heNormal
  /// Normal with that variance after what lies beyond two standard deviations is drawn again: TensorFlow's `he_normal`.
  case heTruncatedNormal
  /// Uniform in ±√(6 / (fan-in + fan-out)) (Glorot & Bengio 2010, eq. 16).
  case glorotUniform

  /// Draws the values of a weight of `shape`, output axis first: `[out, in]` or `[filters, channels, height, width]`.
  ///
  /// A transposed convolution's weight has its input axis first, and so a fan-in of filters · taps: TensorFlow's count.
  public func values(_ shape: Shape, using generator: inout some RandomNumberGenerator) -> [Float] {
    let outputs = shape.rank > 0 ? shape[0] : 1
    let fanIn = shape.count / max(1, outputs)
    switch self {
    case .zeros:
      return [Float](repeating: 0, count: shape.count)
    case .orthogonal(let gain):
      return Self.orthogonal(rows: outputs, columns: fanIn, using: &generator).map { Float($0) * gain }
    case .heNormal:
      let deviation = (2 / Double(fanIn)).squareRoot()
      return (0..<shape.count).map { _ in Float(deviation * Self.normal(using: &generator)) }
    case .heTruncatedNormal:
      // 0.8796… is the standard deviation of a standard normal number held to ±2.
      let deviation = (2 / Double(fanIn)).squareRoot() / 0.879_625_661_034_239_78
      return (0..<shape.count).map { _ in
        var number = Self.normal(using: &generator)
        while abs(number) > 2 { number = Self.normal(using: &generator) }
        return Float(deviation * number)
      }
    case .glorotUniform:
      let taps = shape.sizes.dropFirst(2).reduce(1, *)
      let limit = (6 / Double(fanIn + outputs * taps)).squareRoot()
      return (0..<shape.count).map { _ in Float(Double.random(in: -limit...limit, using: &generator)) }
    }
  }

  /// Standard normal by Box and Muller.
  private static func normal(using generator: inout some RandomNumberGenerator) -> Double {
    let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &generator))).squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
  }

  /// Modified Gram–Schmidt on normal vectors: the shorter side becomes orthonormal. Eight numbers at a time, since
  /// Nature's largest matrix takes 1.6 billion operations.
  private static func orthogonal(rows: Int, columns: Int, using generator: inout some RandomNumberGenerator) -> [Double]
  {
    let (count, length) = (min(rows, columns), max(rows, columns))
    var vectors: [[SIMD8<Double>]] = []
    while vectors.count < count {
      var vector = [SIMD8<Double>](repeating: .zero, count: (length + 7) / 8)
      for i in 0..<length { vector[i / 8][i % 8] = normal(using: &generator) }
      for known in vectors {
        let dot = product(known, vector)
        for i in vector.indices { vector[i] -= dot * known[i] }
      }
      let norm = product(vector, vector).squareRoot()
      guard norm > 1e-6 else { continue }
      vectors.append(vector.map { $0 / norm })
    }
    let isWide = rows <= columns
    return (0..<rows * columns).map { index in
      let (row, column) = (index / columns, index % columns)
      let (vector, element) = isWide ? (row, column) : (column, row)
      return vectors[vector][element / 8][element % 8]
    }
  }

  private static func product(_ a: [SIMD8<Double>], _ b: [SIMD8<Double>]) -> Double {
    var sum = SIMD8<Double>.zero
    for i in a.indices { sum += a[i] * b[i] }
    return sum.sum()
  }
}
