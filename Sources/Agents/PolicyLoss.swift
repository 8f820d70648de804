#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the loss of one sample needs besides the network's outputs.
package struct LossSample {
  package var action: Int
  /// log π_old(a|s), when the action was taken.
  package var oldLogProbability: Float
  /// V_old(s), when the action was taken.
  package var oldValue: Float
  package var advantage: Float
  /// What the value should have been.
  package var target: Float

  package init(action: Int, oldLogProbability: Float, oldValue: Float, advantage: Float, target: Float) {
    self.action = action
    self.oldLogProbability = oldLogProbability
    self.oldValue = oldValue
    self.advantage = advantage
    self.target = target
  }
}

/// Sums over samples of what a loss is made of; divide by `count` for means.
package struct LossStatistics: Sendable {
  package var count = 0.0
  package var policyLoss = 0.0
  package var valueLoss = 0.0
  package var entropy = 0.0
  /// Σ (r − 1 − ln r), which estimates KL(old ‖ new) with little variance (Schulman 2020, "Approximating KL Divergence").
  package var approximateKL = 0.0
  /// Samples whose ratio lies outside the clip range.
  package var clipped = 0.0

  package init() {}

  package static func += (sum: inout LossStatistics, other: LossStatistics) {
    sum.count += other.count
    sum.policyLoss += other.policyLoss
    sum.valueLoss += other.valueLoss
    sum.entropy += other.entropy
    sum.approximateKL += other.approximateKL
    sum.clipped += other.clipped
  }
}

/// The loss of an actor-critic and its gradient, sample by sample:
///
///     L = L_policy + valueCoefficient · ½ (V − target)² − entropyCoefficient · H(π)
package struct PolicyLoss {
  /// The policy's part of the loss.
  package enum Objective: Equatable {
    /// −min(r·A, clip(r, 1−ε, 1+ε)·A) with r = π/π_old (Schulman 2017, arXiv 1707.06347, eq. 7).
    case clippedSurrogate(clipRange: Float)
    /// −A · ln π (Mnih 2016, arXiv 1602.01783, §4).
    case policyGradient
  }

  package var objective: Objective
  /// Where given, the value moves at most this far from V_old before its loss stops pulling.
  package var valueClipRange: Float?
  package var valueCoefficient: Float
  package var entropyCoefficient: Float

  package init(objective: Objective, valueClipRange: Float?, valueCoefficient: Float, entropyCoefficient: Float) {
    self.objective = objective
    self.valueClipRange = valueClipRange
    self.valueCoefficient = valueCoefficient
    self.entropyCoefficient = entropyCoefficient
  }

  /// Evaluates one sample and writes its gradient.
  ///
  /// - Parameters:
  ///   - logits: `[batch, actions]`; `row` is the sample's.
  ///   - weight: what the sample's gradient is multiplied with: 1 / samples for a mean.
  ///   - logitsGradient: as `logits`; the row is overwritten.
  ///   - statistics: the sample is added, unweighted.
  /// - Returns: the weighted gradient with respect to the value.
  package func evaluate(
    _ sample: LossSample, logits: Span<Float>, row: Int, actions: Int, value: Float, weight: Float,
    logitsGradient: inout MutableSpan<Float>, statistics: inout LossStatistics
  ) -> Float {
    let start = row * actions
    let (largest, sum) = Categorical.normalizer(logits, start, actions)
    let logSum = largest + logf(sum)
    var entropy: Float = 0
    for i in 0..<actions {
      let logProbability = logits[start + i] - logSum
      entropy -= expf(logProbability) * logProbability
    }
    let logProbability = logits[start + sample.action] - logSum
    let slope = policySlope(sample, logProbability, &statistics)
    for i in 0..<actions {
      let logP = logits[start + i] - logSum
      let p = expf(logP)
      let chosen: Float = i == sample.action ? 1 : 0
      logitsGradient[start + i] = weight * (slope * (chosen - p) + entropyCoefficient * p * (logP + entropy))
    }
    statistics.entropy += Double(entropy)
    statistics.count += 1
    return weight * valueCoefficient * valueSlope(sample, value, &statistics)
  }

  /// d L_policy / d ln π(a|s)
  private func policySlope(_ sample: LossSample, _ logProbability: Float, _ statistics: inout LossStatistics) -> Float {
    let advantage = sample.advantage
    switch objective {
    case .policyGradient:
      statistics.policyLoss -= Double(advantage * logProbability)
      return -advantage
    case .clippedSurrogate(let clipRange):
      let logRatio = logProbability - sample.oldLogProbability
      let ratio = expf(logRatio)
      let free = ratio * advantage
      let clipped = min(max(ratio, 1 - clipRange), 1 + clipRange) * advantage
      statistics.policyLoss -= Double(min(free, clipped))
      statistics.approximateKL += Double(ratio - 1 - logRatio)
      statistics.clipped += abs(ratio - 1) > clipRange ? 1 : 0
      // Asked this way round, NaN is passed on instead of stopping the gradient.
      return free > clipped ? 0 : -free
    }
  }

  /// d ½(V − target)² / d V, or of its clipped form max(½(V − target)², ½(V_clipped − target)²).
  private func valueSlope(_ sample: LossSample, _ value: Float, _ statistics: inout LossStatistics) -> Float {
    let error = value - sample.target
    guard let range = valueClipRange else {
      statistics.valueLoss += Double(error * error) / 2
      return error
    }
    let moved = min(max(value - sample.oldValue, -range), range)
    let clippedError = sample.oldValue + moved - sample.target
    statistics.valueLoss += Double(max(error * error, clippedError * clippedError)) / 2
    // Asked this way round, NaN is passed on instead of stopping the gradient.
    if !(error * error < clippedError * clippedError) { return error }
    return abs(value - sample.oldValue) < range ? clippedError : 0
  }
}
