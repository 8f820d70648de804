import RLTensors
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(20))) struct SoftmaxTests {
  static let shapes: [Shape] = [[5], [3, 4], [2, 3, 6], [4, 1]]

  static func softmax(_ row: [Double]) -> [Double] {
    let powers = row.map { exp($0) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  @Test(arguments: shapes) func `probabilities equal the definition`(_ shape: Shape) throws {
    try expectTwin([shape], in: -3...3) { tape, x in
      try tape.softmax(x[0])
    } twin: {
      $0[0].mapRows(Self.softmax)
    }
  }

  @Test func `large logits neither overflow nor vanish`() throws {
    let tape = Tape()
    let x = tape.leaf([1000, 0, -1000], [3])
    #expect(try tape.softmax(x).values == [1, 0, 0])
  }
}
