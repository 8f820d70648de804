/// Why an option or a wrapper does not fit.
public enum OptionError: Error, Equatable, CustomStringConvertible {
  /// The environment has no option of that name.
  case unknown(name: String, known: [String])
  /// The option does not take that value.
  case badValue(name: String, value: String, expected: String)
  /// The text is not `name=value`.
  case malformed(String)
  /// There is no wrapper of that name.
  case unknownWrapper(name: String, known: [String])
  /// The wrapper needs a value and has none.
  case wrapperValue(name: String, expected: String)

  public var description: String {
    switch self {
    case .unknown(let name, let known):
      known.isEmpty
        ? "unknown option '\(name)': this environment has no options"
        : "\(UnknownName(kind: "option", name: name, known: known))"
    case .badValue(let name, let value, let expected): "'\(name)' cannot be '\(value)'; it takes \(expected)"
    case .malformed(let text): "'\(text)' is not a valid option; expected name=value, several joined by commas"
    case .unknownWrapper(let name, let known):
      "\(UnknownName(kind: "wrapper", name: name, known: known))"
    case .wrapperValue(let name, let expected): "the wrapper '\(name)' needs a value: \(name)=\(expected)"
    }
  }
}
