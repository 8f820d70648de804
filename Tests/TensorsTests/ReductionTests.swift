import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct ReductionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let shape: Shape
    let axes: [Int]?
    var testDescription: String { "\(shape) over \(axes?.description ?? "all")" }
  }

  static let cases: [Case] = [
    Case(shape: [2, 3], axes: nil), Case(shape: [2, 3], axes: [0]), Case(shape: [2, 3], axes: [1]),
    Case(shape: [2, 3, 4], axes: [0, 2]), Case(shape: [2, 3, 4], axes: [1]), Case(shape: [2, 3, 4], axes: [-1]),
    Case(shape: [3, 1, 2], axes: [1]), Case(shape: [2, 3, 2, 5], axes: [2, 1]), Case(shape: [50], axes: [0]),
    Case(shape: [], axes: nil), Case(shape: [2, 2], axes: []),
  ]

  @Test(arguments: cases, [false, true]) func `sums, means and maxima equal the definition`(
    _ c: Case, _ keeps: Bool
  ) throws {
    let rank = c.shape.rank
    let gone = (c.axes ?? Array(0..<rank)).map { ($0 + rank) % max(rank, 1) }
    try expectTwin([c.shape]) { tape, x in
      try tape.sum(x[0], over: c.axes, keepingAxes: keeps)
    } twin: { x in
      x[0].reduced(over: gone, keepingAxes: keeps) { $0.reduce(0, +) }
    }
    try expectTwin([c.shape]) { tape, x in
      try tape.mean(x[0], over: c.axes, keepingAxes: keeps)
    } twin: { x in
      x[0].reduced(over: gone, keepingAxes: keeps) { $0.reduce(0, +) / Double($0.count) }
    }
    try expectTwin([c.shape]) { tape, x in
      try tape.maximum(x[0], over: c.axes, keepingAxes: keeps)
    } twin: { x in
      x[0].reduced(over: gone, keepingAxes: keeps) { $0.max() ?? .nan }
    }
  }

  @Test func `equal maxima share the gradient`() throws {
    let tape = Tape()
    let x = tape.leaf([3, 1, 3, 2], [2, 2])
    let y = try tape.maximum(x)
    y.assignGradient([1])
    tape.backward(from: y)
    #expect(x.gradientValues == [0.5, 0, 0.5, 0])
  }

  @Test func `NaN is the maximum`() throws {
    let tape = Tape()
    #expect(try tape.maximum(tape.leaf([1, .nan, 2], [3])).values[0].isNaN)
  }

  @Test func `many small numbers do not get lost in a sum`() throws {
    let tape = Tape()
    let count = 1 << 20
    let sum = try tape.sum(tape.leaf([Float](repeating: 0.1, count: count), [count])).values[0]
    // One running sum would be off by more than 1e-3; sixteen partial sums, a sixteenth as long each, are not.
    expectClose([sum], [Double(Float(0.1)) * Double(count)], absolute: 0, relative: 1e-3)
  }
}
