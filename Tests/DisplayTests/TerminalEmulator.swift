import RLEnvironmentKit

@testable import RLDisplay

/// A terminal of the plainest kind, to see what bytes would show. It refuses what it does not know.
struct TerminalEmulator {
  struct Cell: Equatable {
    var scalar: Unicode.Scalar = " "
    var ink: [Int] = []
    var ground: [Int] = []
  }

  private(set) var columns: Int
  private(set) var rows: Int
  private(set) var cells: [Cell]
  private(set) var isUpdating = false
  private(set) var isAlternate = false
  private(set) var hidesCursor = false
  private(set) var wraps = true
  /// Sequences it could not read.
  private(set) var complaints: [String] = []
  private var x = 0
  private var y = 0
  private var pen = Cell()

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  /// Another size: what was shown stays somewhere, as terminals do.
  mutating func resize(columns: Int, rows: Int) {
    let old = self
    self = TerminalEmulator(columns: columns, rows: rows)
    for place in cells.indices where !old.cells.isEmpty { cells[place] = old.cells[place % old.cells.count] }
    pen = old.pen
  }

  mutating func take(_ bytes: [UInt8]) {
    var rest = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\u{1B}" else {
        print(scalar)
        continue
      }
      guard rest.popFirst() == "[" else {
        complaints.append("an escape without a bracket")
        return
      }
      let parameters = rest.prefix { (0x20...0x3F).contains($0.value) }
      rest = rest.dropFirst(parameters.count)
      let text = String(String.UnicodeScalarView(parameters))
      guard let final = rest.popFirst() else {
        complaints.append("a sequence without an end")
        return
      }
      obey(Character(final), text, text.split(separator: ";").compactMap { Int($0) })
    }
  }

  private mutating func print(_ scalar: Unicode.Scalar) {
    guard x < columns && y < rows else {
      complaints.append("\(scalar) at \(x), \(y) of \(columns)×\(rows)")
      return
    }
    var cell = pen
    cell.scalar = scalar
    cells[y * columns + x] = cell
    x += 1
  }

  private mutating func obey(_ final: Character, _ text: String, _ numbers: [Int]) {
    switch (final, text) {
    case ("H", _) where numbers.count == 2: (y, x) = (numbers[0] - 1, numbers[1] - 1)
    case ("J", "2"): cells = Array(repeating: Cell(ink: pen.ink, ground: pen.ground), count: cells.count)
    case ("h", "?2026"), ("l", "?2026"): isUpdating = final == "h"
    case ("h", "?1049"), ("l", "?1049"): isAlternate = final == "h"
    case ("h", "?25"), ("l", "?25"): hidesCursor = final == "l"
    case ("h", "?7"), ("l", "?7"): wraps = final == "h"
    case ("m", _): color(numbers)
    default: complaints.append("\(text)\(final)")
    }
  }

  private mutating func color(_ numbers: [Int]) {
    var rest = numbers[...]
    while let first = rest.popFirst() {
      let length = rest.first == 2 ? 4 : 2
      switch first {
      case 0: pen = Cell()
      case 38:
        pen.ink = Array(rest.prefix(length))
        rest = rest.dropFirst(length)
      case 48:
        pen.ground = Array(rest.prefix(length))
        rest = rest.dropFirst(length)
      default: complaints.append("color \(first)")
      }
    }
  }

  /// Whether it shows a frame, to the eye: the ink of a space does not matter.
  func shows(_ frame: TerminalFrame, palette: TerminalPalette) -> Bool {
    guard frame.columns == columns && frame.rows == rows else { return false }
    return zip(cells, frame.cells).allSatisfy { shown, wished in
      let ink = numbers(palette.parameters(for: palette.code(of: wished.ink), target: 38))
      let ground = numbers(palette.parameters(for: palette.code(of: wished.ground), target: 48))
      let isBlank = wished.scalar == " " || ink == ground
      return shown.ground == ground
        && (isBlank ? shown.scalar == " " : shown.scalar == wished.scalar && shown.ink == ink)
    }
  }

  private func numbers(_ parameters: String) -> [Int] {
    parameters.split(separator: ";").dropFirst().compactMap { Int($0) }
  }
}
