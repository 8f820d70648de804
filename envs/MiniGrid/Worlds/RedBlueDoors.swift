public import RLEnvironmentKit

extension MiniGrid {
  /// A room with a red door on the left and a blue one on the right, to be opened in this order.
  public struct RedBlueDoors: GridRules {
    private let size: Int
    private var red = GridScene.nowhere
    private var blue = GridScene.nowhere

    /// - Parameter size: cells on a side of the middle room: even, at least 4.
    public init(size: Int) {
      precondition(size % 2 == 0 && size >= 4, "a size of \(size)")
      self.size = size
    }

    public var layout: GridLayout { GridLayout(width: 2 * size, height: size, stepLimit: 20 * size * size) }

    public var mission: String { "open the red door then the blue door" }

    public mutating func generate(_ scene: inout GridScene) {
      let room = GridArea(x: size / 2, y: 0, width: size, height: size)
      scene.grid.wallBorder()
      scene.grid.wall(around: room)
      scene.placeAgent(in: room)
      red = GridPosition(room.x, scene.int(1, size - 1))
      scene.grid[red] = .door(.red, .closed)
      blue = GridPosition(room.x + size - 1, scene.int(1, size - 1))
      scene.grid[blue] = .door(.blue, .closed)
    }

    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      let wasRedOpen = scene.isOpen(red)
      let wasBlueOpen = scene.isOpen(blue)
      var outcome = scene.take(action)
      if scene.isOpen(blue) {
        outcome.reward = wasRedOpen ? scene.successReward : 0
        outcome.isTerminated = true
      } else if scene.isOpen(red) && wasBlueOpen {
        outcome.reward = 0
        outcome.isTerminated = true
      }
      return outcome
    }

    public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      try red.serialize(with: &archive, on: scene.grid)
      try blue.serialize(with: &archive, on: scene.grid)
    }
  }
}

extension GridScene {
  /// Whether the door in a cell is open.
  func isOpen(_ door: GridPosition) -> Bool { grid[door].doorState == .open }
}
