import RLAgents
import RLEnvironmentKit
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(20))) struct CategoricalTests {
  static func probabilities(_ logits: [Float]) -> [Double] {
    let largest = Double(logits.max() ?? 0)
    let weights = logits.map { exp(Double($0) - largest) }
    return weights.map { $0 / weights.reduce(0, +) }
  }

  @Test(arguments: [[0, 0, 0], [1, -1, 0.5, 2], [-3, 0], [5, 5, -20], [1000, 1001, 999]] as [[Float]])
  func `actions come as often as the logits say, with their log-probabilities`(logits: [Float]) {
    // A second row, whose numbers must not matter.
    let rows = logits.map { _ in Float(50) } + logits
    var random = Philox(seed: 3, lane: 0, purpose: .actions)
    let draws = 40_000
    let expected = Self.probabilities(logits)
    var counts = [Int](repeating: 0, count: logits.count)
    for _ in 0..<draws {
      let choice = Categorical.sample(rows.span, row: 1, actions: logits.count, using: &random)
      counts[choice.action] += 1
      // The logarithm of a sum of a few exponentials: rounding to 2⁻²⁴ of the largest logit.
      let tolerance = 1e-6 * Double(max(1, abs(logits[choice.action])))
      if abs(Double(choice.logProbability) - log(expected[choice.action])) > tolerance {
        Issue.record("log-probability \(choice.logProbability) of action \(choice.action)")
        return
      }
    }
    for (count, p) in zip(counts, expected) {
      let error = (p * (1 - p) / Double(draws)).squareRoot()
      #expect(abs(Double(count) / Double(draws) - p) <= 4 * error + 1e-9, "\(counts), expected \(expected)")
    }
  }

  @Test func `one word of the stream is used for each action`() {
    var (random, other) = (Philox(seed: 1, lane: 2, purpose: .actions), Philox(seed: 1, lane: 2, purpose: .actions))
    let logits: [Float] = [0, 1]
    for _ in 0..<10 {
      _ = Categorical.sample(logits.span, row: 0, actions: 2, using: &random)
      _ = other.nextUInt32()
    }
    #expect(random.state == other.state)
  }

  @Test func `an only action is certain`() {
    var random = Philox(seed: 1, lane: 0, purpose: .actions)
    let choice = Categorical.sample(([7] as [Float]).span, row: 0, actions: 1, using: &random)
    #expect(choice.action == 0 && choice.logProbability == 0)
  }

  @Test(arguments: [([1, 3, 2], 1), ([3, 1, 3], 0), ([-5, -4, -9], 1), ([2], 0)] as [([Float], Int)])
  func `the mode is the largest logit, the first of equals`(logits: [Float], expected: Int) {
    let rows = logits.map { _ in Float(0) } + logits
    #expect(Categorical.mode(rows.span, row: 1, actions: logits.count) == expected)
  }
}
