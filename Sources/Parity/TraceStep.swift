/// One step of a trace: `[action,reward,terminated,truncated,"hash"]`.
struct TraceStep: Equatable {
  let action: Int
  let reward: Double
  let isTerminated: Bool
  let isTruncated: Bool
  /// Of the observation's bytes.
  let hash: UInt64

  /// Reads the line byte by byte: there are millions of them, and a JSON decoder takes twenty times as long.
  ///
  /// Blanks may stand around every value. The reward is read by Swift itself, which is exact to the last bit.
  init?(_ line: ArraySlice<UInt8>) {
    var rest = line
    func skipBlanks() {
      while let byte = rest.first, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") { rest.removeFirst() }
    }
    func skip(_ character: Unicode.Scalar) -> Bool {
      skipBlanks()
      guard rest.first == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }
    func number() -> Double? {
      skipBlanks()
      let end = rest.firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") } ?? rest.endIndex
      defer { rest = rest[end...] }
      if end - rest.startIndex == 1, let digit = rest.first, 48...57 ~= digit { return Double(digit - 48) }
      return Double(String(decoding: rest[..<end], as: UTF8.self))
    }
    func flag() -> Bool? { number().flatMap { [0: false, 1: true][$0] } }

    guard skip("["), let action = number().flatMap(Int.init(exactly:)), skip(","),
      let reward = number(), skip(","), let isTerminated = flag(), skip(","), let isTruncated = flag(), skip(","),
      skip("\""), rest.count > 16
    else { return nil }
    let digits = rest.prefix(16)
    rest = rest.dropFirst(16)
    guard let hash = UInt64(String(decoding: digits, as: UTF8.self), radix: 16), skip("\""), skip("]") else {
      return nil
    }
    skipBlanks()
    guard rest.isEmpty else { return nil }
    self.action = action
    self.reward = reward
    self.isTerminated = isTerminated
    self.isTruncated = isTruncated
    self.hash = hash
  }
}
