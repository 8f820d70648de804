public import RLEnvironmentKit

/// An environment that a person asked for with an option or a wrapper that does not fit.
public struct EnvironmentError: Error, Equatable, CustomStringConvertible {
  /// What the person wrote.
  public let designator: String
  public let problem: OptionError

  public var description: String { "environment '\(designator)': \(problem)" }
}
