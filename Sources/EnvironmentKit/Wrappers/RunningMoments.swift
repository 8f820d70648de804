/// Mean and variance of numbers that come one at a time.
///
/// Source: Chan, Golub, LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
/// The start, mean 0 and variance 1 with the weight of a ten-thousandth of a number, is the field's.
struct RunningMoments: Sendable {
  private(set) var mean = 0.0
  private(set) var variance = 1.0
  private var count = 1e-4

  mutating func add(_ value: Double) {
    let total = count + 1
    let difference = value - mean
    mean += difference / total
    variance = (variance * count + difference * difference * count / total) / total
    count = total
  }

  /// How many standard deviations `value` lies above the mean.
  func score(of value: Double) -> Double { (value - mean) / deviation }

  /// The standard deviation, never 0.
  var deviation: Double { (variance + 1e-8).squareRoot() }

  mutating func exchange(with archive: inout StateArchive) throws(StateError) {
    try archive.exchange(&mean)
    try archive.exchange(&variance)
    try archive.exchange(&count)
    if archive.isReading && (variance < 0 || count <= 0) { throw archive.refuse("a variance of \(variance)") }
  }
}
