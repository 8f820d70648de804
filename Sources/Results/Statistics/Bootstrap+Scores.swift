extension Bootstrap {
  /// An aggregate of one algorithm's scores.
  public func estimate(_ aggregate: Aggregate, of scores: ScoreMatrix) -> Estimate {
    estimate(strata: scores.strata, value: aggregate.weighted(scores))
  }

  /// A sample-efficiency curve: an aggregate at each of several points in training.
  ///
  /// - Parameter points: the scores at each point, all of one shape.
  public func estimates(_ aggregate: Aggregate, of points: [ScoreMatrix]) -> [Estimate] {
    guard let first = points.first else { return [] }
    precondition(
      points.allSatisfy { $0.runs == first.runs && $0.tasks == first.tasks }, "points of a curve differ in shape")
    let values = points.map(aggregate.weighted)
    return estimates(points.count, strata: first.strata) { counts, point in values[point](counts) }
  }

  /// A performance profile: for each threshold τ, the share of all runs and tasks with a score above τ.
  ///
  /// The intervals are pointwise. Source: Agarwal 2021, §4.2, "run-score distribution".
  public func profile(of scores: ScoreMatrix, above thresholds: [Double]) -> [Estimate] {
    let all = scores.scores
    return estimates(thresholds.count, strata: scores.strata) { counts, threshold in
      var above: Int32 = 0
      for index in all.indices where all[index] > thresholds[threshold] { above += counts[index] }
      return Double(above) / Double(all.count)
    }
  }

  /// The mean of plain numbers, such as the returns of an evaluation's episodes.
  ///
  /// - Precondition: at least one number, all finite.
  public func mean(of values: [Double]) -> Estimate { estimate(.mean, of: ScoreMatrix(values.map { [$0] })) }
}
