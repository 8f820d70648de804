public import RLEnvironmentKit

/// Something a person looks at and answers with keys: a window or a terminal.
public protocol Screen {
  /// Shows moments, one of each world, in the place of the last ones.
  mutating func show(_ moments: [Moment], _ notes: Notes) throws

  /// What the person did since the last call. Never waits.
  mutating func events() -> [InputEvent]

  /// Whether it reports when a key is released; otherwise a key counts as held for a moment.
  var tellsReleases: Bool { get }

  /// What is to be seen now as a picture; nil before the first.
  var picture: Picture? { get }

  /// Gives back what it took, the desktop's or the terminal's; once is enough. Nothing is shown afterward.
  mutating func close()
}

extension Screen {
  public mutating func close() {}
}

/// The text beside the worlds.
public struct Notes: Sendable, Equatable {
  /// Whether the panel is shown: return, step, action, value, policy, what the agent sees.
  public var showsPanel = true
  /// One line at the bottom: pace, pause, how training stands.
  public var status = ""
  /// Keys and what they do, shown over everything else; empty for no help.
  public var help: [Help] = []

  /// What a key does.
  public struct Help: Sendable, Equatable {
    public var keys: String
    public var meaning: String

    public init(_ keys: String, _ meaning: String) {
      self.keys = keys
      self.meaning = meaning
    }
  }

  public init() {}
}
