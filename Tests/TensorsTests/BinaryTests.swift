import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct BinaryTests {
  static let pairs: [[Shape]] = [
    [[2, 3], [2, 3]], [[2, 3], [3]], [[3], [2, 3]], [[2, 1], [1, 3]], [[2, 3, 4], [3, 1]], [[], [2, 2]], [[], []],
    [[2, 3, 2, 5], [2, 1, 2, 1]], [[1, 4, 1], [3, 1, 5]], [[4, 1], [4, 1]], [[40], [40]],
  ]

  @Test(arguments: pairs) func `sums, differences and products equal the definition`(_ shapes: [Shape]) throws {
    try expectTwin(shapes) { tape, x in
      try tape.add(x[0], x[1])
    } twin: {
      $0[0].combined(with: $0[1], +)
    }
    try expectTwin(shapes) { tape, x in
      try tape.subtract(x[0], x[1])
    } twin: {
      $0[0].combined(with: $0[1], -)
    }
    try expectTwin(shapes) { tape, x in
      try tape.multiply(x[0], x[1])
    } twin: {
      $0[0].combined(with: $0[1], *)
    }
  }

  @Test(arguments: pairs) func `quotients equal the definition`(_ shapes: [Shape]) throws {
    try expectTwin(shapes, in: 0.5...2) { tape, x in
      try tape.divide(x[0], x[1])
    } twin: {
      $0[0].combined(with: $0[1], /)
    }
  }

  @Test(arguments: pairs) func `maxima and minima equal the definition`(_ shapes: [Shape]) throws {
    try expectTwin(shapes) { tape, x in
      try tape.maximum(x[0], x[1])
    } twin: {
      $0[0].combined(with: $0[1], max)
    }
    try expectTwin(shapes) { tape, x in
      try tape.minimum(x[0], x[1])
    } twin: {
      $0[0].combined(with: $0[1], min)
    }
  }

  @Test func `an operand may be used twice`() throws {
    try expectTwin([[2, 3]]) { tape, x in
      try tape.multiply(x[0], x[0])
    } twin: {
      $0[0].map { $0 * $0 }
    }
    try expectTwin([[2, 3]]) { tape, x in
      try tape.add(x[0], x[0])
    } twin: {
      $0[0].map { 2 * $0 }
    }
  }

  @Test func `equals share the gradient`() throws {
    let tape = Tape()
    let a = tape.leaf([1, 2], [2]), b = tape.leaf([1, 3], [2])
    let output = try tape.maximum(a, b)
    output.assignGradient([4, 8])
    tape.backward(from: output)
    #expect(a.gradientValues == [2, 0])
    #expect(b.gradientValues == [2, 8])
  }

  @Test func `NaN comes through maxima and minima from either side`() throws {
    let tape = Tape()
    let a = tape.leaf([.nan, 1], [2]), b = tape.leaf([1, .nan], [2])
    #expect(try tape.maximum(a, b).values.allSatisfy(\.isNaN))
    #expect(try tape.minimum(a, b).values.allSatisfy(\.isNaN))
  }

  @Test(.needsBFloat16, arguments: [[2, 3], [70], [2, 3, 3, 5]] as [Shape]) func `bfloat16 sums agree with float32`(
    _ s: Shape
  ) throws {
    // Gradients that are added are rounded again.
    try expectBFloat16([s, s], types: [.bfloat16, .bfloat16], roundings: 2) { tape, x in try tape.add(x[0], x[1]) }
  }
}
