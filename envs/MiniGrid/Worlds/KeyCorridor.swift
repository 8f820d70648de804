public import RLEnvironmentKit

extension MiniGrid {
  /// A corridor with rooms on both sides: the ball is in a locked one, the key in another.
  public struct KeyCorridor: GridRules {
    private let size: Int
    private let rows: Int
    private var ball = GridColor.red

    /// - Parameters:
    ///   - size: cells on a side of a room, walls included, at least 3.
    ///   - rows: rooms on each side of the corridor, 1 to 3.
    public init(size: Int, rows: Int) {
      precondition(size >= 3 && (1...3).contains(rows), "\(rows) rows of rooms of \(size)")
      self.size = size
      self.rows = rows
    }

    public var layout: GridLayout {
      GridLayout(
        width: RoomGrid.side(3, size: size), height: RoomGrid.side(rows, size: size), stepLimit: 30 * size * size)
    }

    public var mission: String { "pick up the \(ball.name) ball" }

    public mutating func generate(_ scene: inout GridScene) {
      var rooms = RoomGrid(columns: 3, rows: rows, size: size, &scene)
      for row in 1..<max(rows, 1) { rooms.removeWall(GridPosition(1, row), .up, &scene) }

      let locked = GridPosition(2, scene.int(0, rows))
      let color = scene.color()
      rooms.setDoor(.door(color, .locked), locked, .left, &scene)
      ball = scene.color()
      rooms.place(.ball(ball).marked, in: locked, &scene)
      rooms.place(.key(color), in: GridPosition(0, scene.int(0, rows)), &scene)
      let start = GridPosition(1, rows / 2)
      rooms.placeAgent(in: start, &scene)
      rooms.connect(from: start, &scene)
    }

    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      scene.takeAndPickUpMarked(action)
    }

    public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      try archive.serialize(&ball)
    }
  }
}
