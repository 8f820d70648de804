public import RLEnvironmentKit

extension MiniGrid {
  /// Two rooms with a locked door between them, a key in the agent's and a box to fetch in the other; a ball may stand
  /// in front of the door.
  public struct UnlockPickup: GridRules {
    private let isBlocked: Bool
    private var box = GridColor.red

    /// - Parameter isBlocked: a ball stands in front of the door.
    public init(isBlocked: Bool = false) { self.isBlocked = isBlocked }

    public var layout: GridLayout { GridLayout.twoRooms(stepLimit: isBlocked ? 576 : 288) }

    public var mission: String { "pick up the \(box.name) box" }

    public mutating func generate(_ scene: inout GridScene) {
      let (left, right) = (GridPosition(0, 0), GridPosition(1, 0))
      var rooms = RoomGrid(columns: 2, rows: 1, size: 6, &scene)
      box = scene.color()
      rooms.place(.box(box).marked, in: right, &scene)
      let color = scene.color()
      rooms.setDoor(.door(color, .locked), left, .right, &scene)
      if isBlocked { scene.grid[rooms.doorCell(left, .right).neighbor(.left)] = .ball(scene.color()) }
      rooms.place(.key(color), in: left, &scene)
      rooms.placeAgent(in: left, &scene)
    }

    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      scene.takeAndPickUpMarked(action)
    }

    public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      try archive.serialize(&box)
    }
  }
}

extension GridScene {
  /// The step of worlds where one picks up that very object, the one that is marked.
  mutating func takeAndPickUpMarked(_ action: GridAction) -> StepOutcome {
    var outcome = take(action)
    if action == .pickup && carried.isMarked {
      outcome.reward = successReward
      outcome.isTerminated = true
    }
    return outcome
  }
}
