internal import RLEnvironmentKit

/// Sums over observations, element by element, of their bytes and of the bytes' squares. They are whole numbers, so the
/// order in which lanes add theirs changes nothing.
final class ObservationTotals {
  private(set) var count: UInt64 = 0
  private let sums: Buffer<UInt64>
  private let squares: Buffer<UInt64>

  /// - Parameter size: bytes of one observation.
  init(size: Int) {
    sums = Buffer(size, repeating: 0)
    squares = Buffer(size, repeating: 0)
  }

  /// Adds one observation after another.
  func add(_ observations: Buffer<UInt8>, _ range: Range<Int>) {
    let size = sums.count
    precondition(range.count % size == 0, "\(range.count) bytes of observations of \(size)")
    count += UInt64(range.count / size)
    observations.withSpan(range) { bytes in
      sums.withMutableSpan(0..<size) { sums in
        squares.withMutableSpan(0..<size) { squares in
          for start in stride(from: 0, to: bytes.count, by: size) {
            for i in 0..<size {
              let byte = UInt64(bytes[start + i])
              sums[i] += byte
              squares[i] += byte * byte
            }
          }
        }
      }
    }
  }

  /// Moves another's sums to these.
  func take(_ other: ObservationTotals) {
    count += other.count
    other.count = 0
    for i in 0..<sums.count {
      sums[i] += other.sums[i]
      squares[i] += other.squares[i]
      (other.sums[i], other.squares[i]) = (0, 0)
    }
  }

  /// Mean and variance of every byte divided by `maximum`.
  func moments(maximum: UInt8) -> (mean: [Float], variance: [Float]) {
    let (count, scale) = (Double(count), 1 / Double(max(1, maximum)))
    var (mean, variance) = ([Float](repeating: 0, count: sums.count), [Float](repeating: 0, count: sums.count))
    for i in mean.indices {
      let average = Double(sums[i]) / count
      mean[i] = Float(average * scale)
      variance[i] = Float(max(0, Double(squares[i]) / count - average * average) * scale * scale)
    }
    return (mean, variance)
  }

  func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&count, in: 0...(1 << 47))
    try archive.serialize(sums)
    try archive.serialize(squares)
    for i in 0..<sums.count where sums[i] > 255 * count || squares[i] > 255 * 255 * count {
      throw archive.refuse("a sum of \(sums[i]) over \(count) bytes")
    }
  }
}
