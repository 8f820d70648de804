public import RLEnvironmentKit

/// How an arcade game is presented to an agent; the defaults are the field's.
///
/// Source: Machado et al., "Revisiting the Arcade Learning Environment", 2018, sections 2 and 5.
public struct ArcadeOptions: EnvironmentOptions {
  /// What a pixel of an observation is.
  public enum Observation: String, CaseIterable, Sendable {
    /// One byte: luminance.
    case gray
    /// Three bytes: red, green, blue.
    case rgb
  }

  /// What a pixel is.
  public var observation = Observation.gray
  /// Frames an action is held for, 1 ... 16.
  public var frameSkip = 4
  /// Steps whose images an observation shows, 1 ... 8.
  public var stack = 4
  /// Probability that a frame repeats the action of the one before instead of the one chosen.
  public var stickyProbability = 0.25
  /// The largest number of idle frames before a new game, 0 ... 60; each number from 0 on is equally likely.
  public var noOps = 30
  /// Whether losing a life ends the episode; the next one then continues the same game.
  public var endsOnLifeLoss = false
  /// Whether a step's reward is replaced by its sign.
  public var clipsReward = false
  /// Steps after which an episode is truncated, 1 ... 1 000 000; 27 000 of four frames are half an hour.
  public var stepLimit = 27_000

  /// The defaults.
  public init() {}

  /// Names, ranges and help.
  public static let fields: [OptionField<ArcadeOptions>] = [
    OptionField("observation", \.observation, "what a pixel is"),
    OptionField("frame-skip", \.frameSkip, in: 1...16, "frames an action is held for"),
    OptionField("stack", \.stack, in: 1...8, "steps whose images an observation shows"),
    OptionField("sticky", \.stickyProbability, in: 0...1, "probability that a frame repeats the last action"),
    OptionField("no-ops", \.noOps, in: 0...60, "largest number of idle frames before a new game"),
    OptionField("life-loss", \.endsOnLifeLoss, "end the episode, not the game, when a life is lost"),
    OptionField("clip-reward", \.clipsReward, "replace a step's reward by its sign"),
    OptionField("step-limit", \.stepLimit, in: 1...1_000_000, "steps after which an episode is truncated"),
  ]
}
