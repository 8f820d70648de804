internal import RLEnvironmentKit

/// What a lane saw and did in one iteration: `T` steps of `B` environments, step by step.
///
/// Row `t` of `actions`, `rewards` and `ended` belongs to the action taken on row `t` of `observations`; row `t + 1` of
/// `observations` is what followed, or the first observation of the next episode where `ended[t]`.
package final class Rollout {
  let steps: Int
  package let environments: Int
  let observationSize: Int
  /// `[T + 1, B, height, width, channels]`
  package let observations: Buffer<UInt8>
  /// `[T, B]`
  package let actions: Buffer<Int32>
  package let logProbabilities: Buffer<Float>
  package let rewards: Buffer<Float>
  /// Terminated or truncated; a truncated step's reward contains γ·V of the observation that was cut off.
  package let ended: Buffer<Bool>
  /// `[T + 1, B]`
  package let values: Buffer<Float>
  /// `[T, B]`
  package let advantages: Buffer<Float>

  init(steps T: Int, environments B: Int, observationSize: Int) {
    steps = T
    environments = B
    self.observationSize = observationSize
    observations = Buffer((T + 1) * B * observationSize, repeating: 0)
    actions = Buffer(T * B, repeating: 0)
    logProbabilities = Buffer(T * B, repeating: 0)
    rewards = Buffer(T * B, repeating: 0)
    ended = Buffer(T * B, repeating: false)
    values = Buffer((T + 1) * B, repeating: 0)
    advantages = Buffer(T * B, repeating: 0)
  }

  package var count: Int { steps * environments }

  /// The bytes of all environments' observations at step `t`.
  package func observationRange(_ t: Int) -> Range<Int> {
    let row = environments * observationSize
    return t * row..<(t + 1) * row
  }

  package func sample(_ index: Int) -> LossSample {
    LossSample(
      action: Int(actions[index]), oldLogProbability: logProbabilities[index], oldValue: values[index],
      advantage: advantages[index], target: advantages[index] + values[index])
  }

  /// The last observations are the first of the next rollout.
  func carryOver() {
    observations.move(from: observationRange(steps).lowerBound, count: environments * observationSize, to: 0)
  }
}
