/// What a map must have to be played.
extension LevelMap {
  /// Checks that there is a start, a goal, a key to every lock, room for every draw, and a way.
  func check(goals: Level.Goals) throws(LevelError) {
    if starts.isEmpty { throw error(.noStart) }
    if !cells.contains(.goal) && !draws.contains(where: { $0.cell == .goal }) { throw error(.noGoal) }
    try checkKeys()
    try checkRoom()
    try checkWays(goals)
  }

  private func checkKeys() throws(LevelError) {
    let things = cells + draws.map(\.cell)
    let keys = things + things.compactMap(\.content)
    for (index, cell) in cells.enumerated() {
      if cell.object == .door && cell.doorState == .locked && !cell.isMarked && !keys.contains(.key(cell.color)) {
        throw error(.noKey(color: cell.color.name), index / width, index % width)
      }
    }
  }

  /// Whatever the other draws take, one cell is left for each: there are more cells than other draws that reach them.
  private func checkRoom() throws(LevelError) {
    let takers = [("start", Set(starts.map(\.position)))] + zip(names, draws).map { ($0, Set($1.positions)) }
    for (index, taker) in takers.enumerated() {
      let others = takers.indices.count { $0 != index && !takers[$0].1.isDisjoint(with: taker.1) }
      if taker.1.count <= others, let first = (index == 0 ? starts[0].position : draws[index - 1].positions.first) {
        throw error(.tooFewCells(cells: taker.1.count, thing: taker.0, others: others), first.y, first.x)
      }
    }
  }

  /// From every start there is a way to the goals that decide an episode, doors, balls and boxes apart.
  private func checkWays(_ goals: Level.Goals) throws(LevelError) {
    let areas = self.areas
    func area(_ position: GridPosition) -> Int { areas[position.y * width + position.x] }
    let certain =
      cells.indices.filter { cells[$0] == .goal }.map { Set([areas[$0]]) }
      + draws.filter { $0.cell == .goal }.map { Set($0.positions.map(area)) }
    for start in starts {
      let here: Set = [area(start.position)]
      let isFine = goals == .any ? certain.contains(here) : certain.allSatisfy { $0 == here }
      if !isFine {
        throw error(.unreachableGoals(isEvery: goals == .all), start.position.y, start.position.x)
      }
    }
  }

  /// Numbers the areas that walls, lava and what does not open or ends the episode keep apart; those themselves are 0.
  private var areas: [Int] {
    var areas = [Int](repeating: 0, count: cells.count)
    var count = 0
    for index in cells.indices where areas[index] == 0 && isPassable(cells[index]) {
      count += 1
      var open = [index]
      areas[index] = count
      while let here = open.popLast() {
        // The edge is wall, so a cell that can be passed has four neighbors.
        for next in [here - 1, here + 1, here - width, here + width]
        where areas[next] == 0 && isPassable(cells[next]) {
          areas[next] = count
          open.append(next)
        }
      }
    }
    return areas
  }

  private func isPassable(_ cell: GridCell) -> Bool {
    switch cell.object {
    case .wall, .lava: false
    case .door, .goal: !cell.isMarked
    default: true
    }
  }
}

extension [Int] {
  /// The number that comes most often, the first of several.
  var mostCommon: Int {
    var counts: [Int: Int] = [:]
    for number in self { counts[number, default: 0] += 1 }
    let most = counts.values.max()
    return first { counts[$0] == most } ?? 0
  }
}

extension [Character] {
  /// Without the spaces at its end.
  var trimmed: [Character] { Array(prefix((lastIndex { $0 != " " } ?? -1) + 1)) }
}
