package import RLEnvironmentKit

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A distribution over actions given by logits: p_i = exp(z_i) / Σ_j exp(z_j). Rows are `actions` long.
package enum Categorical {
  /// Draws an action by inverting the cumulative distribution.
  /// - Returns: the action and its log-probability.
  package static func sample(
    _ logits: Span<Float>, row: Int, actions: Int, using generator: inout Philox
  ) -> (action: Int, logProbability: Float) {
    let start = row * actions
    let (largest, sum) = normalizer(logits, start, actions)
    let threshold = generator.uniform() * sum
    var cumulative: Float = 0
    var action = actions - 1
    for i in 0..<actions {
      cumulative += expf(logits[start + i] - largest)
      if threshold < cumulative {
        action = i
        break
      }
    }
    return (action, logits[start + action] - largest - logf(sum))
  }

  /// The most probable action, the first of equals.
  package static func mode(_ logits: Span<Float>, row: Int, actions: Int) -> Int {
    let start = row * actions
    var best = 0
    for i in 1..<max(1, actions) where logits[start + i] > logits[start + best] { best = i }
    return best
  }

  /// The probability of each action.
  package static func probabilities(_ logits: Span<Float>, row: Int, actions: Int) -> [Float] {
    let start = row * actions
    let (largest, sum) = normalizer(logits, start, actions)
    return (start..<start + actions).map { expf(logits[$0] - largest) / sum }
  }

  /// The largest logit, and Σ exp(z_i − largest).
  static func normalizer(_ logits: Span<Float>, _ start: Int, _ actions: Int) -> (largest: Float, sum: Float) {
    var largest = logits[start]
    for i in 1..<max(1, actions) { largest = max(largest, logits[start + i]) }
    var sum: Float = 0
    for i in 0..<actions { sum += expf(logits[start + i] - largest) }
    return (largest, sum)
  }
}
