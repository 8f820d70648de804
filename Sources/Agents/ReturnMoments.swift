internal import RLEnvironmentKit

/// Mean and variance of numbers that come one at a time or as another's, which lanes use for their discounted returns.
///
/// Source: Chan, Golub, LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
struct ReturnMoments: Sendable, Equatable {
  private var count = 0.0
  private var mean = 0.0
  /// Sum of squared deviations from the mean.
  private var squares = 0.0

  mutating func add(_ value: Double) {
    count += 1
    let difference = value - mean
    mean += difference / count
    squares += difference * (value - mean)
  }

  mutating func add(_ other: ReturnMoments) {
    guard other.count > 0 else { return }
    let total = count + other.count
    let difference = other.mean - mean
    mean += difference * other.count / total
    squares += other.squares + difference * difference * count * other.count / total
    count = total
  }

  /// The standard deviation, never 0; 1 where there is no number.
  var deviation: Double { count > 0 ? (squares / count + 1e-8).squareRoot() : 1 }

  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&count)
    try archive.serialize(&mean)
    try archive.serialize(&squares)
    if archive.isReading && (squares < 0 || count < 0) { throw archive.refuse("a variance of \(squares)") }
  }
}
