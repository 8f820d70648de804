internal import RLEnvironmentKit

extension MiniGrid {
  /// A chain of rooms joined by closed doors; the goal is in the last one.
  public struct MultiRoom: GridRules {
    private let rooms: Int
    private let largest: Int

    /// - Parameters:
    ///   - rooms: rooms in the chain, 1 to 6.
    ///   - largest: cells on the longest side of a room, walls included, 4 to 10.
    public init(rooms: Int, largest: Int) {
      precondition((1...6).contains(rooms) && (4...10).contains(largest), "\(rooms) rooms of up to \(largest) cells")
      self.rooms = rooms
      self.largest = largest
    }

    private static let side = 25

    public var layout: GridLayout { GridLayout(width: Self.side, height: Self.side, stepLimit: 20 * rooms) }

    public var mission: String { "traverse the rooms to get to the goal" }

    public mutating func generate(_ scene: inout GridScene) {
      var best = Chain()
      while best.count < rooms {
        var chain = Chain()
        let entry = GridPosition(scene.int(0, Self.side - 2), scene.int(0, Self.side - 2))
        _ = grow(rooms, &chain, from: .left, at: entry, &scene)
        if chain.count > best.count { best = chain }
      }

      var previous: GridColor?
      for index in 0..<rooms {
        let room = best[index]
        scene.grid.wall(around: room.area)
        if index > 0 {
          var colors = GridColors.all
          if let previous { colors.remove(previous) }
          let color = scene.pick(colors)
          scene.grid[room.entry] = .door(color, .closed)
          previous = color
        }
      }
      scene.placeAgent(in: best[0].area)
      scene.place(.goal, in: best[rooms - 1].area)
    }

    /// Adds up to `left` rooms to a chain, the first of them entered through a door in one of its walls.
    ///
    /// - Parameter wall: the side of the room that `entry` lies on.
    /// - Returns: false if the first of them finds no room; true also where the chain stays short.
    private func grow(
      _ left: Int, _ chain: inout Chain, from wall: GridDirection, at entry: GridPosition, _ scene: inout GridScene
    ) -> Bool {
      let width = scene.int(4, largest + 1)
      let height = scene.int(4, largest + 1)
      var corner = entry
      if chain.count > 0 {
        switch wall {
        case .right:
          corner = GridPosition(entry.x - width + 1, scene.int(entry.y - height + 2, entry.y))
        case .down:
          corner = GridPosition(scene.int(entry.x - width + 2, entry.x), entry.y - height + 1)
        case .left: corner.y = scene.int(entry.y - height + 2, entry.y)
        case .up: corner.x = scene.int(entry.x - width + 2, entry.x)
        }
      }
      let area = GridArea(x: corner.x, y: corner.y, width: width, height: height)
      // The package's test of the lower edge is stricter than that of the right one.
      guard area.x >= 0 && area.y >= 0 && area.x + width <= Self.side && area.y + height < Self.side else {
        return false
      }
      // The last room is the one the door leads from.
      for index in 0..<max(chain.count - 1, 0) where !area.isClear(of: chain[index].area) { return false }
      chain.append(Room(area: area, entry: entry))
      if left == 1 { return true }

      for _ in 0..<8 {
        // One of the three other walls, in ascending order.
        let choice = scene.int(0, 3)
        let exitWall = GridDirection(number: choice < Int(wall.rawValue) ? choice : choice + 1)
        let exit =
          switch exitWall {
          case .right: GridPosition(area.x + width - 1, area.y + scene.int(1, height - 1))
          case .down: GridPosition(area.x + scene.int(1, width - 1), area.y + height - 1)
          case .left: GridPosition(area.x, area.y + scene.int(1, height - 1))
          case .up: GridPosition(area.x + scene.int(1, width - 1), area.y)
          }
        if grow(left - 1, &chain, from: exitWall.opposite, at: exit, &scene) { break }
      }
      return true
    }

    private struct Room: BitwiseCopyable {
      var area: GridArea
      /// The cell of the entry door; the first room has none.
      var entry: GridPosition
    }

    private struct Chain {
      private(set) var count = 0
      private var rooms = InlineArray<6, Room>(
        repeating: Room(area: GridArea(x: 0, y: 0, width: 0, height: 0), entry: GridScene.nowhere))

      subscript(index: Int) -> Room { rooms[index] }

      mutating func append(_ room: Room) {
        rooms[count] = room
        count += 1
      }
    }
  }
}

extension GridArea {
  /// The package's test that two rooms do not meet; it wants a cell more on one side than on the other.
  fileprivate func isClear(of other: GridArea) -> Bool {
    x + width < other.x || other.x + other.width <= x || y + height < other.y || other.y + other.height <= y
  }
}
