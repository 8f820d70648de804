import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct GatherTests {
  private func indices(_ tape: Tape, _ values: [Float], _ shape: Shape) -> Tensor {
    tape.leaf(values, shape, .int32)
  }

  @Test(arguments: [[4], [4, 3], [4, 2, 3]] as [Shape]) func `rows and their gradients equal the definition`(
    _ shape: Shape
  ) throws {
    // Row 2 is taken twice and row 1 never.
    let chosen = [2, 0, 3, 2]
    try expectTwin([shape]) { tape, x in
      try tape.gather(x[0], indices(tape, chosen.map(Float.init), [2, 2]))
    } twin: { x in
      .init([2, 2] + shape.sizes.dropFirst()) { index in x[0][[chosen[index[0] * 2 + index[1]]] + index.dropFirst(2)] }
    }
  }

  @Test func `bfloat16 gradients agree with float32`() throws {
    // A row taken twice is rounded twice, and again where gradients are added.
    try expectBFloat16([[4, 3]], types: [.bfloat16], roundings: 4) { tape, x in
      try tape.gather(x[0], indices(tape, [2, 0, 2], [3]))
    }
  }

  @Test func `bytes can be gathered, and indices may change between runs`() throws {
    let tape = Tape()
    let table = tape.leaf([10, 11, 20, 21], [2, 2], .uint8)
    let chosen = indices(tape, [1], [1])
    let output = try tape.gather(table, chosen)
    #expect(output.values == [20, 21])
    chosen.assign([0])
    tape.forward()
    #expect(output.values == [10, 11])
  }

  @Test func `an index beyond the table stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let tape = Tape()
      _ = try tape.gather(tape.leaf([1, 2], [2]), tape.leaf([2], [1], .int32))
    }
  }
}
