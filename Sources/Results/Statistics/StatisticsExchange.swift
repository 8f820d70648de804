internal import RLEnvironmentKit

/// Random score matrices and what ``Bootstrap`` makes of them, as JSON for `Scripts/check_statistics.py`, which asks
/// `rliable` the same.
package enum StatisticsExchange {
  /// One line of JSON: the repetitions behind the intervals, and the cases.
  ///
  /// A case has its scores `x` and `y` (`[runs][tasks]`), further `points` of x's curve, `thresholds` of its profile,
  /// the `target` of the optimality gap, and `estimates`: a list of `[value, lower, upper]` for each statistic.
  package static func text(seed: UInt64, repetitions: Int = Bootstrap.usualRepetitions) -> String {
    let bootstrap = Bootstrap(seed: seed, repetitions: repetitions)
    let cases = Case.all.enumerated().map { lane, item in
      item.record(with: bootstrap, stream: Philox(seed: seed, lane: lane, purpose: .evaluation))
    }
    let all = JSON.record(["repetitions": .count(repetitions), "cases": .array(cases)])
    return all.text + "\n"
  }

  /// Scores of one shape and kind.
  private struct Case: Sendable {
    let name: String
    let runs: Int
    /// Of the second algorithm.
    let otherRuns: Int
    let tasks: Int
    /// Makes a score of a number in `[0, 1)`.
    let score: @Sendable (Double) -> Double

    static let all = [
      Case("five tasks", 10, 10, 5) { $0 },
      Case("ties", 8, 8, 4) { ($0 * 3).rounded(.down) },
      Case("negative scores", 6, 6, 3) { 40 * $0 - 30 },
      Case("long tail", 12, 12, 3) { 200 * $0 * $0 * $0 * $0 },
      Case("unequal runs", 3, 7, 4) { 2 * $0 - 0.5 },
      Case("many runs", 50, 50, 2) { $0 * $0 },
      Case("a single task", 10, 10, 1) { 3 * $0 },
      Case("a single run", 1, 1, 4) { $0 },
      Case("a single score", 1, 1, 1) { $0 },
      Case("equal scores", 5, 5, 3) { _ in 0.5 },
    ]

    init(_ name: String, _ runs: Int, _ otherRuns: Int, _ tasks: Int, score: @escaping @Sendable (Double) -> Double) {
      self.name = name
      self.runs = runs
      self.otherRuns = otherRuns
      self.tasks = tasks
      self.score = score
    }

    func record(with bootstrap: Bootstrap, stream: Philox) -> JSON {
      var stream = stream
      // Seeds are good or bad for all algorithms alike, so that pairing has something to gain.
      let luck = rows(runs, &stream)
      func matrix(_ runs: Int) -> [[Double]] {
        rows(runs, &stream).enumerated().map { run, row in
          zip(row, luck[run % luck.count]).map { score(($0 + $1) / 2) }
        }
      }
      let (x, y, points) = (matrix(runs), matrix(otherRuns), [matrix(runs), matrix(runs)])
      let (first, second) = (ScoreMatrix(x), ScoreMatrix(y))
      let thresholds = (0...4).map { score(Double($0) / 4) }
      let target = score(0.75)
      let mean = bootstrap.mean(of: x.map { $0[0] })
      var estimates: [(String, [Estimate])] = [
        ("interquartile mean", [bootstrap.estimate(.interquartileMean, of: first)]),
        ("mean", [bootstrap.estimate(.mean, of: first)]),
        ("median", [bootstrap.estimate(.median, of: first)]),
        ("optimality gap", [bootstrap.estimate(.optimalityGap(target: target), of: first)]),
        ("profile", bootstrap.profile(of: first, above: thresholds)),
        ("curve", bootstrap.estimates(.interquartileMean, of: [first] + points.map { ScoreMatrix($0) })),
        ("improvement", [bootstrap.probabilityOfImprovement(of: first, over: second)]),
        ("mean of returns", [mean]),
      ]
      if runs == otherRuns {
        let difference = bootstrap.pairedDifference(.interquartileMean, of: first, over: second)
        estimates.append(("paired difference", [difference]))
      }
      return .record([
        "name": .string(name), "x": Case.array(x), "y": Case.array(y), "points": .array(points.map(Case.array)),
        "thresholds": Case.array(thresholds), "target": .number(target),
        "estimates": .object(
          estimates.map { name, values in
            let numbers = values.map { [$0.value, $0.interval.lower, $0.interval.upper] }
            return JSON.Member(name, Case.array(numbers))
          }),
      ])
    }

    private func rows(_ runs: Int, _ stream: inout Philox) -> [[Double]] {
      (0..<runs).map { _ in (0..<tasks).map { _ in Double(stream.uniform()) } }
    }

    private static func array(_ values: [Double]) -> JSON { .array(values.map(JSON.number)) }
    private static func array(_ rows: [[Double]]) -> JSON { .array(rows.map { array($0) }) }
  }
}
