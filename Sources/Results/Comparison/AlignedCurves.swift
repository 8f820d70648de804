/// Learning curves of several runs, read at the same steps.
struct AlignedCurves: Sendable, Equatable {
  /// How many steps are read at.
  static let count = 50

  /// Ascending.
  let steps: [Double]
  /// A row for every curve, a value for every step.
  let returns: [[Double]]

  /// Nil where a curve has no point, or ends before another starts.
  ///
  /// The steps go from where every curve has a first value to where the first one ends; values between a curve's points
  /// are interpolated linearly.
  init?(_ curves: [[ComparisonResults.Point]]) {
    let curves = curves.map(AlignedCurves.ascending)
    let starts = curves.compactMap(\.first?.steps)
    let ends = curves.compactMap(\.last?.steps)
    guard starts.count == curves.count, let start = starts.max(), let end = ends.min(), start <= end else { return nil }
    let parts = start == end ? 0 : AlignedCurves.count - 1
    let steps = (0...parts).map { Double(start) + Double(end - start) * Double($0) / Double(max(1, parts)) }
    self.steps = steps
    returns = curves.map { AlignedCurves.values(of: $0, at: steps) }
  }

  /// Without what is no return or goes back.
  private static func ascending(_ curve: [ComparisonResults.Point]) -> [ComparisonResults.Point] {
    var kept: [ComparisonResults.Point] = []
    for point in curve where point.meanReturn.isReturn && point.steps > kept.last?.steps ?? -1 { kept.append(point) }
    return kept
  }

  /// - Parameters:
  ///   - curve: at least one point.
  ///   - steps: ascending, none outside the curve.
  private static func values(of curve: [ComparisonResults.Point], at steps: [Double]) -> [Double] {
    var next = 0
    return steps.map { step in
      while next < curve.count - 1, Double(curve[next].steps) < step { next += 1 }
      let (from, to) = (curve[max(0, next - 1)], curve[next])
      guard to.steps > from.steps else { return to.meanReturn }
      let share = min(1, (step - Double(from.steps)) / Double(to.steps - from.steps))
      return from.meanReturn * (1 - share) + to.meanReturn * share
    }
  }

  /// The interquartile mean of some of the curves at every step.
  func estimates(of rows: [Int], by bootstrap: Bootstrap) -> [Estimate] {
    bootstrap.estimates(
      .interquartileMean, of: steps.indices.map { step in ScoreMatrix(rows.map { [returns[$0][step]] }) })
  }
}

extension Double {
  /// Whether it can be the return of an episode: finite, and so far from overflow that one can reckon with it.
  var isReturn: Bool { magnitude < 1e100 }
}

/// Steps as an axis shows them.
struct StepUnit {
  let size: Double
  let label: String

  init(upTo steps: Double) {
    switch steps {
    case 1e6...: (size, label) = (1e6, "environment steps (millions)")
    case 1e4...: (size, label) = (1e3, "environment steps (thousands)")
    default: (size, label) = (1, "environment steps")
    }
  }
}

extension LineChart.Series {
  /// Estimates along the steps, and single runs beneath.
  ///
  /// - Parameter strands: a row of values for every run; one alone repeats the line and is left out.
  init(
    name: String, look: Int, steps: [Double], unit: StepUnit, estimates: [Estimate], hasIntervals: Bool,
    strands: [[Double]]
  ) {
    self.init(
      name: name, look: look,
      points: zip(steps, estimates).map { step, estimate in
        LineChart.Point(step / unit.size, estimate.value, hasIntervals ? estimate.interval : nil)
      },
      strands: strands.count < 2
        ? [] : strands.map { zip(steps, $0).map { step, value in LineChart.Point(step / unit.size, value) } })
  }
}
