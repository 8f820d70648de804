import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct UpsamplingTests {
  static let cases: [(Shape, Int)] = [
    ([2, 3, 4, 3], 2), ([1, 2, 3, 1], 3), ([2, 1, 1, 5], 4), ([1, 3, 1, 17], 2), ([2, 2, 3, 2], 1),
  ]

  @Test(arguments: cases) func `every pixel becomes a square, and its gradient the square's sum`(
    _ shape: Shape, _ factor: Int
  ) throws {
    try expectTwin([shape]) { tape, x in
      try tape.upsample(x[0], by: factor)
    } twin: { x in
      .init([shape[0], shape[1] * factor, shape[2] * factor, shape[3]]) {
        x[0][[$0[0], $0[1] / factor, $0[2] / factor, $0[3]]]
      }
    }
  }

  @Test(arguments: cases) func `bfloat16 agrees with float32`(_ shape: Shape, _ factor: Int) throws {
    // A gradient is a sum over a square, rounded after each addend.
    try expectBFloat16([shape], types: [.bfloat16], roundings: Double(factor * factor) + 1) { tape, x in
      try tape.upsample(x[0], by: factor)
    }
  }
}
