public import RLEnvironmentKit

extension MiniGrid {
  /// Six rooms along a corridor: the goal is in the locked one, the key in another.
  public struct LockedRoom: GridRules {
    private var locked = GridColor.red
    private var keeper = GridColor.red

    public init() {}

    public var layout: GridLayout { GridLayout(width: 19, height: 19, stepLimit: 190) }

    public var mission: String {
      "get the \(locked.name) key from the \(keeper.name) room, unlock the \(locked.name) door and go to the goal"
    }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      for column in [7, 11] { scene.grid.fill(GridArea(x: column, y: 0, width: 1, height: 19), .wall) }
      for row in [0, 6, 12] {
        scene.grid.fill(GridArea(x: 0, y: row, width: 7, height: 1), .wall)
        scene.grid.fill(GridArea(x: 11, y: row, width: 8, height: 1), .wall)
      }

      let lockedRoom = scene.int(0, 6)
      scene.grid[scene.cell(inRoom: lockedRoom)] = .goal
      var free = GridColors.all
      var colors = InlineArray<6, GridColor>(repeating: .red)
      for room in 0..<6 {
        colors[room] = scene.take(from: &free)
        // Even rooms lie on the left of the corridor, odd ones on the right.
        let door = GridPosition(room % 2 == 0 ? 7 : 11, room / 2 * 6 + 3)
        scene.grid[door] = .door(colors[room], room == lockedRoom ? .locked : .closed)
      }
      var keyRoom = scene.int(0, 6)
      while keyRoom == lockedRoom { keyRoom = scene.int(0, 6) }
      (locked, keeper) = (colors[lockedRoom], colors[keyRoom])
      scene.grid[scene.cell(inRoom: keyRoom)] = .key(locked)
      scene.placeAgent(in: GridArea(x: 7, y: 0, width: 4, height: 19))
    }

    public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      try archive.serialize(&locked)
      try archive.serialize(&keeper)
    }
  }
}

extension GridScene {
  fileprivate mutating func cell(inRoom room: Int) -> GridPosition {
    let corner = GridPosition(room % 2 == 0 ? 0 : 11, room / 2 * 6)
    let x = int(corner.x + 1, corner.x + 7)
    return GridPosition(x, int(corner.y + 1, corner.y + 6))
  }
}
