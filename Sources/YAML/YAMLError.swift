/// Why a text was not read, and where. Lines and columns count from 1.
public struct YAMLError: Error, Equatable {
  public enum Reason: Sendable, Equatable {
    /// Not YAML; in libyaml's words.
    case malformed(String)
    /// An anchor or an alias, which no file of ours has.
    case alias
    /// Nested deeper than the caller allows.
    case tooDeep
  }

  public var reason: Reason
  public var line: Int
  public var column: Int

  init(_ reason: Reason, line: Int, column: Int) {
    (self.reason, self.line, self.column) = (reason, line, column)
  }
}
