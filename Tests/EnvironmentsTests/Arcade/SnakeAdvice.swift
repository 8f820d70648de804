@testable import RLEnvironments

extension ArcadeSnake: ScriptedGame {
  /// Takes the shortest way to the nearest apple over free cells that leaves room for the body; else toward most room.
  var advice: ArcadeAction {
    var best: (cost: Int, way: GridDirection)?
    for way in GridDirection.allCases where way != heading.opposite && isFree(body.head.neighbor(way)) {
      let (distance, room) = search(from: body.head.neighbor(way))
      let cost = room > body.count ? distance : 1000 - room
      if best.map({ cost < $0.cost }) ?? true { best = (cost, way) }
    }
    return best?.way.action ?? .nothing
  }

  private func isFree(_ cell: Cell) -> Bool { !field.isWall(cell) && !body.contains(cell) }

  /// Cells to the nearest apple, 500 without one, and how many cells can be reached.
  private func search(from start: Cell) -> (distance: Int, room: Int) {
    var seen = [Bool](repeating: false, count: Field.width * Field.height)
    for index in 0..<body.count { seen[body[index].y * Field.width + body[index].x] = true }
    var queue = [(cell: start, distance: 0)]
    var nearest = 500
    var next = 0
    while next < queue.count {
      let (cell, distance) = queue[next]
      next += 1
      for index in apples.indices where apples[index] == cell { nearest = min(nearest, distance) }
      for direction in GridDirection.allCases {
        let neighbor = cell.neighbor(direction)
        let number = neighbor.y * Field.width + neighbor.x
        if seen[number] || field.isWall(neighbor) { continue }
        seen[number] = true
        queue.append((neighbor, distance + 1))
      }
    }
    return (nearest, queue.count)
  }
}
