public import RLEnvironmentKit

extension MiniGrid {
  /// Rooms behind locked doors, with keys in boxes and balls in the way; the blue ball is to be fetched.
  public struct ObstructedMaze: GridRules {
    /// How the rooms are furnished.
    public enum Version: Sendable {
      /// As first released: a ball put in front of a door may wipe out a key.
      case original
      /// Keys are laid out after the balls.
      case fixed
    }

    /// The map.
    private enum Plan {
      case twoRooms
      /// Three by three rooms, of which the middle one leads to the first `quarters` around it.
      case nineRooms(quarters: Int, start: GridPosition, stepLimit: Int, version: Version)
    }

    private let plan: Plan
    private let isHidden: Bool
    private let isBlocked: Bool

    /// Two rooms with a locked door between them.
    ///
    /// - Parameters:
    ///   - isHidden: the key is in a box.
    ///   - isBlocked: a ball stands in front of the door.
    public init(isHidden: Bool, isBlocked: Bool) {
      plan = .twoRooms
      self.isHidden = isHidden
      self.isBlocked = isBlocked
    }

    /// Nine rooms.
    ///
    /// - Parameters:
    ///   - quarters: sides of the middle room with a door, 1 to 4.
    ///   - startsInMiddle: the agent starts in the middle room, else in the one to the right of it.
    ///   - stepLimit: steps after which an episode is truncated.
    ///   - version: how the rooms are furnished.
    ///   - isHidden: keys are in boxes.
    ///   - isBlocked: a ball stands in front of every locked door.
    public init(
      quarters: Int, startsInMiddle: Bool, stepLimit: Int, version: Version = .original, isHidden: Bool = true,
      isBlocked: Bool = true
    ) {
      precondition((1...4).contains(quarters), "\(quarters) quarters")
      let start = GridPosition(startsInMiddle ? 1 : 2, 1)
      plan = .nineRooms(quarters: quarters, start: start, stepLimit: stepLimit, version: version)
      self.isHidden = isHidden
      self.isBlocked = isBlocked
    }

    public var layout: GridLayout {
      switch plan {
      case .twoRooms: GridLayout.twoRooms(stepLimit: 288)
      case .nineRooms(_, _, let stepLimit, _):
        GridLayout(width: RoomGrid.side(3, size: 6), height: RoomGrid.side(3, size: 6), stepLimit: stepLimit)
      }
    }

    public var mission: String { "pick up the blue ball" }

    public mutating func generate(_ scene: inout GridScene) {
      switch plan {
      case .twoRooms: generateTwoRooms(&scene)
      case .nineRooms(let quarters, let start, _, let version):
        generateNineRooms(quarters: quarters, start: start, version: version, &scene)
      }
    }

    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      scene.takeAndPickUpMarked(action)
    }

    private func generateTwoRooms(_ scene: inout GridScene) {
      let (left, right) = (GridPosition(0, 0), GridPosition(1, 0))
      var rooms = RoomGrid(columns: 2, rows: 1, size: 6, &scene)
      let colors = doorColors(&scene)
      lock(left, .right, colors[0], &rooms, &scene)
      hide(keyTo: colors[0], in: left, rooms, &scene)
      rooms.place(.ball(.blue).marked, in: right, &scene)
      rooms.placeAgent(in: left, &scene)
    }

    private func generateNineRooms(quarters: Int, start: GridPosition, version: Version, _ scene: inout GridScene) {
      let middle = GridPosition(1, 1)
      let corners: InlineArray<4, GridPosition> = [
        GridPosition(2, 0), GridPosition(2, 2), GridPosition(0, 2), GridPosition(0, 0),
      ]
      var rooms = RoomGrid(columns: 3, rows: 3, size: 6, &scene)
      let colors = doorColors(&scene)
      for number in 0..<quarters {
        let side = GridDirection(number: number)
        let room = middle.neighbor(side)
        rooms.setDoor(.door(colors[number], .closed), middle, side, &scene)
        let (before, after) = (colors[(number + 5) % 6], colors[(number + 1) % 6])
        lock(room, side.turnedLeft, before, &rooms, &scene)
        if version == .original { hide(keyTo: before, in: room, rooms, &scene) }
        lock(room, side.turnedRight, after, &rooms, &scene)
        if version == .fixed { hide(keyTo: before, in: room, rooms, &scene) }
        hide(keyTo: after, in: room, rooms, &scene)
      }
      rooms.place(.ball(.blue).marked, in: corners[scene.int(0, quarters)], &scene)
      rooms.placeAgent(in: start, &scene)
    }

    /// The six colors in a random order.
    private func doorColors(_ scene: inout GridScene) -> InlineArray<6, GridColor> {
      var free = GridColors.all
      return InlineArray { _ in scene.take(from: &free) }
    }

    /// A locked door, and the ball in front of it, whatever stood there.
    private func lock(
      _ room: GridPosition, _ side: GridDirection, _ color: GridColor, _ rooms: inout RoomGrid,
      _ scene: inout GridScene
    ) {
      rooms.setDoor(.door(color, .locked), room, side, &scene)
      if isBlocked { scene.grid[rooms.doorCell(room, side).neighbor(side.opposite)] = .ball(.green) }
    }

    /// A key somewhere in a room, or a box with the key in it.
    private func hide(keyTo color: GridColor, in room: GridPosition, _ rooms: RoomGrid, _ scene: inout GridScene) {
      rooms.place(isHidden ? .box(.grey, containing: .key(color)) : .key(color), in: room, &scene)
    }
  }
}
