/// Turns frames into what a terminal must be sent to show them, given what it shows already.
struct TerminalPainter {
  private struct Cell: Equatable {
    let scalar: Unicode.Scalar
    let ink: UInt32
    let ground: UInt32
  }

  let palette: TerminalPalette
  /// What the terminal shows, in its own colors; empty where that is unknown.
  private var shown: [Cell] = []
  private var columns = 0

  init(palette: TerminalPalette) { self.palette = palette }

  /// Assumes nothing about what is shown, so that the next frame is painted in full.
  mutating func forget() { shown = [] }

  /// The bytes that make the terminal show a frame, nothing where it shows it already.
  mutating func paint(_ frame: TerminalFrame) -> [UInt8] {
    let cells = frame.cells.map { cell in
      let (ink, ground) = (palette.code(of: cell.ink), palette.code(of: cell.ground))
      // What is not seen is all the same, so that none of it is sent twice.
      let isBlank = cell.scalar == " " || ink == ground
      return Cell(scalar: isBlank ? " " : cell.scalar, ink: isBlank ? ground : ink, ground: ground)
    }
    let isWhole = shown.count != cells.count || columns != frame.columns
    guard isWhole || shown != cells else { return [] }
    var bytes = Array("\u{1B}[?2026h".utf8)
    // Another size leaves remains of the last frame anywhere.
    if isWhole { bytes += "\u{1B}[0m\u{1B}[2J".utf8 }
    var (ink, ground): (UInt32?, UInt32?)
    for row in 0..<frame.rows {
      var isAtCell = false
      for column in 0..<frame.columns {
        let place = row * frame.columns + column
        let cell = cells[place]
        guard isWhole || shown[place] != cell else {
          isAtCell = false
          continue
        }
        if !isAtCell { bytes += "\u{1B}[\(row + 1);\(column + 1)H".utf8 }
        isAtCell = true
        let changes = [
          cell.scalar != " " && ink != cell.ink ? palette.parameters(for: cell.ink, target: 38) : nil,
          ground != cell.ground ? palette.parameters(for: cell.ground, target: 48) : nil,
        ].compactMap(\.self)
        if !changes.isEmpty { bytes += "\u{1B}[\(changes.joined(separator: ";"))m".utf8 }
        if cell.scalar != " " { ink = cell.ink }
        ground = cell.ground
        if let encoded = UTF8.encode(cell.scalar) { bytes += encoded }
      }
    }
    bytes += "\u{1B}[0m\u{1B}[?2026l".utf8
    (shown, columns) = (cells, frame.columns)
    return bytes
  }
}
