public import RLEnvironmentKit

extension MiniGrid {
  /// A room with a door in each wall; the agent must go to the one of the given colour and say that it is done.
  public struct GoToDoor: GridRules {
    private let size: Int
    private var target = GridScene.nowhere
    private var colour = GridColour.red

    /// - Parameter size: cells on a side of the largest room, at least 5.
    public init(size: Int) {
      precondition(size >= 5, "a size of \(size)")
      self.size = size
    }

    public var layout: GridLayout {
      GridLayout(width: size, height: size, stepLimit: 4 * size * size, isSeeThrough: true)
    }

    public var mission: String { "go to the \(colour.name) door" }

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
      var free = GridColours.all
      for door in doors.indices {
        var colour = scene.colour()
        while !free.contains(colour) { colour = scene.colour() }
        free.remove(colour)
        scene.grid[doors[door]] = .door(colour, .closed)
      }
      scene.placeAgent(in: room)
      target = scene.pick(doors)
      colour = scene.grid[target].colour
    }

    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      scene.takeAndEnd(action, beside: target)
    }

    public mutating func exchange(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      try target.exchange(with: &archive, on: scene.grid)
      try archive.exchange(&colour)
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
