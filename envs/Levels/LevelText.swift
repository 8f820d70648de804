/// A level's file taken apart into lines, with what no level may contain sorted out.
struct LevelText {
  /// A file may have that many bytes.
  static let sizeLimit = 64 * 1024
  /// And a header that many.
  static let headerLimit = 16 * 1024

  let file: String
  /// All lines, without their ends.
  let lines: [String]
  /// The lines between the two `---`, empty without a header.
  let header: Range<Int>
  /// The lines of the map, without blank ones around it.
  let map: Range<Int>

  init(_ bytes: [UInt8], file: String) throws(LevelError) {
    self.file = file
    if bytes.count > LevelText.sizeLimit {
      throw LevelError(file: file, line: nil, column: nil, problem: .tooBig(limit: LevelText.sizeLimit))
    }
    lines = try LevelText.lines(of: bytes, file: file)
    let texts = lines
    func isBlank(_ index: Int) -> Bool { texts[index].allSatisfy { $0 == " " } }
    func isRule(_ index: Int) -> Bool {
      texts[index].hasPrefix("---") && texts[index].dropFirst(3).allSatisfy { $0 == " " }
    }

    var first = lines.indices.first { !isBlank($0) } ?? lines.count
    let rules = lines.indices.filter(isRule)
    if let opening = rules.first, opening == first {
      guard rules.count > 1 else {
        throw LevelError(file: file, line: opening + 1, column: nil, problem: .unclosedHeader)
      }
      header = opening + 1..<rules[1]
      first = rules[1] + 1
    } else if let closing = rules.first {
      throw LevelError(file: file, line: closing + 1, column: nil, problem: .unopenedHeader)
    } else {
      header = 0..<0
    }
    let rows = (first..<lines.count).filter { !isBlank($0) }
    map = rows.first.map { $0..<(rows.last ?? $0) + 1 } ?? lines.count..<lines.count
  }

  /// The error of a problem at a line and, where it is known, a column, both from 0.
  func error(_ problem: LevelProblem, line: Int, column: Int? = nil) -> LevelError {
    LevelError(file: file, line: line + 1, column: column.map { $0 + 1 }, problem: problem)
  }

  /// Decodes UTF-8 and splits it at LF, CR LF or CR; a byte order mark is passed over.
  private static func lines(of bytes: [UInt8], file: String) throws(LevelError) -> [String] {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw LevelError(file: file, line: nil, column: nil, problem: .utf16)
    }
    var lines = [String.UnicodeScalarView()]
    var decoder = Unicode.UTF8.ForwardParser()
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var rest = bytes.makeIterator()
    var (isAfterReturn, read) = (false, bytes.startIndex)
    func fault(_ problem: LevelProblem) -> LevelError {
      LevelError(file: file, line: lines.count, column: lines[lines.count - 1].count + 1, problem: problem)
    }
    while true {
      switch decoder.parseScalar(from: &rest) {
      case .emptyInput: return lines.map { String($0) }
      case .error: throw fault(.notUTF8(byte: bytes[read]))
      case .valid(let code):
        read += code.count
        let scalar = Unicode.UTF8.decode(code)
        if scalar == "\n" || scalar == "\r" {
          if !(scalar == "\n" && isAfterReturn) { lines.append(String.UnicodeScalarView()) }
        } else if isForbidden(scalar) {
          throw fault(.controlCharacter(scalar))
        } else {
          lines[lines.count - 1].append(scalar)
        }
        isAfterReturn = scalar == "\r"
      }
    }
  }

  /// Controls, separators and what is not a character at all; YAML refuses them or counts lines by them.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
