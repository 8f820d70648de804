import TestSupport
import Testing

@testable import RLEnvironments

/// Sight on bit masks against the rule as it is written down: cell by cell, each pass seeing the marks before it.
@Suite(.timeLimit(.minutes(20))) struct GridSightTests {
  /// The rule, `[column][row]`, row 0 the farthest.
  private func seenByRule(_ clear: [[Bool]]) -> [[Bool]] {
    let last = clear.count - 1
    var seen = clear.map { $0.map { _ in false } }
    seen[clear.count / 2][last] = true
    for row in stride(from: last, through: 0, by: -1) {
      func pass(_ column: Int, to next: Int) {
        guard seen[column][row] && clear[column][row] else { return }
        seen[next][row] = true
        if row > 0 {
          seen[next][row - 1] = true
          seen[column][row - 1] = true
        }
      }
      for column in 0..<last { pass(column, to: column + 1) }
      for column in stride(from: last, to: 0, by: -1) { pass(column, to: column - 1) }
    }
    return seen
  }

  @Test(arguments: Array(stride(from: 3, through: GridSight.maximum, by: 2)), [0.3, 0.6, 0.8, 0.95])
  func `every row is seen as the rule prescribes`(size: Int, density: Double) {
    var random = SplitMix64(UInt64(size))
    for _ in 0..<40 {
      let clear = (0..<size).map { _ in (0..<size).map { _ in Double.random(in: 0..<1, using: &random) < density } }
      let expected = seenByRule(clear)
      var sight = GridSight(size: size)
      for row in stride(from: size - 1, through: 0, by: -1) {
        let seen = sight.next(clear: word((0..<size).map { clear[$0][row] }))
        #expect(seen == word((0..<size).map { expected[$0][row] }), "row \(row) of \(clear)")
      }
    }
  }

  @Test func `nothing is seen behind a wall and everything without one`() {
    var sight = GridSight(size: 7)
    #expect(sight.next(clear: 0b111_1111) == 0b111_1111)
    #expect(sight.next(clear: 0) == 0b111_1111)
    #expect(sight.next(clear: 0b111_1111) == 0)
  }

  @Test func `an agent in a door sees through it to both sides`() {
    var sight = GridSight(size: 7)
    #expect(sight.next(clear: 0b000_1000) == 0b001_1100)
    #expect(sight.next(clear: 0b111_1111) == 0b111_1111)
  }

  private func word(_ bits: [Bool]) -> UInt32 {
    bits.enumerated().reduce(0) { $1.element ? $0 | 1 << UInt32($1.offset) : $0 }
  }
}
