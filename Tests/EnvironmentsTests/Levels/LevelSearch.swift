import RLEnvironmentKit

@testable import RLEnvironments

/// How far every state of a level is from its end with a reward, found by steps of the world itself, breadth first.
struct LevelSearch {
  /// A scene, with what is not as it was at first: index and content of each such cell, sorted.
  private struct Node {
    var scene: GridScene
    var changes: [UInt64] = []

    /// Notes whether a cell is as it was at first.
    mutating func compare(_ position: GridPosition, with first: GridScene) {
      let index = scene.grid.index(position)
      changes.removeAll { $0 >> 32 == UInt64(index) }
      let cell = scene.grid.cells[index]
      if cell != first.grid.cells[index] {
        changes.append(UInt64(index) << 32 | UInt64(cell.bits))
        changes.sort()
      }
    }
  }

  /// What decides the future, the clock and random numbers apart. Where keys lie that open nothing any more is left out.
  private struct State: Hashable {
    var agent: Int
    var direction: UInt8
    var carried: UInt32
    var changes: [UInt64]
  }

  private var level: Level
  private let first: GridScene
  /// Where doors are, in the grid.
  private let doors: [Int]
  /// What follows from an action: another state, the end with a reward, or neither.
  private enum Next: Equatable {
    case state(Int), success, failure
  }
  private var numbers: [State: Int] = [:]
  /// `[states][actions]`.
  private var graph: [[Next]] = []
  /// Fewest steps to a success, `[states]`; nil where there is none.
  private var distances: [Int?] = []

  /// Explores the level from all its starts.
  ///
  /// - Parameter first: a first scene; where the agent starts does not matter.
  init(_ level: Level, first: GridScene) {
    self.level = level
    self.first = first
    doors = first.grid.cells.indices.filter { first.grid.cells[$0].object == .door }
    var nodes: [Node] = []
    for start in level.starts where first.grid[start.position] == .empty {
      for direction in start.direction.map({ [$0] }) ?? GridDirection.allCases {
        _ = number(node(start.position, direction), &nodes)
      }
    }
    while graph.count < nodes.count {
      let node = nodes[graph.count]
      graph.append(level.layout.actions.map { next(node, $0, &nodes) })
    }
    measure()
  }

  private func node(_ position: GridPosition, _ direction: GridDirection) -> Node {
    var scene = first
    (scene.agent, scene.direction) = (position, direction)
    return Node(scene: scene)
  }

  private func state(_ node: Node) -> State {
    let scene = node.scene
    return State(
      agent: scene.grid.index(scene.agent), direction: scene.direction.rawValue, carried: scene.carried.bits,
      changes: node.changes.filter { !isUseless(scene.grid.cells[Int($0 >> 32)], in: scene) })
  }

  private mutating func number(_ node: Node, _ nodes: inout [Node]) -> Int {
    let state = state(node)
    if let known = numbers[state] { return known }
    numbers[state] = nodes.count
    nodes.append(node)
    return nodes.count - 1
  }

  private mutating func next(_ node: Node, _ action: GridAction, _ nodes: inout [Node]) -> Next {
    var next = node
    if isPointless(action, in: node.scene) { return .failure }
    next.scene.stepCount = 0
    let outcome = level.step(action, in: &next.scene)
    if outcome.isTerminated { return outcome.reward > 0 ? .success : .failure }
    // A step changes nothing but the cell ahead and the one entered.
    next.compare(node.scene.front, with: first)
    next.compare(next.scene.agent, with: first)
    return .state(number(next, &nodes))
  }

  /// What no shortest way needs, and what would multiply the states.
  private func isPointless(_ action: GridAction, in scene: GridScene) -> Bool {
    let ahead = scene.grid[scene.front]
    switch action {
    case .drop: return scene.carried.object == .key && !isUseless(scene.carried, in: scene)
    case .toggle: return ahead.object == .door && ahead.doorState == .open
    case .pickup: return ahead.object == .box
    default: return false
    }
  }

  /// Whether a cell is a key that opens nothing any more.
  private func isUseless(_ cell: GridCell, in scene: GridScene) -> Bool {
    guard cell.object == .key else { return false }
    return cell.isMarked || !doors.contains { scene.grid.cells[$0] == .door(cell.color, .locked) }
  }

  /// Walks back from the successes.
  private mutating func measure() {
    var sources = [[Int]](repeating: [], count: graph.count)
    for (index, nexts) in graph.enumerated() {
      for case .state(let next) in nexts { sources[next].append(index) }
    }
    distances = Array(repeating: nil, count: graph.count)
    var frontier = graph.indices.filter { graph[$0].contains(.success) }
    var distance = 1
    while !frontier.isEmpty {
      for index in frontier { distances[index] = distance }
      frontier = Set(frontier.flatMap { sources[$0] }).filter { distances[$0] == nil }
      distance += 1
    }
  }

  /// The starts from which a success takes more steps than there are.
  var unsolvedStarts: [Level.Start] {
    level.starts.filter { start in
      guard first.grid[start.position] == .empty else { return false }
      return (start.direction.map { [$0] } ?? GridDirection.allCases).contains {
        (distance(start.position, $0) ?? .max) > level.layout.stepLimit
      }
    }
  }

  /// Fewest steps to a success for an agent that has done nothing but walk.
  func distance(_ position: GridPosition, _ direction: GridDirection) -> Int? {
    number(position, direction).flatMap { distances[$0] }
  }

  /// The first actions of all shortest ways for an agent that has done nothing but walk.
  func bestActions(_ position: GridPosition, _ direction: GridDirection) -> Set<GridAction> {
    guard let number = number(position, direction), let distance = distances[number] else { return [] }
    return Set(
      zip(level.layout.actions, graph[number]).filter { _, next in
        switch next {
        case .success: distance == 1
        case .state(let after): distances[after] == distance - 1
        case .failure: false
        }
      }.map(\.0))
  }

  private func number(_ position: GridPosition, _ direction: GridDirection) -> Int? {
    numbers[state(node(position, direction))]
  }
}

extension Level {
  /// Every first scene there can be, apart from where the agent starts.
  var firstScenes: [GridScene] {
    var scene = GridScene(width: layout.width, height: layout.height, stepLimit: layout.stepLimit, sight: 2)
    lay(out: &scene)
    return withDraws(draws[...], in: scene)
  }

  private func withDraws(_ draws: ArraySlice<Draw>, in scene: GridScene) -> [GridScene] {
    guard let draw = draws.first else { return [scene] }
    return draw.positions.filter { scene.grid[$0] == .empty }.flatMap { position in
      var scene = scene
      scene.grid[position] = draw.cell
      return withDraws(draws.dropFirst(), in: scene)
    }
  }
}
