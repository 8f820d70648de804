/// A key of a keyboard, by what is printed on it.
public enum Key: Hashable, Sendable {
  case up, down, left, right
  case space, enter, escape, tab, backspace, shift, control
  case pageUp, pageDown, home, end, insert, delete
  /// A letter in lower case, a digit or a sign. Of a key with two signs a window reports the one without shift, a terminal
  /// the one that was typed.
  case character(Character)

  private static let named: [(name: String, key: Key)] = [
    ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("space", .space), ("enter", .enter),
    ("escape", .escape), ("tab", .tab), ("backspace", .backspace), ("shift", .shift), ("control", .control),
    ("page-up", .pageUp), ("page-down", .pageDown), ("home", .home), ("end", .end), ("insert", .insert),
    ("delete", .delete),
  ]

  /// The key of that ``name``; nil for a name that is none.
  public init?(named name: String) {
    if let key = Key.named.first(where: { $0.name == name })?.key {
      self = key
    } else if let character = name.first, name.count == 1, (0x21...0x7E).contains(character.asciiValue ?? 0) {
      self = .character(Character(character.lowercased()))
    } else {
      return nil
    }
  }

  /// As a person writes it: `up`, `page-down`, `w`.
  public var name: String {
    if case .character(let character) = self { return String(character) }
    return Key.named.first { $0.key == self }?.name ?? ""
  }

  /// The names of all keys that are not single characters.
  public static var names: [String] { named.map(\.name) }
}

/// What a person did at a screen.
public enum InputEvent: Equatable, Sendable {
  case pressed(Key)
  /// Terminals never say so.
  case released(Key)
  /// The window was closed, or its terminal went away.
  case closed
}
