/// One line of `metrics.jsonl` or `evaluations.jsonl`: how a run stood after so many steps, as named numbers in the
/// order they are written.
public struct MetricsLine: Sendable, Equatable {
  /// A number by its name; nil where there was none yet, or none that is finite.
  public struct Number: Sendable, Equatable {
    public let name: String
    public let value: Double?

    public init(_ name: String, _ value: Double?) {
      self.name = name
      self.value = value.flatMap { $0.isFinite ? $0 : nil }
    }
  }

  /// Environment steps since the beginning.
  public let steps: Int
  /// All but the steps.
  public let numbers: [Number]

  public init(steps: Int, _ numbers: [Number]) {
    self.steps = steps
    self.numbers = numbers
  }

  /// The number of that name; nil where the line has none, or `null`.
  public subscript(name: String) -> Double? { numbers.first { $0.name == name }?.value }

  /// The line without its end. Read again it gives an equal value.
  public var text: String {
    let members = numbers.map { JSON.Member($0.name, MetricsLine.json($0.value)) }
    return JSON.object([JSON.Member("steps", .count(steps))] + members).text
  }

  /// Whole numbers are written without a fraction, as counts are.
  private static func json(_ value: Double?) -> JSON {
    guard let value else { return .null }
    guard let count = UInt64(exactly: value), count < 1 << 53 else { return .number(value) }
    return .integer(count)
  }
}
