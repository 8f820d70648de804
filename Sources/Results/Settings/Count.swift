/// A number of things as a person types it: `64`, `5_000_000`, `200k`, `5M`, `1.5M`, `1e6`.
public struct Count: Sendable, Equatable {
  /// At least 1.
  public let value: Int

  /// - Throws: ``CountError`` for anything but a whole number of at least 1 that fits.
  public init(_ text: String) throws(CountError) {
    var digits = text.filter { $0 != "_" }
    var factor = 1.0
    if let suffix = digits.last, let power = ["k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9][suffix] {
      digits.removeLast()
      factor = power
    }
    // Only what a number is written with, so that neither "inf" nor "0x10" counts as one.
    guard digits.first != "+", digits.allSatisfy({ "0123456789.eE+".contains($0) }),
      let number = Double(digits), let value = Int(exactly: number * factor), value > 0
    else { throw CountError(text: text) }
    self.value = Int(digits).flatMap { factor == 1 ? $0 : nil } ?? value
  }
}

/// A text that is no count.
public struct CountError: Error, Equatable, CustomStringConvertible {
  public let text: String

  public init(text: String) { self.text = text }

  public var description: String { "it must be a whole number of at least 1, such as 64, 200k, 5M or 1e6" }
}
