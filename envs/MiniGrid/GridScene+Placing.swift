internal import RLEnvironmentKit

/// The draws that maps are made with, and where things may be put.
extension GridScene {
  /// A number in `low ..< high`; nothing is consumed where there is only one.
  mutating func int(_ low: Int, _ high: Int) -> Int { generator.integers(low, high) }

  /// One of the elements.
  mutating func pick<let count: Int, Element>(_ elements: InlineArray<count, Element>) -> Element {
    elements[int(0, count)]
  }

  /// Any of the six colors.
  mutating func color() -> GridColor { pick(GridColor.alphabetical) }

  /// The whole map.
  var everywhere: GridArea { GridArea(x: 0, y: 0, width: grid.width, height: grid.height) }

  /// Puts an object somewhere in an area.
  ///
  /// Cells are drawn, walls among them, until one is empty, not the agent's, and not rejected.
  ///
  /// - Parameter area: may reach beyond the map.
  /// - Returns: where it was put.
  @discardableResult
  mutating func place(
    _ cell: GridCell, in area: GridArea, unless isRejected: (GridPosition) -> Bool = { _ in false }
  ) -> GridPosition {
    while true {
      let position = draw(in: area)
      if isFree(position) && !isRejected(position) {
        grid[position] = cell
        return position
      }
    }
  }

  /// Puts an object somewhere on the map.
  @discardableResult
  mutating func place(_ cell: GridCell) -> GridPosition { place(cell, in: everywhere) }

  /// Puts the agent somewhere in an area, looking anywhere.
  mutating func placeAgent(in area: GridArea) {
    agent = GridScene.nowhere
    agent = place(.empty, in: area)
    direction = GridDirection(number: int(0, 4))
  }

  /// Puts the agent somewhere on the map, looking anywhere.
  mutating func placeAgent() { placeAgent(in: everywhere) }

  /// A cell of an area, as far as it lies on the map; column first.
  mutating func draw(in area: GridArea) -> GridPosition {
    let (left, top) = (max(area.x, 0), max(area.y, 0))
    let x = int(left, min(left + area.width, grid.width))
    return GridPosition(x, int(top, min(top + area.height, grid.height)))
  }

  /// Whether something may be put there.
  func isFree(_ position: GridPosition) -> Bool { grid[position] == .empty && position != agent }
}

extension GridScene {
  /// One of the colors of a set.
  mutating func pick(_ colors: GridColors) -> GridColor { colors[int(0, colors.count)] }

  /// One of those colors; it is none of them any more.
  mutating func take(from colors: inout GridColors) -> GridColor {
    let color = pick(colors)
    colors.remove(color)
    return color
  }

  /// Puts the first `count` numbers in a random order.
  mutating func shuffle(_ numbers: inout InlineArray<32, UInt8>, count: Int) {
    var all = numbers.mutableSpan
    var span = all._mutatingExtracting(0..<count)
    generator.shuffle(&span)
  }

  /// Puts the agent in a cell, looking to the right.
  mutating func putAgent(at position: GridPosition) {
    agent = position
    direction = .right
  }
}
