internal import RLEnvironmentKit

/// One column of one row of a terminal.
struct TerminalCell: Equatable {
  var scalar: Unicode.Scalar
  var ink: RGB
  var ground: RGB
}

/// A rectangle of cells.
struct TerminalArea: Equatable {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  /// A smaller one in the middle of it.
  func middle(width: Int, height: Int) -> TerminalArea {
    TerminalArea(x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width, height: height)
  }
}

/// What a terminal is to show: colors and characters, each one column wide.
struct TerminalFrame: Equatable {
  let columns: Int
  let rows: Int
  /// `[rows, columns]`.
  private(set) var cells: [TerminalCell]

  /// A frame of nothing but ground.
  init(columns: Int, rows: Int, ground: RGB = StageTheme.ground) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: TerminalCell(scalar: " ", ink: ground, ground: ground), count: columns * rows)
  }

  var area: TerminalArea { TerminalArea(x: 0, y: 0, width: columns, height: rows) }

  /// The cell in a column of a row; what is outside of the frame is not kept.
  subscript(x: Int, y: Int) -> TerminalCell {
    get { cells[y * columns + x] }
    set {
      guard 0 <= x && x < columns && 0 <= y && y < rows else { return }
      cells[y * columns + x] = newValue
    }
  }

  mutating func fill(_ area: TerminalArea, _ ground: RGB) {
    for y in area.y..<area.y + max(0, area.height) {
      for x in area.x..<area.x + max(0, area.width) {
        self[x, y] = TerminalCell(scalar: " ", ink: ground, ground: ground)
      }
    }
  }

  /// Writes a text on the ground that is there, cut where it has no room.
  ///
  /// - Parameters:
  ///   - width: columns it may take.
  ///   - isRight: whether it ends where the room ends.
  mutating func write(_ text: String, x: Int, y: Int, width: Int, isRight: Bool = false, ink: RGB) {
    let shown = text.shortened(to: max(0, width)).unicodeScalars.map { $0.isNarrow ? $0 : "?" }
    let left = isRight ? x + width - shown.count : x
    for (place, scalar) in shown.prefix(max(0, width)).enumerated() {
      guard 0 <= left + place && left + place < columns && 0 <= y && y < rows else { continue }
      self[left + place, y] = TerminalCell(scalar: scalar, ink: ink, ground: self[left + place, y].ground)
    }
  }

  /// Draws a picture in half blocks, two pixels to a cell, one above the other.
  mutating func draw(_ picture: Picture, x: Int, y: Int) {
    for row in 0..<(picture.height + 1) / 2 {
      for column in 0..<picture.width {
        let upper = picture[column, 2 * row]
        let lower = 2 * row + 1 < picture.height ? picture[column, 2 * row + 1] : StageTheme.ground
        // A color alone is a space, shorter to send.
        let scalar: Unicode.Scalar = upper == lower ? " " : "▀"
        self[x + column, y + row] = TerminalCell(scalar: scalar, ink: upper, ground: lower)
      }
    }
  }

  /// Draws glyphs, two columns each.
  mutating func draw(_ glyphs: GlyphPicture, x: Int, y: Int) {
    for row in 0..<glyphs.height {
      for column in 0..<glyphs.width {
        let glyph = glyphs[column, row]
        let scalars = (glyph.text + "  ").unicodeScalars.prefix(2)
        for (place, scalar) in scalars.enumerated() {
          self[x + 2 * column + place, y + row] = TerminalCell(
            scalar: scalar.isNarrow ? scalar : "?", ink: glyph.ink, ground: glyph.ground)
        }
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether it takes one column wherever it is shown: neither control, combining nor wide, as far as Unicode blocks show.
  fileprivate var isNarrow: Bool {
    switch properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .spacingMark, .surrogate, .unassigned, .privateUse,
      .lineSeparator, .paragraphSeparator:
      false
    default: value < 0x1100 || (0x1200..<0x2E80).contains(value)
    }
  }
}
