public import RLEnvironmentKit

extension MiniGrid {
  /// A room with a door in each wall; the agent must go to the one of the given color and say that it is done.
  public struct GoToDoor: GridRules {
    private let size: Int
    private var target = GridScene.nowhere
    private var color = GridColor.red

    /// - Parameter size: cells on a side of the largest room, at least 5.
    public init(size: Int) {
      precondition(size >= 5, "a size of \(size)")
      self.size = size
    }

    public var layout: GridLayout {
      GridLayout(width: size, height: size, stepLimit: 4 * size * size, isSeeThrough: true)
    }

    public var mission: String { "go to the \(color.name) door" }

    public mutating func generate(_ scene: inout GridScene) {
      let width = scene.int(5, size + 1)
      let height = scene.int(5, size + 1)
      let room = GridArea(x: 0, y: 0, width: width, height: height)
      scene.grid.wall(around: room)
      let doors: InlineArray<4, GridPosition> = [
        GridPosition(scene.int(2, width - 2), 0),
        GridPosition(scene.int(2, width - 2), height - 1),
        GridPosition(0, scene.int(2, height - 2)),
        GridPosition(width - 1, scene.int(2, height - 2)),
      ]
      var free = GridColors.all
      for door in doors.indices {
        var color = scene.color()
        while !free.contains(color) { color = scene.color() }
        free.remove(color)
        scene.grid[doors[door]] = .door(color, .closed)
      }
      scene.placeAgent(in: room)
      target = scene.pick(doors)
      color = scene.grid[target].color
    }

    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      scene.takeAndEnd(action, beside: target)
    }

    public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      try target.serialize(with: &archive, on: scene.grid)
      try archive.serialize(&color)
    }
  }
}

extension GridScene {
  /// The step of worlds where one goes to a cell: toggling ends the episode, being done beside the cell is a success.
  mutating func takeAndEnd(_ action: GridAction, beside target: GridPosition) -> StepOutcome {
    var outcome = take(action)
    if action == .toggle || action == .done { outcome.isTerminated = true }
    if action == .done && agent.isBeside(target) { outcome.reward = successReward }
    return outcome
  }
}
