internal import RLEnvironmentKit

/// Rows and columns of equal rooms with shared walls, while a map is made of them. A room is named by its column and row.
struct RoomGrid {
  private let columns: Int
  private let rows: Int
  private let size: Int
  /// Where a door in the right wall of a room would be.
  private var rightDoors = InlineArray<9, GridPosition>(repeating: GridScene.nowhere)
  /// Where a door in the lower wall of a room would be.
  private var lowerDoors = InlineArray<9, GridPosition>(repeating: GridScene.nowhere)
  /// Sides of a room where one may pass, if need be through a door: bit `direction`.
  private var links = InlineArray<9, UInt8>(repeating: 0)
  /// The rooms that can be reached from a room: bit `index`.
  private var reachable = InlineArray<9, UInt16> { 1 << UInt16($0) }
  private var lockedRooms: UInt16 = 0

  /// Cells in a row, or in a column, of `count` rooms.
  static func side(_ count: Int, size: Int) -> Int { count * (size - 1) + 1 }

  /// Builds the walls and draws where doors would be. The agent is provisionally in the middle.
  ///
  /// - Parameters:
  ///   - columns: rooms in a row, 1 to 3.
  ///   - rows: rooms in a column, 1 to 3.
  ///   - size: cells on a side of a room, walls included, at least 3.
  init(columns: Int, rows: Int, size: Int, _ scene: inout GridScene) {
    precondition(
      (1...3).contains(columns) && (1...3).contains(rows) && size >= 3, "\(columns)×\(rows) rooms of \(size)")
    self.columns = columns
    self.rows = rows
    self.size = size
    for row in 0..<rows {
      for column in 0..<columns { scene.grid.wall(around: area(GridPosition(column, row))) }
    }
    for row in 0..<rows {
      for column in 0..<columns {
        let area = area(GridPosition(column, row))
        let (last, bottom) = (area.x + size - 1, area.y + size - 1)
        if column < columns - 1 {
          rightDoors[row * columns + column] = GridPosition(last, scene.int(area.y + 1, bottom))
        }
        if row < rows - 1 {
          lowerDoors[row * columns + column] = GridPosition(scene.int(area.x + 1, last), bottom)
        }
      }
    }
    let middle = area(GridPosition(columns / 2, rows / 2))
    scene.putAgent(at: GridPosition(middle.x + size / 2, middle.y + size / 2))
  }

  /// The cells of a room, walls included.
  func area(_ room: GridPosition) -> GridArea {
    GridArea(x: room.x * (size - 1), y: room.y * (size - 1), width: size, height: size)
  }

  /// Whether there is such a room.
  func contains(_ room: GridPosition) -> Bool {
    0 <= room.x && room.x < columns && 0 <= room.y && room.y < rows
  }

  /// Where the door on a side of a room is, or would be.
  func doorCell(_ room: GridPosition, _ side: GridDirection) -> GridPosition {
    switch side {
    case .right: rightDoors[index(room)]
    case .down: lowerDoors[index(room)]
    case .left, .up: doorCell(room.neighbor(side), side.opposite)
    }
  }

  /// Puts an object somewhere in a room, but not next to the agent's provisional cell.
  func place(_ cell: GridCell, in room: GridPosition, _ scene: inout GridScene) {
    let agent = scene.agent
    scene.place(cell, in: area(room)) { abs($0.x - agent.x) + abs($0.y - agent.y) < 2 }
  }

  /// Puts a door in a side of a room.
  mutating func setDoor(_ door: GridCell, _ room: GridPosition, _ side: GridDirection, _ scene: inout GridScene) {
    // Only the room it is opened from counts as locked.
    let bit: UInt16 = 1 << UInt16(index(room))
    lockedRooms = door.doorState == .locked ? lockedRooms | bit : lockedRooms & ~bit
    scene.grid[doorCell(room, side)] = door
    link(room, side)
  }

  /// Takes the wall on a side of a room away, corners excepted.
  mutating func removeWall(_ room: GridPosition, _ side: GridDirection, _ scene: inout GridScene) {
    let area = area(room)
    let wall =
      switch side {
      case .right: GridArea(x: area.x + size - 1, y: area.y + 1, width: 1, height: size - 2)
      case .down: GridArea(x: area.x + 1, y: area.y + size - 1, width: size - 2, height: 1)
      case .left: GridArea(x: area.x, y: area.y + 1, width: 1, height: size - 2)
      case .up: GridArea(x: area.x + 1, y: area.y, width: size - 2, height: 1)
      }
    scene.grid.fill(wall, .empty)
    link(room, side)
  }

  /// Puts the agent somewhere in a room, looking at an empty cell or a wall.
  func placeAgent(in room: GridPosition, _ scene: inout GridScene) {
    repeat {
      scene.placeAgent(in: area(room))
    } while !(scene.grid[scene.front] == .empty || scene.grid[scene.front] == .wall)
  }

  /// Puts closed doors in random places until every room can be reached from one, locked doors being no hindrance.
  /// Rooms counted as locked get no further door.
  mutating func connect(from start: GridPosition, _ scene: inout GridScene) {
    let all: UInt16 = 1 << UInt16(columns * rows) - 1
    while reachable[index(start)] != all {
      let room = GridPosition(scene.int(0, columns), scene.int(0, rows))
      let side = GridDirection(number: scene.int(0, 4))
      let next = room.neighbor(side)
      if contains(next) && !isLinked(room, side) && !isLocked(room) && !isLocked(next) {
        setDoor(.door(scene.color(), .closed), room, side, &scene)
      }
    }
  }

  private func index(_ room: GridPosition) -> Int { room.y * columns + room.x }

  private func isLinked(_ room: GridPosition, _ side: GridDirection) -> Bool {
    links[index(room)] >> side.rawValue & 1 != 0
  }

  private func isLocked(_ room: GridPosition) -> Bool { lockedRooms >> UInt16(index(room)) & 1 != 0 }

  private mutating func link(_ room: GridPosition, _ side: GridDirection) {
    let (one, other) = (index(room), index(room.neighbor(side)))
    links[one] |= 1 << side.rawValue
    links[other] |= 1 << side.opposite.rawValue
    let joined = reachable[one] | reachable[other]
    for room in 0..<columns * rows where joined >> UInt16(room) & 1 != 0 { reachable[room] = joined }
  }
}
