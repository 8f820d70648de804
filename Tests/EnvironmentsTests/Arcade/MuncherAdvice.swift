@testable import RLEnvironments

extension ArcadeMuncher: ScriptedGame {
  private static let cells = MuncherMaze.width * MuncherMaze.height

  /// Plays with a map: goes for the nearest pellet or frightened pursuer that can be had before any hunter is there.
  var advice: ArcadeAction {
    var hunters: [Int] = []
    var prey: Set<Int> = []
    for index in 0..<4 where pursuers[index].isOut {
      let cell = Self.number(of: pursuers[index].walker)
      if pursuers[index].isFrightened && fright > 90 { prey.insert(cell) } else { hunters.append(cell) }
    }
    let danger = distances(from: hunters)

    let start = Self.number(of: player)
    var first = [GridDirection?](repeating: nil, count: Self.cells)
    var distance = [Int](repeating: -1, count: Self.cells)
    var queue = [start]
    distance[start] = 0
    var safest = (direction: GridDirection.left, distance: -1)
    var next = 0
    while next < queue.count {
      let cell = queue[next]
      next += 1
      if let way = first[cell] {
        if danger[cell] > safest.distance { safest = (way, danger[cell]) }
        let (x, y) = (cell % MuncherMaze.width, cell / MuncherMaze.width)
        let isPellet = pellets[y] & MuncherMaze.bit(x) != 0 && (prey.isEmpty || distance[cell] < 3)
        if isPellet || prey.contains(cell) { return way.action }
      }
      for (direction, neighbor) in neighbors(of: cell)
      where distance[neighbor] < 0 && danger[neighbor] > distance[cell] + 3 {
        distance[neighbor] = distance[cell] + 1
        first[neighbor] = first[cell] ?? direction
        queue.append(neighbor)
      }
    }
    if safest.distance >= 0 { return safest.direction.action }
    // Nowhere is safe: away from the nearest hunter.
    return neighbors(of: start).max { danger[$0.cell] < danger[$1.cell] }?.direction.action ?? .nothing
  }

  private static func number(of walker: Walker) -> Int { walker.nearest.y * MuncherMaze.width + walker.nearest.x }

  private func neighbors(of cell: Int) -> [(direction: GridDirection, cell: Int)] {
    let (x, y) = (cell % MuncherMaze.width, cell / MuncherMaze.width)
    // Straight on first: of two ways as good, the one that takes no turning.
    return (0..<4).map { GridDirection(number: player.heading.rawValue + $0) }
      .filter { maze.isOpen(x + $0.dx, y + $0.dy) }
      .map { ($0, (y + $0.dy) * MuncherMaze.width + MuncherMaze.wrap(x + $0.dx)) }
  }

  /// How many cells each cell is away from the nearest of some; 1000 without any.
  private func distances(from starts: [Int]) -> [Int] {
    var distance = [Int](repeating: 1000, count: Self.cells)
    var queue = starts
    for cell in starts { distance[cell] = 0 }
    var next = 0
    while next < queue.count {
      for (_, neighbor) in neighbors(of: queue[next]) where distance[neighbor] == 1000 {
        distance[neighbor] = distance[queue[next]] + 1
        queue.append(neighbor)
      }
      next += 1
    }
    return distance
  }
}

extension GridDirection {
  /// The stick pushed that way.
  var action: ArcadeAction {
    switch self {
    case .up: .up
    case .right: .right
    case .down: .down
    case .left: .left
    }
  }
}
