/// Why some bytes are not JSON, and where.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  /// What was wrong.
  public enum Problem: String, Sendable {
    case unexpected = "something else was expected"
    case ended = "it ends too early"
    case duplicate = "a name comes twice in one object"
    case tooDeep = "it is nested too deeply"
    case text = "the text is not UTF-8 or holds a wrong escape"
    case number = "the number is malformed"
  }

  public let problem: Problem
  /// In bytes from the start.
  public let offset: Int

  public init(problem: Problem, offset: Int) {
    self.problem = problem
    self.offset = offset
  }

  public var description: String { "\(problem.rawValue), at byte \(offset)" }
}

extension JSON {
  /// Reads exactly one value. Unlike Foundation's reader it refuses a name that comes twice in one object.
  public init(parsing bytes: some Sequence<UInt8>) throws(JSONError) {
    var parser = JSONParser(bytes: Array(bytes))
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == parser.bytes.count else { throw parser.failure(.unexpected) }
    self = value
  }
}

/// A reader that never trusts what it reads: its memory is bounded by the bytes it was given, its depth by a constant.
private struct JSONParser {
  static let greatestDepth = 16
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  func failure(_ problem: JSONError.Problem) -> JSONError { JSONError(problem: problem, offset: position) }

  mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  /// The next byte that is not a space, left in place.
  mutating func peek() throws(JSONError) -> UInt8 {
    skipSpace()
    guard position < bytes.count else { throw failure(.ended) }
    return bytes[position]
  }

  mutating func take(_ byte: Character) throws(JSONError) {
    guard try peek() == byte.asciiValue else { throw failure(.unexpected) }
    position += 1
  }

  /// Whether the next byte is this one; if so it is taken.
  mutating func takes(_ byte: Character) throws(JSONError) -> Bool {
    guard try peek() == byte.asciiValue else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth < JSONParser.greatestDepth else { throw failure(.tooDeep) }
    switch Character(UnicodeScalar(try peek())) {
    case "{": return try object(depth: depth)
    case "[": return try array(depth: depth)
    case "\"": return .string(try string())
    case "t": return try word("true", .bool(true))
    case "f": return try word("false", .bool(false))
    case "n": return try word("null", .null)
    default: return try number()
    }
  }

  mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else { throw failure(.unexpected) }
    position += word.utf8.count
    return value
  }

  mutating func object(depth: Int) throws(JSONError) -> JSON {
    try take("{")
    var members: [JSON.Member] = []
    var names: Set<String> = []
    if try takes("}") { return .object([]) }
    repeat {
      guard try peek() == UInt8(ascii: "\"") else { throw failure(.unexpected) }
      let name = try string()
      guard names.insert(name).inserted else { throw failure(.duplicate) }
      try take(":")
      members.append(JSON.Member(name, try value(depth: depth + 1)))
    } while try takes(",")
    try take("}")
    return .object(members)
  }

  mutating func array(depth: Int) throws(JSONError) -> JSON {
    try take("[")
    var values: [JSON] = []
    if try takes("]") { return .array([]) }
    repeat { values.append(try value(depth: depth + 1)) } while try takes(",")
    try take("]")
    return .array(values)
  }

  mutating func number() throws(JSONError) -> JSON {
    let start = position
    while position < bytes.count, "+-.eE0123456789".utf8.contains(bytes[position]) { position += 1 }
    let digits = bytes[start..<position]
    let text = String(decoding: digits, as: UTF8.self)
    let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard let first = unsigned.first, first.isNumber, let last = unsigned.last, last.isNumber else {
      throw start == position ? failure(.unexpected) : failure(.number)
    }
    if unsigned.count > 1, first == "0", unsigned.dropFirst().first?.isNumber == true { throw failure(.number) }
    if let value = UInt64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw failure(.number) }
    return .number(value)
  }
}

extension JSONParser {
  mutating func string() throws(JSONError) -> String {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw failure(.text) }
        return string
      case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
      case 0..<0x20: throw failure(.text)
      default: text.append(byte)
      }
    }
    throw failure(.ended)
  }

  private mutating func escape() throws(JSONError) -> Character {
    guard position < bytes.count else { throw failure(.ended) }
    let byte = bytes[position]
    position += 1
    switch Character(UnicodeScalar(byte)) {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicode()
    default: throw failure(.text)
    }
  }

  /// `XXXX` after `\u`, and the second half of a surrogate pair where the first asks for it.
  private mutating func unicode() throws(JSONError) -> Character {
    var units = [try codeUnit()]
    if UTF16.isLeadSurrogate(units[0]) {
      guard bytes[position...].starts(with: "\\u".utf8) else { throw failure(.text) }
      position += 2
      units.append(try codeUnit())
    }
    guard let text = String(validating: units, as: UTF16.self), let character = text.first, text.count == 1 else {
      throw failure(.text)
    }
    return character
  }

  private mutating func codeUnit() throws(JSONError) -> UInt16 {
    guard position + 4 <= bytes.count else { throw failure(.ended) }
    let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16) else { throw failure(.text) }
    position += 4
    return unit
  }
}
