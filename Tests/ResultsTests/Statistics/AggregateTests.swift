import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct AggregateTests {
  static func value(_ aggregate: Aggregate, _ rows: [[Double]]) -> Double {
    Bootstrap(seed: 0, repetitions: 1).estimate(aggregate, of: ScoreMatrix(rows)).value
  }

  static let rows = [[3.0, 10, -1], [1, 30, 0.5], [2, 50, 0.5], [8, 10, 2]]

  @Test func `the interquartile mean leaves out a quarter at either end, rounded down`() {
    // Sorted: -1 0.5 0.5 | 1 2 2 3 8 10 | 10 30 50.
    #expect(Self.value(.interquartileMean, Self.rows) == 26.0 / 6)
    #expect(Self.value(.interquartileMean, [[4, 1], [2, 100], [3, 5], [0, 0]]) == (1 + 2 + 3 + 4) / 4.0)
    #expect(Self.value(.interquartileMean, [[1], [2], [9]]) == 4)
    #expect(Self.value(.interquartileMean, [[5], [1], [2], [9], [3]]) == 10.0 / 3)
    #expect(Self.value(.interquartileMean, [[-7]]) == -7)
  }

  @Test func `the mean is over all scores, the median over the means of the tasks`() {
    #expect(abs(Self.value(.mean, Self.rows) - 116.0 / 12) < 1e-12)
    // Means of the tasks: 3.5, 25, 0.5.
    #expect(Self.value(.median, Self.rows) == 3.5)
    #expect(Self.value(.median, [[1, 2, 30, 4]]) == 3)
  }

  @Test func `the optimality gap does not let a high score make up for a low one`() {
    #expect(Self.value(.optimalityGap(target: 1), [[0.5, 9], [0.75, -1]]) == 1 - 1.25 / 4)
    #expect(Self.value(.optimalityGap(target: 10), [[0.5, 9], [0.75, 20]]) == 10 - 20.25 / 4)
    #expect(Self.value(.optimalityGap(target: 1), [[1, 2], [3, 4]]) == 0)
  }

  @Test func `no aggregate depends on the order of runs or tasks`() {
    let turned = Self.rows.reversed().map { Array($0.reversed()) }
    for aggregate in [Aggregate.interquartileMean, .mean, .median, .optimalityGap(target: 5)] {
      #expect(abs(Self.value(aggregate, turned) - Self.value(aggregate, Self.rows)) < 1e-12, "\(aggregate)")
    }
  }

  @Test func `a score is found by its run and its task`() {
    let matrix = ScoreMatrix(Self.rows)
    #expect((matrix.runs, matrix.tasks) == (4, 3))
    for run in 0..<4 { #expect((0..<3).map { matrix[run, $0] } == Self.rows[run]) }
  }

  @Test func `a matrix that is empty, ragged or not finite is a mistake`() async {
    await #expect(processExitsWith: .failure) { _ = ScoreMatrix([]) }
    await #expect(processExitsWith: .failure) { _ = ScoreMatrix([[], []]) }
    await #expect(processExitsWith: .failure) { _ = ScoreMatrix([[1, 2], [3]]) }
    await #expect(processExitsWith: .failure) { _ = ScoreMatrix([[1, .nan]]) }
  }
}
