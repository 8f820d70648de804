/// What is wrong with a level's file, where, and what would be right.
public struct LevelError: Error, Equatable, CustomStringConvertible {
  /// As the caller named it.
  public let file: String
  /// From 1; nil where the whole file is meant.
  public let line: Int?
  /// From 1, in characters; nil where the whole line is meant.
  public let column: Int?
  /// What is wrong.
  public let problem: LevelProblem

  /// `file:line:column: what is wrong; what would be right`.
  public var description: String {
    ([file] + [line, column].compactMap { $0.map { String($0) } }).joined(separator: ":") + ": \(problem)"
  }
}
