import RLAgents
import Testing

@Suite(.timeLimit(.minutes(20))) struct AdvantagesTests {
  /// Two environments, four steps, γ = ½, λ = ½; the first ends after step 1, the second is cut off after step 2.
  static let T = 4, B = 2

  static func buffer<Element: BitwiseCopyable>(_ values: [Element]) -> Buffer<Element> {
    let buffer = Buffer(values.count, repeating: values[0])
    for i in values.indices { buffer[i] = values[i] }
    return buffer
  }

  static func advantages(
    rewards: [Float], ended: [Bool], values: [Float], gamma: Float, lambda: Float, B: Int = 2
  ) -> [Float] {
    let result = Buffer<Float>(rewards.count, repeating: .nan)
    Advantages.generalized(
      rewards: buffer(rewards), ended: buffer(ended), values: buffer(values), steps: rewards.count / B, environments: B,
      gamma: gamma, lambda: lambda, into: result)
    return (0..<result.count).map { result[$0] }
  }

  @Test func `an end and a truncation inside are worked by hand`() {
    // Environment 0: rewards 1 2 3 4, ends after step 1.  Environment 1: rewards 1 0 2 1, cut off after step 2 where
    // γ·V of what was cut off, ½ · 6 = 3, has been added to the reward of 2.
    let found = Self.advantages(
      rewards: [1, 1, 2, 0, 3, 5, 4, 1], ended: [false, false, true, false, false, true, false, false],
      values: [2, 4, 1, 2, 8, 2, 4, 3, 6, 2], gamma: 0.5, lambda: 0.5)
    // Environment 0, backwards:
    //   t=3: δ = 4 + ½·6 − 4 = 3,  A = 3
    //   t=2: δ = 3 + ½·4 − 8 = −3, A = −3 + ¼·3 = −2.25
    //   t=1: δ = 2 − 1 = 1,        A = 1, the end stops both
    //   t=0: δ = 1 + ½·1 − 2 = −½, A = −½ + ¼·1 = −0.25
    // Environment 1:
    //   t=3: δ = 1 + ½·2 − 3 = −1, A = −1
    //   t=2: δ = 5 − 2 = 3,        A = 3, the truncation stops both
    //   t=1: δ = 0 + ½·2 − 2 = −1, A = −1 + ¼·3 = −0.25
    //   t=0: δ = 1 + ½·2 − 4 = −2, A = −2 + ¼·(−0.25) = −2.0625
    #expect(found == [-0.25, -2.0625, 1, -0.25, -2.25, 3, 3, -1])
  }

  @Test func `with a trace of one it is the n-step return minus the value`() {
    let rewards: [Float] = [1, -2, 0.5, 3, 1]
    let values: [Float] = [0.3, 0.1, -0.7, 2, 1, 4]
    let ended = [false, false, true, false, false]
    let gamma: Float = 0.9
    let found = Self.advantages(rewards: rewards, ended: ended, values: values, gamma: gamma, lambda: 1, B: 1)
    let g = Double(gamma)
    let returns = [1 - 2 * g + 0.5 * g * g, -2 + 0.5 * g, 0.5, 3 + g * (1 + g * 4), 1 + g * 4]
    for i in 0..<5 { #expect(abs(Double(found[i]) - (returns[i] - Double(values[i]))) < 1e-5) }
  }

  @Test func `with a trace of zero it is the one-step error`() {
    let found = Self.advantages(
      rewards: [1, 2], ended: [false, false], values: [4, 8, 16], gamma: 0.5, lambda: 0, B: 1)
    #expect(found == [1, 2])
  }
}
