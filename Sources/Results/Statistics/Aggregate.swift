/// A score matrix summarized by one number.
///
/// Source: Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice", 2021 (arXiv
/// 2108.13264), §4.3, and the package `rliable` that goes with it.
public enum Aggregate: Sendable, Equatable {
  /// Mean of the middle half of all scores: a quarter of them, rounded down, is left out at either end.
  case interquartileMean
  /// Mean of all scores.
  case mean
  /// Median over the tasks of a task's mean score.
  case median
  /// How far the mean stays below `target` when no score counts for more than it; less is better.
  case optimalityGap(target: Double)

  /// The aggregate of `matrix` as a function of how often each of its scores counts.
  ///
  /// So a resample need not be written out, and what takes sorting is sorted once.
  func weighted(_ matrix: ScoreMatrix) -> (_ counts: [Int32]) -> Double {
    let scores = matrix.scores
    switch self {
    case .interquartileMean: return Aggregate.middleMean(scores)
    case .mean: return { counts in Aggregate.sum(scores, counts, 0..<scores.count) / Double(scores.count) }
    case .median:
      var means = [Double](repeating: 0, count: matrix.tasks)
      return { counts in
        for task in 0..<matrix.tasks {
          let place = task * matrix.runs..<(task + 1) * matrix.runs
          means[task] = Aggregate.sum(scores, counts, place) / Double(matrix.runs)
        }
        means.sort()
        return (means[(matrix.tasks - 1) / 2] + means[matrix.tasks / 2]) / 2
      }
    case .optimalityGap(let target):
      let capped = scores.map { min($0, target) }
      return { counts in target - Aggregate.sum(capped, counts, 0..<capped.count) / Double(capped.count) }
    }
  }

  private static func sum(_ scores: [Double], _ counts: [Int32], _ place: Range<Int>) -> Double {
    var sum = 0.0
    for index in place { sum += Double(counts[index]) * scores[index] }
    return sum
  }

  private static func middleMean(_ scores: [Double]) -> (_ counts: [Int32]) -> Double {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    let ascending = order.map { scores[$0] }
    let cut = scores.count / 4
    return { counts in
      var sum = 0.0
      var passed = 0
      for rank in order.indices {
        let first = passed
        passed += Int(counts[order[rank]])
        let kept = min(passed, scores.count - cut) - max(first, cut)
        if kept > 0 { sum += Double(kept) * ascending[rank] }
      }
      return sum / Double(scores.count - 2 * cut)
    }
  }
}
