/// Why a choice a person wrote cannot be followed.
public enum OptionError: Error, Equatable, CustomStringConvertible {
  /// No option of the world is called so.
  case unknown(name: String, known: [String])
  /// The option does not take that value.
  case badValue(name: String, value: String, expected: String)
  /// The text is not `name=value`.
  case malformed(String)
  /// No wrapper is called so.
  case unknownWrapper(name: String, known: [String])
  /// The wrapper wants a value and has none.
  case wrapperValue(name: String, expected: String)

  public var description: String {
    switch self {
    case .unknown(let name, let known):
      known.isEmpty
        ? "there is no option '\(name)': this environment has none"
        : "there is no option '\(name)'; the options are \(known.joined(separator: ", "))"
    case .badValue(let name, let value, let expected): "'\(name)' cannot be '\(value)'; it takes \(expected)"
    case .malformed(let text): "'\(text)' is no option; options are written name=value and joined by commas"
    case .unknownWrapper(let name, let known):
      "there is no wrapper '\(name)'; the wrappers are \(known.joined(separator: ", "))"
    case .wrapperValue(let name, let expected): "the wrapper '\(name)' needs a value: \(name)=\(expected)"
    }
  }
}
