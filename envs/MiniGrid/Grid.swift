internal import RLEnvironmentKit

/// The cells of a map, with a margin of wall around them as wide as an agent can see.
///
/// Thanks to the margin a view is read without asking whether a cell lies on the map.
public struct Grid: Sendable {
  /// Cells in a row.
  public let width: Int
  /// Cells in a column.
  public let height: Int
  /// From a cell to the one below it, in ``cells``.
  let stride: Int
  private let margin: Int
  /// Row-major, margin included.
  private(set) var cells: [GridCell]

  /// An empty map.
  ///
  /// - Parameters:
  ///   - width: at least 1.
  ///   - height: at least 1.
  ///   - sight: how many cells ahead an agent sees.
  init(width: Int, height: Int, sight: Int) {
    precondition(width > 0 && height > 0 && sight > 0, "a map of \(width)×\(height) cells, \(sight) in sight")
    self.width = width
    self.height = height
    margin = sight
    stride = width + 2 * sight
    cells = Array(repeating: .wall, count: stride * (height + 2 * sight))
    clear()
  }

  /// Whether a cell lies on the map.
  @inline(__always)
  public func contains(_ position: GridPosition) -> Bool {
    0 <= position.x && position.x < width && 0 <= position.y && position.y < height
  }

  /// The place of a cell in ``cells``. It may lie off the map by up to the margin.
  @inline(__always)
  func index(_ position: GridPosition) -> Int { (position.y + margin) * stride + position.x + margin }

  /// A cell of the map; off the map, by up to the margin, one finds walls.
  ///
  /// - Precondition: what is changed lies on the map.
  public subscript(position: GridPosition) -> GridCell {
    @inline(__always) get { cells[index(position)] }
    @inline(__always) set {
      precondition(contains(position), "(\(position.x), \(position.y)) is not on a map of \(width)×\(height) cells")
      cells[index(position)] = newValue
    }
  }

  /// As above, by column and row.
  public subscript(x: Int, y: Int) -> GridCell {
    @inline(__always) get { self[GridPosition(x, y)] }
    @inline(__always) set { self[GridPosition(x, y)] = newValue }
  }

  /// Shows every cell to an archive.
  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    for y in 0..<height {
      for x in 0..<width { try cells[index(GridPosition(x, y))].serialize(with: &archive) }
    }
  }

  /// Empties every cell.
  mutating func clear() { fill(GridArea(x: 0, y: 0, width: width, height: height), .empty) }

  /// Sets every cell of a rectangle on the map.
  mutating func fill(_ area: GridArea, _ cell: GridCell) {
    precondition(
      area.x >= 0 && area.y >= 0 && area.x + area.width <= width && area.y + area.height <= height,
      "\(area) is not on a map of \(width)×\(height) cells")
    for y in 0..<max(area.height, 0) {
      let start = index(GridPosition(area.x, area.y + y))
      for x in 0..<max(area.width, 0) { cells[start + x] = cell }
    }
  }

  /// Walls along the four edges of a rectangle.
  mutating func wall(around area: GridArea) {
    fill(GridArea(x: area.x, y: area.y, width: area.width, height: 1), .wall)
    fill(GridArea(x: area.x, y: area.y + area.height - 1, width: area.width, height: 1), .wall)
    fill(GridArea(x: area.x, y: area.y, width: 1, height: area.height), .wall)
    fill(GridArea(x: area.x + area.width - 1, y: area.y, width: 1, height: area.height), .wall)
  }

  /// Walls along the edges of the map.
  mutating func wallBorder() { wall(around: GridArea(x: 0, y: 0, width: width, height: height)) }
}
