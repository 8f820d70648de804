extension GridDirection {
  /// The way the stick points; nil when it points nowhere or two ways at once.
  init?(_ action: ArcadeAction) {
    switch action {
    case .up: self = .up
    case .right: self = .right
    case .down: self = .down
    case .left: self = .left
    default: return nil
    }
  }
}
