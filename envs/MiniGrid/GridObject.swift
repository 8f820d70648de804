/// What may stand in a cell; raw values are those an observation shows.
public enum GridObject: UInt8, Sendable, CaseIterable {
  case unseen, empty, wall, floor, door, key, ball, box, goal, lava, agent

  /// The word a mission uses.
  public var name: String { "\(self)" }

  /// An agent may pick it up and carry it.
  public var isPortable: Bool { self == .key || self == .ball || self == .box }
}

/// The six colors; raw values are those an observation shows.
public enum GridColor: UInt8, Sendable, CaseIterable {
  case red, green, blue, purple, yellow, grey

  /// The word a mission uses.
  public var name: String { "\(self)" }

  /// The colors in the order of their names, in which generators draw them.
  static let alphabetical: InlineArray<6, GridColor> = [.blue, .green, .grey, .purple, .red, .yellow]
}

/// The state of a door; raw values are those an observation shows.
public enum GridDoorState: UInt8, Sendable, CaseIterable {
  case open, closed, locked
}
