public import RLEnvironmentKit

/// What the MinAtar package lets a user choose about a game.
public struct MinAtarOptions: EnvironmentOptions {
  /// Which actions an agent may take.
  public enum ActionSet: Sendable {
    /// All six, whether or not the game has a use for them; the package's Gymnasium ids end in `-v0`.
    case full
    /// Those the game has a use for, in the order of the full set; the ids end in `-v1`.
    case minimal
  }

  /// Which actions an agent may take.
  public var actions: ActionSet
  /// Probability that a step repeats the last action instead of the one chosen.
  public var stickyProbability: Double
  /// Whether a game grows harder while it lasts. Breakout and Freeway never do.
  public var isRamping: Bool

  /// The package's defaults, but for what is given.
  public init(actions: ActionSet = .minimal, stickyProbability: Double = 0.1, isRamping: Bool = true) {
    precondition(
      (0...1).contains(stickyProbability), "sticky probability \(stickyProbability) is outside 0 ... 1")
    self.actions = actions
    self.stickyProbability = stickyProbability
    self.isRamping = isRamping
  }

  /// The package's defaults.
  public init() { self.init(actions: .minimal) }

  /// The action set apart, which is part of a game's name.
  public static var fields: [OptionField<MinAtarOptions>] {
    [
      OptionField("sticky", \.stickyProbability, in: 0...1, "probability that a step repeats the last action"),
      OptionField("ramping", \.isRamping, "whether the game grows harder while it lasts"),
    ]
  }
}
