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
    guard let first = digits.first, first != "+", digits.allSatisfy({ "0123456789.eE+-".contains($0) }),
      let number = Double(digits)
    else { throw CountError(text: text, problem: .malformed) }
    if number < 0 { throw CountError(text: text, problem: .negative) }
    if number == 0 { throw CountError(text: text, problem: .zero) }
    guard number * factor < 0x1p63 else { throw CountError(text: text, problem: .tooLarge) }
    guard let value = Int(exactly: number * factor) else { throw CountError(text: text, problem: .fraction) }
    self.value = Int(digits).flatMap { factor == 1 ? $0 : nil } ?? value
  }
}

/// A text that is not a count.
public struct CountError: Error, Equatable, CustomStringConvertible {
  public enum Problem: Sendable, Equatable {
    case malformed
    case negative
    case zero
    case fraction
    case tooLarge
  }

  public let text: String
  public let problem: Problem

  public var description: String {
    switch problem {
    case .malformed: "'\(text)' is not a number; \(CountError.expected)"
    case .negative: "\(text) is negative; \(CountError.expected)"
    case .zero: "\(text) is too small; \(CountError.expected)"
    case .fraction: "\(text) is not a whole number; \(CountError.expected)"
    case .tooLarge: "\(text) is too large; the greatest is \(Int.max)"
    }
  }

  private static let expected = "expected a whole number of at least 1, such as 64, 200k, 5M or 1e6"
}
