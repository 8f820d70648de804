extension Bootstrap {
  /// How probably a run of X scores more than a run of Y on a task, averaged over the tasks; a tie counts for half.
  ///
  /// The two algorithms are resampled independently, and may differ in the number of runs.
  /// Source: Agarwal 2021, §4.3; Mann and Whitney's U over the number of pairs.
  ///
  /// - Precondition: both have the same tasks.
  /// - Complexity: for each repetition the pairs of runs times the tasks.
  public func probabilityOfImprovement(of x: ScoreMatrix, over y: ScoreMatrix) -> Estimate {
    precondition(x.tasks == y.tasks, "one algorithm has scores of \(x.tasks) tasks, the other of \(y.tasks)")
    let pairs = Double(x.runs * y.runs * x.tasks)
    return estimate(strata: x.strata + y.strata) { counts in
      var twice = 0
      for task in 0..<x.tasks {
        for i in task * x.runs..<(task + 1) * x.runs where counts[i] > 0 {
          let score = x.scores[i]
          var beaten: Int32 = 0
          for j in task * y.runs..<(task + 1) * y.runs {
            let other = y.scores[j]
            beaten += counts[x.scores.count + j] * (score > other ? 2 : score == other ? 1 : 0)
          }
          twice += Int(counts[i]) * Int(beaten)
        }
      }
      return Double(twice) / (2 * pairs)
    }
  }

  /// How much more X has of an aggregate than Y, where run r of both has the same seed.
  ///
  /// The same runs are drawn for both, so what a seed does to both alike cancels, and the interval is narrower than
  /// that of two algorithms resampled independently where their runs go up and down together. `rliable` has no such
  /// estimate.
  ///
  /// - Precondition: matrices of one shape.
  public func pairedDifference(_ aggregate: Aggregate, of x: ScoreMatrix, over y: ScoreMatrix) -> Estimate {
    precondition(
      x.runs == y.runs && x.tasks == y.tasks, "\(x.runs) × \(x.tasks) scores are paired with \(y.runs) × \(y.tasks)")
    let (first, second) = (aggregate.weighted(x), aggregate.weighted(y))
    return estimate(strata: x.strata) { counts in first(counts) - second(counts) }
  }
}
