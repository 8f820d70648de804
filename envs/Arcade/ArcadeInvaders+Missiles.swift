internal import RLEnvironmentKit

extension ArcadeInvaders {
  /// A bomb, or the cannon's shot, by its top left corner; two pixels wide and four high.
  struct Missile: Sendable {
    var x = 0
    var y = 0
    var isFlying = false

    /// The pixel it hits with: two below its top, in its left (0) or right (1) column.
    func pixel(_ column: Int) -> (x: Int, y: Int) { (x >> 8 + column, y >> 8 + 2) }

    func draw(on canvas: inout ArcadeCanvas, _ color: ArcadeColor) {
      if isFlying { canvas.fill(x: x >> 8, y: y >> 8, width: 2, height: 4, color) }
    }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      let reach = 2 * ArcadeCanvas.side * ArcadeInvaders.pixel
      try archive.serialize(&x, in: -reach...reach)
      try archive.serialize(&y, in: -reach...reach)
      try archive.serialize(&isFlying)
    }
  }

  /// Three shields of six by three cells of 2×2 pixels, which missiles knock out one by one.
  struct Shields: Sendable {
    static let top = 67
    private static let whole: UInt32 = (1 << 18) - 1
    private static let left = 10
    private static let pitch = 26

    /// Bit `6 row + column` of each shield.
    private(set) var maps = [whole, whole, whole]

    /// Removes what is left of all shields.
    mutating func clear() { maps = [0, 0, 0] }

    /// Knocks out the cell at a pixel; whether there was one.
    mutating func wear(x: Int, y: Int) -> Bool {
      let (right, down) = (x - Shields.left, y - Shields.top)
      guard right >= 0 && down >= 0 && down < 6 else { return false }
      let (shield, column) = (right / Shields.pitch, right % Shields.pitch / 2)
      guard shield < maps.count && column < 6 else { return false }
      let cell: UInt32 = 1 << UInt32(down / 2 * 6 + column)
      if maps[shield] & cell == 0 { return false }
      maps[shield] ^= cell
      return true
    }

    static func drawBackground(on canvas: inout ArcadeCanvas) {
      for shield in 0..<3 { canvas.fill(x: left + pitch * shield, y: top, width: 12, height: 6, .green) }
    }

    /// Paints over the cells that are gone.
    func draw(on canvas: inout ArcadeCanvas) {
      for (shield, map) in maps.enumerated() {
        let x = Shields.left + Shields.pitch * shield
        if map == 0 {
          canvas.fill(x: x, y: Shields.top, width: 12, height: 6, .black)
          continue
        }
        var gone = ~map & Shields.whole
        while gone != 0 {
          let cell = gone.trailingZeroBitCount
          canvas.fill(x: x + cell % 6 * 2, y: Shields.top + cell / 6 * 2, width: 2, height: 2, .black)
          gone &= gone - 1
        }
      }
    }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      for shield in maps.indices { try archive.serialize(&maps[shield], in: 0...Shields.whole) }
    }
  }
}
