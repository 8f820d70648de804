public import Tensors

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
  /// Uniform in ±√(6 / (fan-in + fan-out)) (Glorot & Bengio 2010, eq. 16).
  case glorotUniform

  /// Draws the values of a weight of `shape`, output axis first: `[out, in]` or `[filters, channels, height, width]`.
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

  /// Gram–Schmidt, twice for accuracy, on normal vectors: the shorter side becomes orthonormal.
  private static func orthogonal(rows: Int, columns: Int, using generator: inout some RandomNumberGenerator) -> [Double] {
    let (count, length) = (min(rows, columns), max(rows, columns))
    var vectors: [[Double]] = []
    while vectors.count < count {
      var vector = (0..<length).map { _ in normal(using: &generator) }
      for _ in 0..<2 {
        for known in vectors {
          var dot = 0.0
          for i in 0..<length { dot += known[i] * vector[i] }
          for i in 0..<length { vector[i] -= dot * known[i] }
        }
      }
      let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard norm > 1e-6 else { continue }
      vectors.append(vector.map { $0 / norm })
    }
    if rows <= columns { return vectors.flatMap { $0 } }
    return (0..<rows * columns).map { vectors[$0 % columns][$0 / columns] }
  }
}
