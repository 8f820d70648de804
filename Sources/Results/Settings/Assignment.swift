/// A value chosen for a setting.
public struct Assignment: Sendable, Equatable {
  /// Where it was made; later ones override earlier ones.
  public enum Origin: Sendable, Equatable {
    /// By what works well for the environment.
    case preset
    case file(path: String, line: Int)
    /// On the command line, or by a program.
    case command

    /// Whether a choice made in the other place overrides one made here.
    package func isUnder(_ other: Origin) -> Bool {
      switch (self, other) {
      case (.preset, .file), (.preset, .command), (.file, .command): true
      default: false
      }
    }
  }

  /// Of the setting.
  public let name: String
  public let value: String
  public let origin: Origin

  public init(_ name: String, _ value: String, origin: Origin = .command) {
    self.name = name
    self.value = value
    self.origin = origin
  }

  /// - Parameter text: `name=value`, as `--set` takes it.
  /// - Throws: ``SettingsError`` for anything else.
  public init(_ text: String) throws(SettingsError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw SettingsError("'\(text)' is not a setting; expected name=value")
    }
    self.init(String(parts[0]), String(parts[1]))
  }
}

/// Why settings cannot be taken.
public struct SettingsError: Error, Equatable, CustomStringConvertible {
  public let origin: Assignment.Origin
  /// What is wrong, and what would be right.
  public let reason: String

  package init(_ reason: String, origin: Assignment.Origin = .command) {
    self.origin = origin
    self.reason = reason
  }

  public var description: String {
    switch origin {
    case .preset, .command: reason
    case .file(let path, let line): "\(path):\(line): \(reason)"
    }
  }

  /// Whether a file is to blame.
  public var isInFile: Bool { if case .file = origin { true } else { false } }
}
