/// A raster of 2 × 4 dots a character.
struct BrailleCanvas {
  /// In dots.
  let width: Int
  let height: Int
  private let columns: Int
  private var dots: [UInt8]
  /// Of a cell: that of the last dot in it.
  private var inks: [Int]

  init(columns: Int, rows: Int) {
    self.columns = columns
    (width, height) = (columns * 2, rows * 4)
    dots = [UInt8](repeating: 0, count: columns * rows)
    inks = [Int](repeating: 0, count: columns * rows)
  }

  /// Draws a line through the places, in dots from the upper left.
  mutating func draw(_ places: [(x: Double, y: Double)], ink: Int) {
    for (from, to) in zip(places, places.dropFirst() + places.suffix(1)) {
      let count = max(1, Int(max((to.x - from.x).magnitude, (to.y - from.y).magnitude).rounded(.up)))
      for part in 0...count {
        let share = Double(part) / Double(count)
        set(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y), ink: ink)
      }
    }
  }

  private mutating func set(x: Double, y: Double, ink: Int) {
    let (column, row) = (Int(x.rounded()), Int(y.rounded()))
    guard (0..<width).contains(column), (0..<height).contains(row) else { return }
    let cell = row / 4 * columns + column / 2
    dots[cell] |= BrailleCanvas.bits[row % 4][column % 2]
    inks[cell] = ink
  }

  func lines(isColored: Bool) -> [String] {
    stride(from: 0, to: dots.count, by: columns).map { start in
      let end = (start..<start + columns).last { dots[$0] != 0 } ?? start - 1
      return (start..<end + 1).map { cell in
        if dots[cell] == 0 { return " " }
        let character = String(UnicodeScalar(0x2800 + UInt32(dots[cell])) ?? " ")
        return isColored ? BrailleCanvas.colored(character, ink: inks[cell]) : character
      }.joined()
    }
  }

  static func colored(_ text: String, ink: Int) -> String {
    "\u{1B}[\(codes[ink % codes.count])m\(text)\u{1B}[0m"
  }

  /// Blue, yellow, green, magenta, cyan, red: every terminal has them.
  private static let codes = [94, 93, 92, 95, 96, 91]
  /// Of a dot in its cell, by row and column. Source: Unicode, Braille Patterns.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
}
