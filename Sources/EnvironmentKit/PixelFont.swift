/// A small typeface for pictures: printable ASCII, five pixels wide and seven high, a box for all else. The letters
/// g, p, q and y hang below the line.
public enum PixelFont {
  /// Pixels of a character, each way, at scale 1.
  public static let width = 5
  public static let height = 7
  /// Pixels below these that hanging letters take.
  public static let descent = 2
  /// Pixels from one character to the next at scale 1.
  public static let advance = width + 1

  /// Pixels a text takes from its first to its last column.
  public static func width(of text: String, scale: Int = 1) -> Int {
    max(0, text.count * advance - 1) * scale
  }

  /// Whether a pixel of a character is set, by bit `row * width + column`.
  static func bits(of character: Character) -> UInt64 {
    guard let code = character.asciiValue, (0x20...0x7E).contains(code) else { return box }
    return glyphs[Int(code) - 0x20]
  }

  /// The rim of a character's rectangle.
  private static let box: UInt64 = bits(["#####", "#...#", "#...#", "#...#", "#...#", "#...#", "#####"])

  private static let glyphs: [UInt64] = {
    let lines = drawings.split(separator: "\n").map { $0.split(separator: " ") }
    var glyphs = stride(from: 0, to: lines.count, by: height).flatMap { top in
      lines[top].indices.map { place in bits((top..<top + height).map { lines[$0][place] }) }
    }
    for letter in "gpqy".utf8 { glyphs[Int(letter) - 0x20] <<= UInt64(descent * width) }
    return glyphs
  }()

  private static func bits(_ rows: [Substring]) -> UInt64 {
    rows.joined().enumerated().reduce(0) { $1.element == "#" ? $0 | 1 << UInt64($1.offset) : $0 }
  }
}

extension Picture {
  /// Writes one line of text, as far as it lies in the picture; what is between the letters stays as it is.
  ///
  /// - Parameters:
  ///   - text: printable ASCII; other characters are boxes.
  ///   - x: column of the text's left edge.
  ///   - y: row of its upper edge.
  ///   - scale: pixels of the picture, each way, for one of the typeface.
  public mutating func draw(text: String, x: Int, y: Int, scale: Int = 1, color: RGB) {
    for (place, character) in text.enumerated() {
      let left = x + place * PixelFont.advance * scale
      var rest = PixelFont.bits(of: character)
      while rest != 0 {
        let (row, column) = rest.trailingZeroBitCount.quotientAndRemainder(dividingBy: PixelFont.width)
        let length = min((~rest >> UInt64(rest.trailingZeroBitCount)).trailingZeroBitCount, PixelFont.width - column)
        fill(x: left + column * scale, y: y + row * scale, width: length * scale, height: scale, color)
        rest &= ~(((1 << UInt64(length)) - 1) << UInt64(row * PixelFont.width + column))
      }
    }
  }
}
