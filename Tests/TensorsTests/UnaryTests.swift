import RLTensors
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(20))) struct UnaryTests {
  typealias Function = @Sendable (Tape, Tensor) throws -> Tensor
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var range: ClosedRange<Float> = -2...2
    let record: Function
    let twin: @Sendable (Double) -> Double
  }

  static let cases: [Case] = [
    Case(testDescription: "negate") {
      try $0.negate($1)
    } twin: {
      -$0
    },
    Case(testDescription: "exp") {
      try $0.exp($1)
    } twin: {
      exp($0)
    },
    Case(testDescription: "log", range: 0.3...3) {
      try $0.log($1)
    } twin: {
      log($0)
    },
    Case(testDescription: "sqrt", range: 0.3...3) {
      try $0.sqrt($1)
    } twin: {
      sqrt($0)
    },
    Case(testDescription: "square") {
      try $0.square($1)
    } twin: {
      pow($0, 2)
    },
    Case(testDescription: "tanh") {
      try $0.tanh($1)
    } twin: {
      tanh($0)
    },
    Case(testDescription: "sigmoid") {
      try $0.sigmoid($1)
    } twin: {
      0.5 + 0.5 * tanh($0 / 2)
    },
    Case(testDescription: "abs") {
      try $0.abs($1)
    } twin: {
      abs($0)
    },
    Case(testDescription: "relu") {
      try $0.relu($1)
    } twin: {
      max(0, $0)
    },
    Case(testDescription: "clamp") {
      try $0.clamp($1, min: -0.5, max: 1)
    } twin: {
      min(max($0, -0.5), 1)
    },
    Case(testDescription: "scale") {
      try $0.scale($1, by: -2.5)
    } twin: {
      -2.5 * $0
    },
    Case(testDescription: "shift") {
      try $0.shift($1, by: 0.75)
    } twin: {
      $0 + 0.75
    },
  ]

  @Test(arguments: cases, [[], [7], [3, 4], [2, 3, 3, 2]] as [Shape]) func `values and slopes equal the definition`(
    _ c: Case, _ shape: Shape
  ) throws {
    try expectTwin([shape], in: c.range) { tape, x in
      try c.record(tape, x[0])
    } twin: {
      $0[0].map(c.twin)
    }
  }

  @Test(arguments: [[1], [70], [2, 3, 3, 5]] as [Shape]) func `bfloat16 relu agrees with float32`(_ s: Shape) throws {
    // Gradients that are added are rounded again.
    try expectBFloat16([s], types: [.bfloat16], roundings: 2) { tape, x in try tape.relu(x[0]) }
  }

  @Test(arguments: [ElementType.float32, .bfloat16]) func `relu keeps NaN and infinity, and 0 has no slope`(
    _ type: ElementType
  ) throws {
    let tape = Tape()
    let x = tape.leaf([.nan, -.nan, .infinity, -.infinity, 0, -0.0], [6], type)
    let y = try tape.relu(x)
    #expect(y.values[0].isNaN && y.values[1].isNaN)
    #expect(y.values[2...] == [.infinity, 0, 0, 0])
    y.assignGradient([1, 1, 1, 1, 1, 1])
    tape.backward(from: y)
    #expect(x.gradientValues == [1, 1, 1, 0, 0, 0])
  }

  @Test func `the bounds of a clamp still learn`() throws {
    let tape = Tape()
    let x = tape.leaf([-1, 1, 1.5], [3])
    let y = try tape.clamp(x, min: -1, max: 1)
    y.assignGradient([1, 1, 1])
    tape.backward(from: y)
    #expect(x.gradientValues == [1, 1, 0])
  }
}
