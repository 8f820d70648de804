/// What one step gave, the observation apart.
public struct StepOutcome: Sendable, Equatable, BitwiseCopyable {
  /// The reward of the step, as the world defines it, neither scaled nor clipped.
  public var reward: Double
  /// The episode ended by the world's own rules: nothing follows, so its value is zero.
  public var isTerminated: Bool
  /// The episode was cut off from outside, a step limit say: something would have followed, so its value is not zero.
  public var isTruncated: Bool

  public init(reward: Double, isTerminated: Bool, isTruncated: Bool) {
    self.reward = reward
    self.isTerminated = isTerminated
    self.isTruncated = isTruncated
  }
}
