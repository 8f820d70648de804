/// How scores of one environment are brought to a scale that all environments share.
///
/// 0 is random play, 1 the mean score of all compared runs: the same for every variant, so it favors none.
public struct ScoreScale: Sendable, Equatable {
  /// Mean return of random play.
  public let random: Double
  /// Mean score of all compared runs.
  public let reference: Double

  init(random: Double, scores: [Double]) {
    self.random = random
    reference = scores.reduce(0, +) / Double(scores.count)
  }

  /// Whether the runs are better than random play on average, by more than rounding: then the distance between the two
  /// makes a unit.
  public var isAboveRandom: Bool {
    reference - random > 1e-9 * max(reference.magnitude, random.magnitude, 1e-3)
  }

  /// The raw score that makes 1: where the runs are no better than random play, the larger magnitude of the two, or 1.
  public var unit: Double { isAboveRandom ? reference - random : max(reference.magnitude, random.magnitude, 1) }

  public func normalized(_ score: Double) -> Double { (score - random) / unit }
}
