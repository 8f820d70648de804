public import RLEnvironmentKit

extension MiniGrid {
  /// A thing is seen at the start; at the end of a hallway one must turn to the one that is like it.
  public struct Memory: GridRules {
    private let size: Int
    private let isRandom: Bool
    private var good = GridScene.nowhere
    private var bad = GridScene.nowhere

    /// - Parameters:
    ///   - size: cells on a side: odd, at least 7.
    ///   - isRandom: the length of the hallway is drawn.
    public init(size: Int, isRandom: Bool = false) {
      precondition(size % 2 == 1 && size >= 7, "a size of \(size)")
      self.size = size
      self.isRandom = isRandom
    }

    public var layout: GridLayout { GridLayout(width: size, height: size, stepLimit: 5 * size * size) }

    public var mission: String { "go to the matching object at the end of the hallway" }

    public mutating func generate(_ scene: inout GridScene) {
      let middle = size / 2
      scene.grid.wallBorder()
      let end = isRandom ? scene.int(4, size - 2) : size - 3
      for side in [-1, 1] {
        scene.grid.fill(GridArea(x: 1, y: middle + 2 * side, width: 4, height: 1), .wall)
        scene.grid.fill(GridArea(x: 4, y: middle + side, width: end - 4, height: 1), .wall)
      }
      scene.grid.fill(GridArea(x: end, y: 0, width: 1, height: size), .wall)
      scene.grid[end, middle] = .empty
      scene.grid.fill(GridArea(x: end + 2, y: 0, width: 1, height: size), .wall)

      scene.putAgent(at: GridPosition(scene.int(1, end + 1), middle))
      let shown = scene.pick([.key, .ball] as InlineArray<2, GridObject>)
      scene.grid[1, middle - 1] = .thing(shown, .green)
      let upper = scene.pick([.ball, .key] as InlineArray<2, GridObject>)
      scene.grid[end + 1, middle - 2] = .thing(upper, .green)
      scene.grid[end + 1, middle + 2] = .thing(upper == .ball ? .key : .ball, .green)
      let isUpper = shown == upper
      good = GridPosition(end + 1, isUpper ? middle - 1 : middle + 1)
      bad = GridPosition(end + 1, isUpper ? middle + 1 : middle - 1)
    }

    /// Nothing is picked up; the episode ends next to either thing.
    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      var outcome = scene.take(action == .pickup ? .toggle : action)
      if scene.agent == good {
        outcome.reward = scene.successReward
        outcome.isTerminated = true
      } else if scene.agent == bad {
        outcome.reward = 0
        outcome.isTerminated = true
      }
      return outcome
    }

    public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      try good.serialize(with: &archive, on: scene.grid)
      try bad.serialize(with: &archive, on: scene.grid)
    }
  }
}
