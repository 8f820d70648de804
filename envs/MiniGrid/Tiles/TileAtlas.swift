import RLEnvironmentKit

/// Every tile a MiniGrid world can show, drawn once for one tile size; a picture is then copied together from blocks.
///
/// Tiles are painted at three times their size and averaged down.
///
/// Source: pictures of the Python package minigrid 3.2.0, which these equal byte for byte.
struct TileAtlas: Sendable {
  /// Tiles of 8 pixels, the size of RGB observations.
  static let observed = TileAtlas(size: 8)
  /// Tiles of 32 pixels, the size of pictures for people.
  static let displayed = TileAtlas(size: 32)

  /// Pixels a side.
  let size: Int
  /// `[looks, 5, 6, 2, size, size, 3]`: looks, the agent's absence and four directions, colors, plain and highlighted.
  private let bytes: [UInt8]

  /// The look's number by object and state, `[10, 3]`; unseen cells look empty.
  private static let looks: [UInt8] = (0..<30).map { code in
    let look = TileLook(object: max(1, code / 3), state: code / 3 == 4 ? code % 3 : 0)
    return UInt8(TileLook.all.firstIndex(of: look) ?? 0)
  }

  /// Draws all tiles.
  ///
  /// - Parameter size: pixels a side, at least 1.
  init(size: Int) {
    precondition(size > 0, "tiles of \(size) pixels")
    self.size = size
    let palettes = (0..<6).flatMap { color in
      [false, true].map { TileInk.palette(color: color, isHighlighted: $0) }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(TileLook.all.count * 5 * palettes.count * size * size * 3)
    for look in TileLook.all {
      var canvas = TileCanvas(size: size)
      for figure in look.figures { canvas.paint(figure.shape, figure.ink) }
      for direction in [nil, 0, 1, 2, 3] {
        var canvas = canvas
        if let direction { canvas.paint(.arrow(quarterTurns: direction), .agent) }
        for palette in palettes { canvas.appendPixels(palette, to: &bytes) }
      }
    }
    self.bytes = bytes
  }

  /// The number of a tile, for ``copy(_:column:row:columns:into:)``.
  ///
  /// - Parameters:
  ///   - object: MiniGrid's number, 0 ... 9; an unseen cell (0) is drawn as an empty one (1).
  ///   - color: 0 ... 5.
  ///   - state: 0 ... 2, of doors.
  ///   - direction: where an agent in this cell looks, 0 ... 3; nil without one.
  ///   - isHighlighted: whether the agent sees the cell.
  @inline(__always)
  static func tile(object: Int, color: Int, state: Int, agent direction: Int?, isHighlighted: Bool) -> Int {
    precondition(
      (0..<10).contains(object) && (0..<6).contains(color) && (0..<3).contains(state)
        && (0..<4).contains(direction ?? 0),
      "no tile shows the code (\(object), \(color), \(state)) with an agent looking \(direction ?? 0)")
    let variant = (direction.map { $0 + 1 } ?? 0) * 6 + color
    return (Int(looks[object * 3 + state]) * 30 + variant) * 2 + (isHighlighted ? 1 : 0)
  }

  /// Copies a tile into a picture.
  ///
  /// - Parameters:
  ///   - tile: its number.
  ///   - column, row: where, in tiles.
  ///   - columns: the picture's width in tiles.
  ///   - pixels: `[rows · size, columns · size, 3]`.
  @inline(__always)
  func copy(_ tile: Int, column: Int, row: Int, columns: Int, into pixels: inout MutableSpan<UInt8>) {
    let width = 3 * size
    let stride = columns * width
    var target = row * size * stride + column * width
    var source = tile * size * width
    for _ in 0..<size {
      let from = bytes.span.extracting(source..<source + width)
      var to = pixels._mutatingExtracting(target..<target + width)
      for index in 0..<width { to[index] = from[index] }
      source += width
      target += stride
    }
  }

  /// Draws a whole map, as the package's `RGBImgObsWrapper` and `render` do.
  ///
  /// - Parameters:
  ///   - map: `[width, height, 3]`, codes by column, then row; the agent is none of them.
  ///   - height: of the map, in cells.
  ///   - seen: `[width, height]`, the cells the agent sees: they are highlighted.
  ///   - agent: its cell and where it looks, 0 ... 3.
  ///   - pixels: `[height · size, width · size, 3]`; all bytes are overwritten.
  func draw(
    map: Span<UInt8>, height: Int, seen: Span<Bool>, agent: (column: Int, row: Int, direction: Int),
    into pixels: inout MutableSpan<UInt8>
  ) {
    precondition(
      map.count == seen.count * 3 && seen.count % height == 0 && pixels.count == map.count * size * size,
      "\(map.count) codes, \(seen.count) cells and \(pixels.count) bytes for a map \(height) cells high")
    let width = seen.count / height
    for column in 0..<width {
      for row in 0..<height {
        let cell = column * height + row
        let tile = TileAtlas.tile(
          object: Int(map[cell * 3]), color: Int(map[cell * 3 + 1]), state: Int(map[cell * 3 + 2]),
          agent: column == agent.column && row == agent.row ? agent.direction : nil, isHighlighted: seen[cell])
        copy(tile, column: column, row: row, columns: width, into: &pixels)
      }
    }
  }

  /// Draws what an agent sees, as the package's `RGBImgPartialObsWrapper` does: the agent below, looking up.
  ///
  /// - Parameters:
  ///   - view: `[side, side, 3]`, codes by column, then row; cells not seen are 0, 0, 0.
  ///   - side: odd.
  ///   - pixels: `[side · size, side · size, 3]`; all bytes are overwritten.
  func draw(view: Span<UInt8>, side: Int, into pixels: inout MutableSpan<UInt8>) {
    precondition(
      view.count == side * side * 3 && pixels.count == view.count * size * size,
      "\(view.count) codes and \(pixels.count) bytes for a view of \(side) cells a side")
    for column in 0..<side {
      for row in 0..<side {
        let cell = (column * side + row) * 3
        let object = Int(view[cell])
        let tile = TileAtlas.tile(
          object: object, color: Int(view[cell + 1]), state: Int(view[cell + 2]),
          agent: row == side - 1 && column == side / 2 ? 3 : nil, isHighlighted: object != 0)
        copy(tile, column: column, row: row, columns: side, into: &pixels)
      }
    }
  }
}
