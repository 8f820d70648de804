/// One field of an options struct: how it is called, what it takes, and how text becomes its value.
public struct OptionField<Options>: Sendable {
  /// As a person writes it, words joined by hyphens.
  public let name: String
  /// The values it takes, in words: `0 ... 1`, `yes or no`, `gray or rgb`.
  public let values: String
  /// One line for a person.
  public let summary: String
  /// The field of some options as text.
  public let text: @Sendable (Options) -> String
  /// Sets the field; false for a text that is not one of its values.
  package let write: @Sendable (inout Options, String) -> Bool

  /// A field of any type. `parse` returns nil for a text that is not a value.
  package init<Value>(
    _ name: String, _ path: any WritableKeyPath<Options, Value> & Sendable, values: String, summary: String,
    text: @escaping @Sendable (Value) -> String, parse: @escaping @Sendable (String) -> Value?
  ) {
    self.name = name
    self.values = values
    self.summary = summary
    self.text = { text($0[keyPath: path]) }
    write = { options, text in
      guard let value = parse(text) else { return false }
      options[keyPath: path] = value
      return true
    }
  }

  /// A number.
  public init(
    _ name: String, _ path: any WritableKeyPath<Options, Double> & Sendable, in range: ClosedRange<Double>,
    _ summary: String
  ) {
    self.init(
      name, path, values: "\(shortest(range.lowerBound)) ... \(shortest(range.upperBound))", summary: summary,
      text: shortest, parse: { Double($0).flatMap { range.contains($0) ? $0 : nil } })
  }

  /// A whole number. `where` narrows the range, and is named in the message: `odd`.
  public init(
    _ name: String, _ path: any WritableKeyPath<Options, Int> & Sendable, in range: ClosedRange<Int>,
    where condition: (name: String, test: @Sendable (Int) -> Bool)? = nil, _ summary: String
  ) {
    let values = "\(range.lowerBound) ... \(range.upperBound)\(condition.map { ", \($0.name)" } ?? "")"
    self.init(name, path, values: values, summary: summary, text: { String($0) }) {
      Int($0).flatMap { range.contains($0) && condition?.test($0) != false ? $0 : nil }
    }
  }

  /// Yes or no.
  public init(_ name: String, _ path: any WritableKeyPath<Options, Bool> & Sendable, _ summary: String) {
    self.init(
      name, path, values: "yes or no", summary: summary, text: { $0 ? "yes" : "no" },
      parse: { ["yes": true, "no": false][$0] })
  }

  /// One of several words.
  public init<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: any WritableKeyPath<Options, Choice> & Sendable, _ summary: String
  ) {
    let words = Choice.allCases.map(\.rawValue)
    let values = [words.dropLast().joined(separator: ", "), words.last ?? ""].filter { !$0.isEmpty }
    self.init(
      name, path, values: values.joined(separator: " or "), summary: summary, text: \.rawValue,
      parse: { Choice(rawValue: $0) })
  }

  /// The same field of options that are part of others.
  ///
  /// - Parameters:
  ///   - get: the part; nil in a whole that has no such part, where the field is neither shown nor set.
  ///   - set: puts the changed part back.
  package func lifted<Whole>(
    _ get: @escaping @Sendable (Whole) -> Options?, _ set: @escaping @Sendable (inout Whole, Options) -> Void
  ) -> OptionField<Whole> {
    OptionField<Whole>(
      name: name, values: values, summary: summary, text: { get($0).map(text) ?? "" },
      write: { whole, text in
        guard var part = get(whole), write(&part, text) else { return false }
        set(&whole, part)
        return true
      })
  }

  private init(
    name: String, values: String, summary: String, text: @escaping @Sendable (Options) -> String,
    write: @escaping @Sendable (inout Options, String) -> Bool
  ) {
    self.name = name
    self.values = values
    self.summary = summary
    self.text = text
    self.write = write
  }
}

/// A number without a fraction it does not have: 1, 0.25.
func shortest(_ number: Double) -> String {
  Int(exactly: number).map { String($0) } ?? String(number)
}
