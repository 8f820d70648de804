import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct PlacementTests {
  @Test(
    arguments: [
      ([[2, 3], [1, 3]], 0), ([[2, 3], [2, 1], [2, 2]], 1), ([[2, 1, 2], [2, 3, 2]], -2), ([[3], [2]], 0),
      ([[2, 1], [2, 1]], 1), ([[2, 2, 2]], 2),
    ] as [([Shape], Int)]) func `concatenation equals the definition`(_ shapes: [Shape], _ axis: Int) throws
  {
    try expectTwin(shapes) { tape, x in
      try tape.concatenate(x, axis: axis)
    } twin: { x in
      .concatenated(x, axis: axis < 0 ? axis + shapes[0].rank : axis)
    }
  }

  @Test(
    arguments: [
      ([4], [[1, 2]]), ([2, 3], [[0, 1], [2, 0]]), ([4, 1], [[0, 0], [1, 1]]),
      ([2, 3, 2], [[1, 0], [0, 0], [0, 3]]),
      ([1, 2, 2, 3], [[0, 0], [1, 1], [1, 1], [0, 0]]),
    ] as [(Shape, [[Int]])]) func `padding equals the definition`(_ shape: Shape, _ amounts: [[Int]]) throws
  {
    let pairs = amounts.map { (before: $0[0], after: $0[1]) }
    try expectTwin([shape]) { tape, x in
      try tape.pad(x[0], pairs)
    } twin: {
      $0[0].padded(pairs)
    }
  }

  @Test(
    arguments: [
      ([2, 3], [1, 0]), ([2, 3, 4], [2, 0, 1]), ([2, 3, 4], [0, 1, 2]), ([2, 1, 3, 2], [0, 3, 1, 2]), ([3], [0]),
      ([], []),
    ] as [(Shape, [Int])]) func `transposition equals the definition`(_ shape: Shape, _ axes: [Int]) throws
  {
    try expectTwin([shape]) { tape, x in
      try tape.transposed(x[0], axes)
    } twin: {
      $0[0].transposed(axes)
    }
  }

  @Test func `bfloat16 agrees with float32`() throws {
    // Nothing is rounded but gradients that are added.
    try expectBFloat16([[2, 3], [2, 1]], types: [.bfloat16, .bfloat16], roundings: 2) { tape, x in
      try tape.transposed(tape.pad(tape.concatenate(x, axis: 1), [(0, 1), (1, 0)]), [1, 0])
    }
  }

  @Test(arguments: [ElementType.uint8, .int32, .bfloat16]) func `elements of any type move`(
    _ type: ElementType
  ) throws {
    let tape = Tape()
    let x = tape.leaf([1, 2, 3, 4, 5, 6], [2, 3], type)
    #expect(try tape.transposed(x, [1, 0]).values == [1, 4, 2, 5, 3, 6])
    #expect(try tape.concatenate([x, x], axis: 1).values == [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6])
    #expect(try tape.pad(x, [(0, 0), (1, 0)]).values == [0, 1, 2, 3, 0, 4, 5, 6])
  }
}
