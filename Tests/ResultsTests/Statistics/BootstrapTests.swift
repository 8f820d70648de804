import RLEnvironmentKit
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct BootstrapTests {
  /// Scores around a level for each task, the same for the same stream.
  static func matrix(runs: Int, tasks: Int, lane: Int) -> ScoreMatrix {
    var stream = Philox(seed: 5, lane: lane, purpose: .evaluation)
    return ScoreMatrix((0..<runs).map { _ in (0..<tasks).map { Double($0) + Double(stream.uniform()) } })
  }

  static let bootstrap = Bootstrap(seed: 1)

  @Test func `an estimate repeats, and another seed or more repetitions move only the interval`() {
    let scores = Self.matrix(runs: 10, tasks: 5, lane: 0)
    let first = Self.bootstrap.estimate(.interquartileMean, of: scores)
    #expect(Bootstrap(seed: 1).estimate(.interquartileMean, of: scores) == first)
    for other in [Bootstrap(seed: 2), Bootstrap(seed: 1, repetitions: 3000)] {
      let estimate = other.estimate(.interquartileMean, of: scores)
      #expect(estimate.value == first.value)
      #expect(estimate.interval != first.interval)
      #expect(abs(estimate.interval.lower - first.interval.lower) < 0.02)
      #expect(abs(estimate.interval.upper - first.interval.upper) < 0.02)
    }
  }

  @Test func `the interval of a mean is the one that theory gives`() {
    var stream = Philox(seed: 3, lane: 0, purpose: .evaluation)
    let values = (0..<400).map { _ in Double(stream.uniform()) }
    let estimate = Bootstrap(seed: 1, repetitions: 20_000).mean(of: values)
    let mean = values.reduce(0, +) / 400
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 400).squareRoot()
    #expect(abs(estimate.value - mean) < 1e-12)
    // Ends of 20 000 resamples scatter by 2 % of the standard error; four times that.
    #expect(abs(estimate.interval.lower - (mean - 1.96 * deviation / 20)) < 0.08 * deviation / 20)
    #expect(abs(estimate.interval.upper - (mean + 1.96 * deviation / 20)) < 0.08 * deviation / 20)
  }

  @Test func `a single run has an interval without width`() {
    for aggregate in [Aggregate.interquartileMean, .mean, .median, .optimalityGap(target: 1)] {
      let estimate = Self.bootstrap.estimate(aggregate, of: ScoreMatrix([[0.25, -3, 8]]))
      #expect(estimate.interval == Interval(lower: estimate.value, upper: estimate.value), "\(aggregate)")
    }
  }

  @Test func `runs are drawn within their task alone`() {
    // Runs of a task agree, so every resample is the matrix itself; drawn over all scores it would not be.
    let scores = ScoreMatrix([[1, 2, 30], [1, 2, 30], [1, 2, 30]])
    #expect(Self.bootstrap.estimate(.mean, of: scores) == Estimate(value: 11, interval: Interval(lower: 11, upper: 11)))
  }

  @Test func `each task draws its own runs`() {
    // Two tasks that mirror each other: drawn together their mean would never move.
    let estimate = Self.bootstrap.estimate(.mean, of: ScoreMatrix([[0, 1], [1, 0]]))
    #expect(estimate == Estimate(value: 0.5, interval: Interval(lower: 0, upper: 1)))
  }

  @Test func `a curve's points are the estimates of its matrices`() {
    let points = (0..<3).map { Self.matrix(runs: 6, tasks: 2, lane: $0) }
    let curve = Self.bootstrap.estimates(.interquartileMean, of: points)
    #expect(curve == points.map { Self.bootstrap.estimate(.interquartileMean, of: $0) })
    #expect(Self.bootstrap.estimates(.mean, of: []).isEmpty)
  }

  @Test func `a profile falls from one to nothing and counts a score above its threshold only`() {
    let profile = Self.bootstrap.profile(of: ScoreMatrix([[0, 1], [1, 3]]), above: [-1, 0, 0.5, 1, 3])
    #expect(profile.map(\.value) == [1, 0.75, 0.75, 0.25, 0])
    #expect(profile[0].interval == Interval(lower: 1, upper: 1))
    // Above ½ is all of the second task, and of the first each run with even chances.
    #expect(profile[2].interval == Interval(lower: 0.5, upper: 1))
    #expect(profile[4].interval == Interval(lower: 0, upper: 0))
  }
}
