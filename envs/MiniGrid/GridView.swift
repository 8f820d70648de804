/// The square of cells an agent sees ahead of it, row by row from its own to the farthest.
///
/// Columns count from the agent's left; it stands in the middle of the first row.
struct GridView {
  /// From a cell to the next column, in a grid's cells.
  private let rightward: Int
  /// From a cell to the next row.
  private let farther: Int
  /// The first column of the row that comes next.
  private var start: Int
  private let size: Int
  private let isSeeThrough: Bool
  private var sight: GridSight

  /// - Parameter size: rows and columns, odd, no more than the grid's margin allows.
  @inline(__always)
  init(of scene: GridScene, size: Int, isSeeThrough: Bool) {
    let (dx, dy) = (scene.direction.dx, scene.direction.dy)
    farther = dx &+ dy &* scene.grid.stride
    rightward = dx &* scene.grid.stride &- dy
    start = scene.grid.index(scene.agent) &- rightward &* (size / 2)
    self.size = size
    self.isSeeThrough = isSeeThrough
    sight = GridSight(size: size)
  }

  /// Calls `body` with the columns of the next row and what is seen there.
  ///
  /// - Parameter cells: those of the scene's grid.
  @inline(__always)
  mutating func forEachInNextRow(_ cells: Span<GridCell>, _ body: (Int, GridCell) -> Void) {
    let (start, rightward) = (start, rightward)
    var seen: UInt32 = ~0
    if !isSeeThrough {
      var clear: UInt32 = 0
      for column in 0..<size {
        clear |= cells[start &+ column &* rightward].isClear ? 1 &<< UInt32(truncatingIfNeeded: column) : 0
      }
      seen = sight.next(clear: clear)
    }
    for column in 0..<size {
      // The column's bit, spread over the word by an arithmetic shift: a branch would often be mispredicted.
      let mask = (Int32(bitPattern: seen) &<< Int32(truncatingIfNeeded: 31 &- column)) &>> 31
      body(column, cells[start &+ column &* rightward].masked(UInt32(bitPattern: mask)))
    }
    self.start = start &+ farther
  }
}
