/// Reads keys out of what a terminal sends, piece by piece.
struct KeyParser {
  /// The beginning of a sequence whose end has not come yet.
  private var pending: [UInt8] = []
  /// Longer ones are none that a key sends.
  private static let longest = 32

  /// Takes what came since the last call; nothing means that no more of it is on its way.
  mutating func keys(from bytes: [UInt8]) -> [Key] {
    guard !bytes.isEmpty else {
      // An escape that nothing follows is the key itself.
      defer { pending = [] }
      return pending == [0x1B] ? [.escape] : []
    }
    var rest = (pending + bytes)[...]
    pending = []
    var keys: [Key] = []
    while let byte = rest.first {
      guard byte == 0x1B else {
        rest.removeFirst()
        if let key = KeyParser.key(of: byte) { keys.append(key) }
        continue
      }
      guard let length = KeyParser.sequenceLength(rest) else {
        if rest.count < KeyParser.longest { pending = Array(rest) }
        break
      }
      if let key = KeyParser.key(of: rest.prefix(length)) { keys.append(key) }
      rest = rest.dropFirst(length)
    }
    return keys
  }

  /// A key that sends one byte. Bytes of other characters than ASCII mean nothing here.
  private static func key(of byte: UInt8) -> Key? {
    switch byte {
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x20: .space
    case 0x08, 0x7F: .backspace
    case 0x21..<0x7F: Key(named: String(Unicode.Scalar(byte)))
    default: nil
    }
  }

  /// Bytes of the sequence at the start; 1 for an escape that starts none; nil where its end is missing.
  private static func sequenceLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    let rest = bytes.dropFirst()
    guard let second = rest.first else { return nil }
    switch second {
    case UInt8(ascii: "["):
      // Parameters, then a final byte; anything else breaks it off.
      return rest.dropFirst().firstIndex { !(0x20...0x3F).contains($0) }.map { end in
        end - bytes.startIndex + ((0x40...0x7E).contains(bytes[end]) ? 1 : 0)
      }
    case UInt8(ascii: "O"): return rest.count > 1 ? 3 : nil
    default: return 1
    }
  }

  /// The key of a whole sequence; nil for one that is something else.
  private static func key(of sequence: ArraySlice<UInt8>) -> Key? {
    guard sequence.count > 1, let final = sequence.last else { return .escape }
    switch Character(Unicode.Scalar(final)) {
    case "A": return .up
    case "B": return .down
    case "C": return .right
    case "D": return .left
    case "H": return .home
    case "F": return .end
    case "Z": return .tab
    case "M" where sequence.count == 3 && sequence.dropFirst().first == UInt8(ascii: "O"): return .enter
    case "~":
      // A number, then modifiers after a semicolon.
      let number = String(decoding: sequence.dropFirst(2).prefix { $0 != 0x3B && $0 != 0x7E }, as: UTF8.self)
      let keys: [String: Key] = [
        "1": .home, "2": .insert, "3": .delete, "4": .end, "5": .pageUp, "6": .pageDown, "7": .home, "8": .end,
      ]
      return keys[number]
    default: return nil
    }
  }
}
