/// A small shape in one color, at most 16×16 pixels, kept as byte masks ready to be laid over a canvas.
public struct ArcadeSprite: Sendable {
  /// Pixels from left to right, 1 ... 16.
  public let width: Int
  /// Pixels from top to bottom, 1 ... 16.
  public let height: Int
  /// The left and right eight pixels of each row in turn, a byte of 255 for each pixel set, leftmost in the low byte.
  let masks: [UInt64]

  /// A shape drawn in text: a line a row, `#` where a pixel is set and `.` where none is.
  ///
  /// - Precondition: 1 to 16 lines of the same 1 to 16 characters.
  public init(_ art: String) {
    let rows = art.split(separator: "\n").map { Array($0.utf8) }
    let columns = rows.first?.count ?? 0
    precondition((1...16).contains(rows.count) && (1...16).contains(columns), "a sprite of \(columns)×\(rows.count)")
    var masks = [UInt64](repeating: 0, count: 2 * rows.count)
    for (y, row) in rows.enumerated() {
      precondition(row.count == columns, "row \(y) of a sprite has \(row.count) pixels, the first \(columns)")
      for (x, character) in row.enumerated() {
        precondition(character == UInt8(ascii: "#") || character == UInt8(ascii: "."), "row \(y) of a sprite: \(art)")
        if character == UInt8(ascii: "#") { masks[2 * y + x / 8] |= 0xFF << (8 * (x % 8)) }
      }
    }
    width = columns
    height = rows.count
    self.masks = masks
  }

  /// Whether the pixel `x` from the left and `y` from the top is set.
  public func isSet(x: Int, y: Int) -> Bool {
    guard 0 <= x && x < width && 0 <= y && y < height else { return false }
    return masks[2 * y + x / 8] >> (8 * (x % 8)) & 1 == 1
  }

  /// The shape seen in a mirror, left for right.
  public var mirrored: ArcadeSprite {
    ArcadeSprite(
      (0..<height).map { y in String((0..<width).map { isSet(x: width - 1 - $0, y: y) ? "#" : "." }) }
        .joined(separator: "\n"))
  }

  /// The digits 0 to 9, 3×5 pixels each.
  static let digits: [ArcadeSprite] = [
    "###\n#.#\n#.#\n#.#\n###", ".#.\n##.\n.#.\n.#.\n###", "###\n..#\n###\n#..\n###", "###\n..#\n.##\n..#\n###",
    "#.#\n#.#\n###\n..#\n..#", "###\n#..\n###\n..#\n###", "###\n#..\n###\n#.#\n###", "###\n..#\n..#\n.#.\n.#.",
    "###\n#.#\n###\n#.#\n###", "###\n#.#\n###\n..#\n###",
  ].map { ArcadeSprite($0) }
}
