import RLAgents
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The loss of one sample in float64, from the formulas of the papers; knows nothing of gradients.
struct LossTwin {
  var logits: [Double]
  var value: Double
  let sample: LossSample
  let loss: PolicyLoss

  var logProbabilities: [Double] {
    let sum = log(logits.reduce(0) { $0 + exp($1) })
    return logits.map { $0 - sum }
  }
  var entropy: Double { logProbabilities.reduce(0) { $0 - exp($1) * $1 } }
  var ratio: Double { exp(logProbabilities[sample.action] - Double(sample.oldLogProbability)) }
  var policyLoss: Double {
    let advantage = Double(sample.advantage)
    switch loss.objective {
    case .policyGradient: return -advantage * logProbabilities[sample.action]
    case .clippedSurrogate(let range):
      let clipped = max(1 - Double(range), min(1 + Double(range), ratio))
      return -min(ratio * advantage, clipped * advantage)
    }
  }
  var valueLoss: Double {
    let target = Double(sample.target)
    let old = Double(sample.oldValue)
    let free = (value - target) * (value - target) / 2
    guard let range = loss.valueClipRange.map(Double.init) else { return free }
    let near = old + max(-range, min(range, value - old))
    return max(free, (near - target) * (near - target) / 2)
  }
  var total: Double {
    policyLoss + Double(loss.valueCoefficient) * valueLoss - Double(loss.entropyCoefficient) * entropy
  }

  /// Central differences with respect to the logits and the value.
  func gradient() -> (logits: [Double], value: Double) {
    let step = 1e-5
    let dLogits = logits.indices.map { i in
      var (above, below) = (self, self)
      above.logits[i] += step
      below.logits[i] -= step
      return (above.total - below.total) / (2 * step)
    }
    var (above, below) = (self, self)
    above.value += step
    below.value -= step
    return (dLogits, (above.total - below.total) / (2 * step))
  }
}

/// A sample, named after what it exercises.
struct LossCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var clipRange: Float? = 0.2
  /// log π − log π_old.
  var logRatio: Float = 0.05
  var advantage: Float = 1.3
  var value: Float = 0.4
  var oldValue: Float = 0.3
  var valueClipRange: Float?
  var target: Float = 1

  static let all = [
    LossCase(testDescription: "policy gradient", clipRange: nil),
    LossCase(testDescription: "policy gradient, worse than expected", clipRange: nil, advantage: -0.7),
    LossCase(testDescription: "ratio within the range"),
    LossCase(testDescription: "ratio within the range, worse than expected", advantage: -0.7),
    LossCase(testDescription: "clipped above", logRatio: 0.4),
    LossCase(testDescription: "above, but worse than expected: not clipped", logRatio: 0.4, advantage: -0.7),
    LossCase(testDescription: "below, but better than expected: not clipped", logRatio: -0.5),
    LossCase(testDescription: "clipped below", logRatio: -0.5, advantage: -0.7),
    LossCase(testDescription: "value near the old one", valueClipRange: 0.2),
    LossCase(testDescription: "value moved too far toward the target: clipped", value: 0.8, valueClipRange: 0.2),
    LossCase(testDescription: "value moved too far down", value: -0.5, valueClipRange: 0.2),
    LossCase(testDescription: "value moved past the target", value: 1.9, valueClipRange: 0.2, target: 0.6),
    LossCase(testDescription: "value moved far down to a target below", value: -0.4, valueClipRange: 0.2, target: -1),
  ]

  static let logits: [Float] = [0.3, -1.1, 0.8, 0]

  func loss(entropyCoefficient: Float = 0.07, valueCoefficient: Float = 0.6) -> PolicyLoss {
    PolicyLoss(
      objective: clipRange.map { .clippedSurrogate(clipRange: $0) } ?? .policyGradient, valueClipRange: valueClipRange,
      valueCoefficient: valueCoefficient, entropyCoefficient: entropyCoefficient)
  }

  func twin(_ loss: PolicyLoss, action: Int) -> LossTwin {
    var sample = LossSample(
      action: action, oldLogProbability: 0, oldValue: oldValue, advantage: advantage, target: target)
    let logits = Self.logits.map(Double.init)
    let blank = LossTwin(logits: logits, value: Double(value), sample: sample, loss: loss)
    sample.oldLogProbability = Float(blank.logProbabilities[action]) - logRatio
    return LossTwin(logits: logits, value: Double(value), sample: sample, loss: loss)
  }
}

@Suite(.timeLimit(.minutes(20))) struct PolicyLossTests {
  /// Evaluates a sample as row 1 of 3, with what stood in the gradient before.
  static func evaluate(_ twin: LossTwin, weight: Float = 1) -> (
    logits: [Float], value: Float, statistics: LossStatistics
  ) {
    let actions = twin.logits.count
    let other = [Float](repeating: 9, count: actions)
    let rows = other + twin.logits.map { Float($0) } + other
    var gradient = [Float](repeating: 5, count: rows.count)
    var statistics = LossStatistics()
    var span = gradient.mutableSpan
    let value = twin.loss.evaluate(
      twin.sample, logits: rows.span, row: 1, actions: actions, value: Float(twin.value), weight: weight,
      logitsGradient: &span, statistics: &statistics)
    let mine = gradient[actions..<2 * actions]
    #expect(gradient.count { $0 == 5 } == 2 * actions, "another row's gradient was written")
    return (Array(mine), value, statistics)
  }

  /// How far the gradient is from the twin's central differences, which err by 1e-9; the loss itself is float32.
  static func distance(_ twin: LossTwin, from other: LossTwin) -> Double {
    let (found, expected) = (evaluate(twin), other.gradient())
    let values = zip(found.logits + [found.value], expected.logits + [expected.value])
    return values.map { abs(Double($0) - $1) }.max() ?? .infinity
  }

  @Test(arguments: LossCase.all, [0, 1, 2, 3])
  func `gradients are those of central differences in float64`(c: LossCase, action: Int) {
    let twin = c.twin(c.loss(), action: action)
    #expect(Self.distance(twin, from: twin) < 1e-6 * 5)
  }

  @Test(arguments: LossCase.all)
  func `statistics are those of the formulas`(c: LossCase) {
    let twin = c.twin(c.loss(), action: 2)
    let statistics = Self.evaluate(twin).statistics
    #expect(statistics.count == 1)
    #expect(abs(statistics.policyLoss - twin.policyLoss) < 1e-6)
    #expect(abs(statistics.valueLoss - twin.valueLoss) < 1e-6)
    #expect(abs(statistics.entropy - twin.entropy) < 1e-6)
    let isClipping = c.clipRange != nil
    #expect(abs(statistics.approximateKL - (isClipping ? twin.ratio - 1 - log(twin.ratio) : 0)) < 1e-6)
    #expect(statistics.clipped == (isClipping && abs(twin.ratio - 1) > 0.2 ? 1 : 0))
  }

  @Test func `clipped samples leave only the entropy's gradient`() {
    for c in LossCase.all where c.testDescription == "clipped above" || c.testDescription == "clipped below" {
      let gradient = Self.evaluate(c.twin(c.loss(entropyCoefficient: 0), action: 1)).logits
      #expect(gradient == [0, 0, 0, 0])
    }
  }

  @Test func `the weight scales both gradients and no statistic`() {
    let twin = LossCase.all[2].twin(LossCase.all[2].loss(), action: 1)
    let (one, quarter) = (Self.evaluate(twin), Self.evaluate(twin, weight: 0.25))
    #expect(quarter.logits == one.logits.map { $0 / 4 } && quarter.value == one.value / 4)
    #expect(quarter.statistics.policyLoss == one.statistics.policyLoss)
  }

  /// Old value plus change rounds to a neighbor of a smaller value now and then, and the clipped error is the larger one.
  @Test func `a value within its clip range is pulled by its error, however it rounds`() {
    var random = SplitMix64(4)
    var rounded = 0
    for _ in 0..<2000 {
      let old = Float.random(in: -0.1...0.1, using: &random)
      let value = Float.random(in: -0.09...0.09, using: &random)
      let target = Float.random(in: -3...3, using: &random)
      if old + (value - old) != value { rounded += 1 }
      let c = LossCase(testDescription: "", value: value, oldValue: old, valueClipRange: 0.2, target: target)
      let found = Self.evaluate(c.twin(c.loss(valueCoefficient: 1), action: 0)).value
      #expect(abs(found - (value - target)) < 1e-5)
    }
    #expect(rounded > 20)
  }

  @Test func `a broken twin is detected`() {
    let c = LossCase.all[6]
    let right = c.twin(c.loss(), action: 1)
    var others = [
      c.twin(c.loss(entropyCoefficient: -0.07), action: 1), c.twin(c.loss(valueCoefficient: -0.6), action: 1),
    ]
    var sample = right.sample
    sample.advantage = -sample.advantage
    others.append(LossTwin(logits: right.logits, value: right.value, sample: sample, loss: right.loss))
    sample = right.sample
    sample.action = 0
    others.append(LossTwin(logits: right.logits, value: right.value, sample: sample, loss: right.loss))
    sample = right.sample
    sample.oldLogProbability += 0.1
    others.append(LossTwin(logits: right.logits, value: right.value, sample: sample, loss: right.loss))
    for other in others { #expect(Self.distance(right, from: other) > 1e-2) }
    let far = LossCase.all[9]
    let unclipped = LossCase(testDescription: "", value: far.value)
    #expect(
      Self.distance(far.twin(far.loss(), action: 1), from: unclipped.twin(unclipped.loss(), action: 1)) > 1e-2)
  }

  @Test(arguments: [nil, 0.2] as [Float?], [nil, 0.2] as [Float?])
  func `NaN in a sample reaches a gradient, wherever the value stands`(clipRange: Float?, valueClipRange: Float?) {
    for value in [0.3, 5] as [Float] {
      let c = LossCase(
        testDescription: "", clipRange: clipRange, advantage: .nan, value: value, valueClipRange: valueClipRange,
        target: .nan)
      let found = Self.evaluate(c.twin(c.loss(), action: 1))
      #expect(found.logits.contains { !$0.isFinite } && !found.value.isFinite)
    }
  }

  @Test func `statistics add up`() {
    var sum = LossStatistics()
    let one = Self.evaluate(LossCase.all[4].twin(LossCase.all[4].loss(), action: 2)).statistics
    sum += one
    sum += one
    #expect(sum.count == 2 && sum.policyLoss == 2 * one.policyLoss && sum.valueLoss == 2 * one.valueLoss)
    #expect(sum.entropy == 2 * one.entropy && sum.approximateKL == 2 * one.approximateKL && sum.clipped == 2)
  }
}
