/// Pictures of a scene, as the package draws them, in tiles of an atlas.
extension GridScene {
  /// Room for the codes of a view.
  func roomForView(size: Int) -> [UInt8] { Array(repeating: 0, count: size * size * 3) }

  /// Room for the codes of the map and for a truth for each cell.
  func roomForMap() -> (codes: [UInt8], seen: [Bool]) {
    let cells = grid.width * grid.height
    return (Array(repeating: 0, count: cells * 3), Array(repeating: false, count: cells))
  }

  /// What the agent sees, `[size · tile, size · tile, 3]`: the agent below, looking up, on what it carries.
  ///
  /// - Parameter codes: room for the codes of the view; overwritten.
  func drawView(
    size: Int, isSeeThrough: Bool, atlas: TileAtlas, codes: inout [UInt8], into pixels: inout MutableSpan<UInt8>
  ) {
    var span = codes.mutableSpan
    writeView(size: size, isSeeThrough: isSeeThrough, into: &span)
    atlas.draw(view: codes.span, side: size, into: &pixels)
  }

  /// The whole map, `[height · tile, width · tile, 3]`, cells the agent sees in a brighter light.
  ///
  /// - Parameters:
  ///   - codes: room for the codes of the map; overwritten.
  ///   - seen: room for a truth for each cell; overwritten.
  func drawMap(
    size: Int, isSeeThrough: Bool, atlas: TileAtlas, codes: inout [UInt8], seen: inout [Bool],
    into pixels: inout MutableSpan<UInt8>
  ) {
    var codeSpan = codes.mutableSpan
    writeCells(into: &codeSpan)
    var seenSpan = seen.mutableSpan
    writeSeen(size: size, isSeeThrough: isSeeThrough, into: &seenSpan)
    atlas.draw(
      map: codes.span, height: grid.height, seen: seen.span,
      agent: (column: agent.x, row: agent.y, direction: Int(direction.rawValue)), into: &pixels)
  }

  /// Which cells of the map the agent sees, `[width, height]`.
  private func writeSeen(size: Int, isSeeThrough: Bool, into seen: inout MutableSpan<Bool>) {
    for index in seen.indices { seen[index] = false }
    let (dx, dy) = (direction.dx, direction.dy)
    var view = GridView(of: self, size: size, isSeeThrough: isSeeThrough)
    for row in 0..<size {
      view.forEachInNextRow(grid.cells.span) { column, cell in
        let aside = column - size / 2
        let position = GridPosition(agent.x + dx * row - dy * aside, agent.y + dy * row + dx * aside)
        if cell != .unseen && grid.contains(position) { seen[position.x * grid.height + position.y] = true }
      }
    }
  }
}
