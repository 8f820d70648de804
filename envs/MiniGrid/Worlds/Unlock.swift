public import RLEnvironmentKit

extension MiniGrid {
  /// Two rooms with a locked door between them; the key lies in the agent's.
  public struct Unlock: GridRules {
    private var door = GridScene.nowhere

    public init() {}

    public var layout: GridLayout { GridLayout.twoRooms(stepLimit: 288) }

    public var mission: String { "open the door" }

    public mutating func generate(_ scene: inout GridScene) {
      let (left, side) = (GridPosition(0, 0), GridDirection.right)
      var rooms = RoomGrid(columns: 2, rows: 1, size: 6, &scene)
      let color = scene.color()
      rooms.setDoor(.door(color, .locked), left, side, &scene)
      rooms.place(.key(color), in: left, &scene)
      rooms.placeAgent(in: left, &scene)
      door = rooms.doorCell(left, side)
    }

    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      var outcome = scene.take(action)
      if action == .toggle && scene.isOpen(door) {
        outcome.reward = scene.successReward
        outcome.isTerminated = true
      }
      return outcome
    }

    public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      try door.serialize(with: &archive, on: scene.grid)
    }
  }
}

extension GridLayout {
  /// Two rooms of six cells a side next to each other.
  static func twoRooms(stepLimit: Int) -> GridLayout {
    GridLayout(width: RoomGrid.side(2, size: 6), height: 6, stepLimit: stepLimit)
  }
}
