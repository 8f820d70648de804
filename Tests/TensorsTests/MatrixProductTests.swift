import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct MatrixProductTests {
  static let sizes = [[1, 1, 1], [5, 1, 3], [1, 7, 1], [3, 17, 18], [4, 4, 4]]

  @Test(arguments: sizes, [false, true]) func `values and gradients equal the definition`(
    _ size: [Int], _ isTransposed: Bool
  ) throws {
    let second: Shape = isTransposed ? [size[2], size[1]] : [size[1], size[2]]
    try expectTwin([[size[0], size[1]], second]) { tape, x in
      try tape.matrixProduct(x[0], x[1], bIsTransposed: isTransposed)
    } twin: { x in
      x[0].multiplied(by: isTransposed ? x[1].transposed([1, 0]) : x[1])
    }
    try expectTwin([[size[0], size[1]], second, [size[2]]]) { tape, x in
      try tape.matrixProduct(x[0], x[1], bIsTransposed: isTransposed, bias: x[2], activation: .relu)
    } twin: { x in
      x[0].multiplied(by: isTransposed ? x[1].transposed([1, 0]) : x[1], bias: x[2], relu: true)
    }
  }

  @Test(.needsBFloat16, arguments: [[3, 17, 18], [4, 4, 4]], [false, true]) func `bfloat16 agrees with float32`(
    _ size: [Int], _ isTransposed: Bool
  ) throws {
    let shapes: [Shape] = [[size[0], size[1]], isTransposed ? [size[2], size[1]] : [size[1], size[2]], [size[2]]]
    let types: [(ElementType, ElementType)] = [(.float32, .float32), (.float32, .bfloat16), (.bfloat16, .bfloat16)]
    for (second, result) in types {
      // Gradients that are added are rounded again.
      try expectBFloat16(shapes, types: [.bfloat16, second, .float32], roundings: 2) { tape, x in
        let wanted = x[0].type == .float32 ? nil : Optional(result)
        return try tape.matrixProduct(x[0], x[1], bIsTransposed: isTransposed, bias: x[2], resultType: wanted)
      }
    }
  }

  @Test(.needsBFloat16) func `a result in float32 is not rounded`() throws {
    let tape = Tape()
    let a = tape.leaf([1, 1], [1, 2], .bfloat16)
    let b = tape.leaf([1, 1 / 256], [2, 1])
    #expect(try tape.matrixProduct(a, b, resultType: .float32).values == [1 + 1 / 256])
    #expect(try tape.matrixProduct(a, b).values == [1])
  }
}
