internal import RLEnvironmentKit

/// 95 % intervals by stratified bootstrap: runs are drawn with replacement within each task, the number of interest is
/// recomputed, and the interval lies between the 2.5 % and the 97.5 % percentile of what came out.
///
/// The result follows from the numbers, the seed and the repetitions alone. Every estimate starts the same stream, so
/// estimates from matrices of one shape see the same resamples.
///
/// Source: Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice", 2021 (arXiv
/// 2108.13264), §4.1; `rliable`'s method `percentile`.
public struct Bootstrap: Sendable {
  /// Chance moves an end by 2.7 % of a standard error, less than the digits that a table shows; 2000 would by 6 %.
  public static let usualRepetitions = 10_000
  private static let coverage = 0.95

  private let seed: UInt64
  private let repetitions: Int

  /// - Parameter repetitions: resamples, at least 1.
  public init(seed: UInt64, repetitions: Int = Bootstrap.usualRepetitions) {
    precondition(repetitions > 0, "a bootstrap of \(repetitions) repetitions")
    self.seed = seed
    self.repetitions = repetitions
  }

  /// Of several numbers that follow from the same scores.
  ///
  /// - Parameters:
  ///   - results: how many numbers.
  ///   - strata: how many scores each stratum has; as many are drawn from it with replacement.
  ///   - value: the number of this index when score i, counted through all strata, counts `counts[i]` times.
  /// - Complexity: two allocations for every result, none for a repetition.
  func estimates(
    _ results: Int, strata: [Int], value: (_ counts: [Int32], _ result: Int) -> Double
  ) -> [Estimate] {
    let once = [Int32](repeating: 1, count: strata.reduce(0, +))
    var counts = once
    var samples = [[Double]](repeating: [Double](repeating: 0, count: repetitions), count: results)
    var stream = Philox(seed: seed, lane: 0, purpose: .bootstrap)
    for repetition in 0..<repetitions {
      Bootstrap.draw(strata, into: &counts, using: &stream)
      for result in 0..<results { samples[result][repetition] = value(counts, result) }
    }
    return (0..<results).map { result in
      samples[result].sort()
      let tail = (1 - Bootstrap.coverage) / 2
      return Estimate(
        value: value(once, result),
        interval: Interval(
          lower: Bootstrap.quantile(tail, of: samples[result]), upper: Bootstrap.quantile(1 - tail, of: samples[result])
        ))
    }
  }

  /// Of one number; see ``estimates(_:strata:value:)``.
  func estimate(strata: [Int], value: (_ counts: [Int32]) -> Double) -> Estimate {
    estimates(1, strata: strata) { counts, _ in value(counts) }[0]
  }

  private static func draw(_ strata: [Int], into counts: inout [Int32], using stream: inout Philox) {
    for index in counts.indices { counts[index] = 0 }
    var start = 0
    for size in strata {
      for _ in 0..<size { counts[start + stream.below(size)] += 1 }
      start += size
    }
  }

  /// Between the two nearest values in proportion, as NumPy's `percentile`.
  private static func quantile(_ fraction: Double, of ascending: [Double]) -> Double {
    let position = fraction * Double(ascending.count - 1)
    let index = Int(position)
    let next = min(index + 1, ascending.count - 1)
    return ascending[index] + (position - Double(index)) * (ascending[next] - ascending[index])
  }
}
