/// What someone can watch: some worlds side by side, step by step.
public protocol MomentSource {
  /// What there is to see now, one of each world, at least one.
  var moments: [Moment] { get }

  /// Steps a second at which it is meant to be seen.
  var stepsPerSecond: Double { get }

  /// Whether nothing follows.
  var isFinished: Bool { get }

  /// Takes a step in every world; a world whose episode is over begins its next one.
  ///
  /// - Parameter action: what a person wants to do; nil leaves it to the player.
  mutating func advance(_ action: Int?) throws

  /// Restarts the current episodes.
  mutating func restart() throws

  /// Shows the position map of the next filter, or of the one before, from now on.
  mutating func turnMap(by filters: Int)
}

extension MomentSource {
  public var isFinished: Bool { false }
  public mutating func restart() {}
  public mutating func turnMap(by filters: Int) {}
}
