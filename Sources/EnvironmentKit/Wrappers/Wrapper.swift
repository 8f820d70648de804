/// A change to a world as a value: what `+time-limit=100+frame-stack=4` after a world's name means.
///
/// Wrappers compose in the order they are written, the first next to the world.
public enum Wrapper: Sendable, Equatable {
  /// See ``TimeLimit``.
  case timeLimit(steps: Int)
  /// See ``FrameStack``.
  case frameStack(frames: Int)
  /// See ``StickyActions``.
  case stickyActions(probability: Double)
  /// See ``ActionRepeat``.
  case actionRepeat(times: Int)
  /// See ``RewardClip``.
  case rewardClip(bound: Double)
  /// See ``RewardScale``.
  case rewardScale(factor: Double)

  /// How each wrapper is written, and what for; `expected` is the value in words.
  public static let syntax: [(name: String, expected: String, summary: String)] = [
    ("time-limit", "1 ... 1000000000", "truncates an episode after this many steps"),
    ("frame-stack", "1 ... 16", "shows the last observations together, oldest channels first"),
    ("sticky", "0 ... 1", "probability that a step repeats the last action"),
    ("action-repeat", "1 ... 100", "takes every action this many times and adds up the rewards"),
    ("clip-reward", "a number above 0", "keeps rewards within this bound on either side"),
    ("scale-reward", "a number other than 0", "multiplies rewards"),
  ]

  /// Reads `name=value`.
  ///
  /// - Throws: ``OptionError`` for an unknown name and for a value the wrapper does not take.
  public init(parsing text: String) throws(OptionError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts[0]
    guard let expected = Wrapper.syntax.first(where: { $0.name == name })?.expected else {
      throw .unknownWrapper(name: name, known: Wrapper.syntax.map(\.name))
    }
    guard parts.count == 2 else { throw .wrapperValue(name: name, expected: expected) }
    let (whole, number) = (Int(parts[1]), Double(parts[1]))
    let wrapper: Wrapper? =
      switch (name, whole, number) {
      case ("time-limit", let steps?, _) where (1...1_000_000_000).contains(steps): .timeLimit(steps: steps)
      case ("frame-stack", let frames?, _) where (1...16).contains(frames): .frameStack(frames: frames)
      case ("action-repeat", let times?, _) where (1...100).contains(times): .actionRepeat(times: times)
      case ("sticky", _, let p?) where (0...1).contains(p): .stickyActions(probability: p)
      case ("clip-reward", _, let bound?) where bound > 0 && bound.isFinite: .rewardClip(bound: bound)
      case ("scale-reward", _, let factor?) where factor != 0 && factor.isFinite: .rewardScale(factor: factor)
      default: nil
      }
    guard let wrapper else { throw .badValue(name: name, value: parts[1], expected: expected) }
    self = wrapper
  }

  /// As it is written after a world's name, `+` included.
  public var suffix: String {
    switch self {
    case .timeLimit(let steps): "+time-limit=\(steps)"
    case .frameStack(let frames): "+frame-stack=\(frames)"
    case .stickyActions(let probability): "+sticky=\(shortest(probability))"
    case .actionRepeat(let times): "+action-repeat=\(times)"
    case .rewardClip(let bound): "+clip-reward=\(shortest(bound))"
    case .rewardScale(let factor): "+scale-reward=\(shortest(factor))"
    }
  }

  /// The world inside this wrapper.
  public func applied<World: Environment>(to world: World) -> any Environment {
    switch self {
    case .timeLimit(let steps): TimeLimit(world, steps: steps)
    case .frameStack(let frames): FrameStack(world, frames: frames)
    case .stickyActions(let probability): StickyActions(world, probability: probability)
    case .actionRepeat(let times): ActionRepeat(world, times: times)
    case .rewardClip(let bound): RewardClip(world, bound: bound)
    case .rewardScale(let factor): RewardScale(world, factor: factor)
    }
  }
}
