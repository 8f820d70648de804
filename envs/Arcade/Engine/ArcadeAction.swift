/// What a player may do in one frame: a stick with eight directions and one button, as on an Atari console.
public enum ArcadeAction: Int, CaseIterable, Sendable {
  case nothing, fire, up, right, left, down
  case upRight, upLeft, downRight, downLeft
  case upFire, rightFire, leftFire, downFire
  case upRightFire, upLeftFire, downRightFire, downLeftFire

  /// Where the stick points: −1 left, 1 right.
  public var horizontal: Int {
    switch self {
    case .right, .upRight, .downRight, .rightFire, .upRightFire, .downRightFire: 1
    case .left, .upLeft, .downLeft, .leftFire, .upLeftFire, .downLeftFire: -1
    default: 0
    }
  }

  /// Where the stick points: −1 up, 1 down.
  public var vertical: Int {
    switch self {
    case .up, .upRight, .upLeft, .upFire, .upRightFire, .upLeftFire: -1
    case .down, .downRight, .downLeft, .downFire, .downRightFire, .downLeftFire: 1
    default: 0
    }
  }

  /// Whether the button is down.
  public var isFiring: Bool { self == .fire || rawValue >= ArcadeAction.upFire.rawValue }

  /// The words an action goes by in a specification: `nothing`, `fire`, `up`, `up-right`, `up-right-fire`.
  public var name: String {
    if self == .nothing { return "nothing" }
    let vertical = [-1: "up", 1: "down"][vertical]
    let horizontal = [-1: "left", 1: "right"][horizontal]
    return [vertical, horizontal, isFiring ? "fire" : nil].compactMap(\.self).joined(separator: "-")
  }
}
