import RLEnvironmentKit
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct ComparisonStatisticsTests {
  static let bootstrap = Bootstrap(seed: 1)

  @Test func `an improvement is the share of pairs won, a tie for half`() {
    let x = ScoreMatrix([[1, 5], [2, 5]])
    let y = ScoreMatrix([[1, 6], [0, 5], [3, 4]])
    // First task: 1 beats 0, ties 1; 2 beats 1 and 0: 3.5 of 6. Second: 5 ties 5 and beats 4, twice: 3 of 6.
    let estimate = Self.bootstrap.probabilityOfImprovement(of: x, over: y)
    #expect(abs(estimate.value - 6.5 / 12) < 1e-12)
    let opposite = Self.bootstrap.probabilityOfImprovement(of: y, over: x)
    #expect(abs(opposite.value - 5.5 / 12) < 1e-12)
    #expect(estimate.interval.lower < estimate.value && estimate.value < estimate.interval.upper)
  }

  @Test func `a sure win and equal scores have intervals without width`() {
    let (low, high) = (ScoreMatrix([[1], [2]]), ScoreMatrix([[3], [4]]))
    let win = Self.bootstrap.probabilityOfImprovement(of: high, over: low)
    #expect(win == Estimate(value: 1, interval: Interval(lower: 1, upper: 1)))
    let even = ScoreMatrix([[7], [7], [7]])
    let tie = Self.bootstrap.probabilityOfImprovement(of: even, over: even)
    #expect(tie == Estimate(value: 0.5, interval: Interval(lower: 0.5, upper: 0.5)))
  }

  @Test func `two algorithms are resampled independently`() {
    // Drawn together, a run would always meet the same choice of runs.
    let scores = ScoreMatrix([[0], [1]])
    let estimate = Self.bootstrap.probabilityOfImprovement(of: scores, over: scores)
    #expect(estimate == Estimate(value: 0.5, interval: Interval(lower: 0, upper: 1)))
  }

  @Test func `what a seed does to both algorithms cancels in a paired difference`() {
    var stream = Philox(seed: 9, lane: 0, purpose: .evaluation)
    let base = (0..<10).map { _ in (0..<3).map { _ in 10 * Double(stream.uniform()) } }
    let (x, y) = (ScoreMatrix(base.map { $0.map { $0 + 0.5 } }), ScoreMatrix(base))
    for aggregate in [Aggregate.interquartileMean, .mean, .median] {
      let estimate = Self.bootstrap.pairedDifference(aggregate, of: x, over: y)
      #expect(abs(estimate.value - 0.5) < 1e-12)
      #expect(abs(estimate.interval.lower - 0.5) < 1e-12 && abs(estimate.interval.upper - 0.5) < 1e-12)
    }
  }

  @Test func `a paired difference turns its sign with its order`() {
    let x = BootstrapTests.matrix(runs: 8, tasks: 4, lane: 1)
    let y = BootstrapTests.matrix(runs: 8, tasks: 4, lane: 2)
    let forward = Self.bootstrap.pairedDifference(.interquartileMean, of: x, over: y)
    let backward = Self.bootstrap.pairedDifference(.interquartileMean, of: y, over: x)
    #expect(forward.value == -backward.value)
    #expect(abs(forward.interval.lower + backward.interval.upper) < 1e-12)
    #expect(abs(forward.interval.upper + backward.interval.lower) < 1e-12)
  }

  @Test func `matrices that do not belong together are a mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = Bootstrap(seed: 1).probabilityOfImprovement(of: ScoreMatrix([[1, 2]]), over: ScoreMatrix([[1]]))
    }
    await #expect(processExitsWith: .failure) {
      _ = Bootstrap(seed: 1).pairedDifference(.mean, of: ScoreMatrix([[1]]), over: ScoreMatrix([[1], [2]]))
    }
  }
}
