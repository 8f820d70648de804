/// A maze of the muncher: 21×19 cells of four pixels, corridors one cell wide, no dead end.
///
/// Cells are open (1) or wall (0); the highest of the 21 bits is the left column, so the literals below read as pictures.
/// Rows wrap around: a row open at both borders is a tunnel. Top and bottom rows are walls. The pen lies at columns 8 to
/// 12 of row 9 and its door at column 10 of row 8; both count as wall, since nothing walks there.
struct MuncherMaze: Sendable {
  static let width = 21
  static let height = 19
  /// Corners that hold a power pellet: columns 1 and 19 of these rows.
  static let powerRows = (2, 14)

  let rows: InlineArray<19, UInt32>

  /// Whether a cell is open; columns −1 and 21 are the tunnel's other ends.
  func isOpen(_ x: Int, _ y: Int) -> Bool {
    rows[y] & MuncherMaze.bit(MuncherMaze.wrap(x)) != 0
  }

  /// The bit of a column in a row.
  static func bit(_ x: Int) -> UInt32 { 1 << UInt32(truncatingIfNeeded: width - 1 - x) }

  /// Column −1 or 21 brought back through the tunnel.
  static func wrap(_ x: Int) -> Int { x < 0 ? x + width : x >= width ? x - width : x }

  static func isPower(_ x: Int, _ y: Int) -> Bool {
    (x == 1 || x == width - 2) && (y == powerRows.0 || y == powerRows.1)
  }

  /// The first maze: wide rings around the pen.
  static let rings = MuncherMaze(rows: [
    0b000000000000000000000,
    0b011111111101111111110,
    0b010001000101000100010,
    0b011111111111111111110,
    0b010001010000010100010,
    0b011111011101110111110,
    0b000001000101000100000,
    0b000001111111111100000,
    0b000001000000000100000,
    0b111111000000000111111,
    0b000001000000000100000,
    0b000001111111111100000,
    0b000001000101000100000,
    0b011111111101111111110,
    0b010001000101000100010,
    0b010001111111111100010,
    0b010001010000010100010,
    0b011111111111111111110,
    0b000000000000000000000,
  ])

  /// The second maze: long columns with few crossings.
  static let columns = MuncherMaze(rows: [
    0b000000000000000000000,
    0b011101111111111101110,
    0b010101000101000101010,
    0b010111111111111111010,
    0b010101010000010101010,
    0b011101011101110101110,
    0b000101000101000101000,
    0b011111111111111111110,
    0b010101000000000101010,
    0b010101000000000101010,
    0b010101000000000101010,
    0b110101111111111101011,
    0b010101000101000101010,
    0b011101110101011101110,
    0b010100010101010001010,
    0b010111111111111111010,
    0b010101000101000101010,
    0b011101111111111101110,
    0b000000000000000000000,
  ])
}
