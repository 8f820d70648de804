/// Which cells of a square view an agent sees, a bit each: row `vy` of the view in word `vy`, column `vx` in bit `vx`.
///
/// Row 0 is the farthest; the agent stands in the middle of the last one. Sight spreads row by row away from the agent:
/// in each row to the right, then to the left, and from every cell it passes to the next row.
struct GridSight {
  /// The widest view there is.
  static let maximum = 15

  /// The cells that are seen.
  private(set) var rows = InlineArray<15, UInt32>(repeating: 0)

  /// - Parameters:
  ///   - clear: the cells that can be seen through.
  ///   - size: rows and columns of the view, odd.
  init(clear: InlineArray<15, UInt32>, size: Int) {
    let all: UInt32 = 1 &<< UInt32(truncatingIfNeeded: size) &- 1
    var reached: UInt32 = 1 &<< UInt32(truncatingIfNeeded: size / 2)
    var row = size - 1
    while row >= 0 && reached != 0 {
      let open = clear[row]
      // Adding carries a bit through an unbroken run of open cells and one beyond, all at once.
      var seen = (((reached & open) &+ open) ^ open | reached) & all
      let rightward = seen & open & (all >> 1)
      // To the left there is no carry: spread by one, two, four, eight cells.
      var spread = seen & open
      var run = open
      spread |= run & (spread >> 1)
      run &= run >> 1
      spread |= run & (spread >> 2)
      run &= run >> 2
      spread |= run & (spread >> 4)
      run &= run >> 4
      spread |= run & (spread >> 8)
      let leftward = spread & ~1
      seen |= leftward >> 1
      rows[row] = seen
      reached = rightward | rightward << 1 | leftward | leftward >> 1
      row -= 1
    }
  }
}
