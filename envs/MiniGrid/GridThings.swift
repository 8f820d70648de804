/// A few things on a map and where they were put, while the map is made.
struct GridThings {
  private(set) var count = 0
  private(set) var cells = InlineArray<4, GridCell>(repeating: .empty)
  private(set) var positions = InlineArray<4, GridPosition>(repeating: GridScene.nowhere)

  mutating func append(_ cell: GridCell, at position: GridPosition) {
    cells[count] = cell
    positions[count] = position
    count += 1
  }

  func contains(_ cell: GridCell) -> Bool {
    for index in 0..<count where cells[index] == cell { return true }
    return false
  }

  /// Whether a thing lies in that cell or in one of the eight around it.
  func isAnyNear(_ position: GridPosition) -> Bool {
    for index in 0..<count where positions[index].isNear(position) { return true }
    return false
  }
}

extension GridScene {
  /// A thing of one of the kinds, of any color.
  mutating func thing<let count: Int>(among kinds: InlineArray<count, GridObject>) -> GridCell {
    let kind = pick(kinds)
    return .thing(kind, color())
  }
}
