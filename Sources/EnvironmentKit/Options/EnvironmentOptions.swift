/// What a person may choose about a family of worlds: one struct with defaults, described field by field.
///
/// In text a choice is `name=value`; several are joined by commas: `sticky=0,ramping=no`.
public protocol EnvironmentOptions: Sendable, Equatable {
  /// The defaults.
  init()

  /// Every field a person may set, in the order a list shows them.
  static var fields: [OptionField<Self>] { get }
}

extension EnvironmentOptions {
  /// These options with choices made from text.
  ///
  /// - Parameter text: `name=value`, several joined by commas.
  /// - Throws: ``OptionError`` for an unknown name or a value the field does not take.
  public func setting(_ text: String) throws(OptionError) -> Self {
    var options = self
    for choice in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = choice.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { throw .malformed(String(choice)) }
      guard let field = Self.fields.first(where: { $0.name == parts[0] }) else {
        throw .unknown(name: parts[0], known: Self.fields.map(\.name))
      }
      guard field.write(&options, parts[1]) else {
        throw .badValue(name: parts[0], value: parts[1], expected: field.values)
      }
    }
    return options
  }

  /// What differs from `defaults`, as text to be read again: `:sticky=0,ramping=no`, or nothing.
  ///
  /// A world appends it to its name, so that a name determines the world completely.
  public func suffix(from defaults: Self = Self()) -> String {
    let changed = Self.fields.filter { $0.text(self) != $0.text(defaults) }
    return changed.isEmpty ? "" : ":" + changed.map { "\($0.name)=\($0.text(self))" }.joined(separator: ",")
  }
}

/// The options of a world that has nothing to choose.
public struct NoOptions: EnvironmentOptions {
  public init() {}
  public static var fields: [OptionField<NoOptions>] { [] }
}
