internal import RLEnvironmentKit

extension MiniGrid {
  /// Rivers of lava, or walls, across the map, each with one crossing on the way to the goal.
  public struct Crossing: GridRules {
    /// What a river is made of.
    public enum Obstacle: Sendable {
      case lava, wall
    }

    private let size: Int
    private let rivers: Int
    private let obstacle: Obstacle

    /// - Parameters:
    ///   - size: cells on a side: odd, 5 to 35.
    ///   - rivers: at most as many as there is room for, two for every two cells.
    public init(size: Int, rivers: Int, obstacle: Obstacle) {
      precondition(size % 2 == 1 && (5...35).contains(size), "a size of \(size)")
      precondition((0...size - 3).contains(rivers), "\(rivers) rivers in a size of \(size)")
      self.size = size
      self.rivers = rivers
      self.obstacle = obstacle
    }

    public var layout: GridLayout { GridLayout(width: size, height: size, stepLimit: 4 * size * size) }

    public var mission: String {
      switch obstacle {
      case .lava: "avoid the lava and get to the green goal square"
      case .wall: "find the opening and get to the green goal square"
      }
    }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      scene.putAgent(at: GridPosition(1, 1))
      scene.grid[size - 2, size - 2] = .goal

      // Rivers can run at 2, 4, …; first the vertical ones, then the horizontal ones.
      let places = (size - 3) / 2
      var order = InlineArray<32, UInt8> { UInt8(truncatingIfNeeded: $0) }
      scene.shuffle(&order, count: 2 * places)
      var vertical = RiverSet()
      var horizontal = RiverSet()
      for index in 0..<rivers {
        let river = Int(order[index])
        if river < places { vertical.insert(2 + 2 * river) } else { horizontal.insert(2 + 2 * (river - places)) }
      }
      let cell = obstacle == .lava ? GridCell.lava : .wall
      for x in 0..<size where vertical.contains(x) {
        scene.grid.fill(GridArea(x: x, y: 1, width: 1, height: size - 2), cell)
      }
      for y in 0..<size where horizontal.contains(y) {
        scene.grid.fill(GridArea(x: 1, y: y, width: size - 2, height: 1), cell)
      }

      // A path of moves over the rivers: across a vertical one to the right (1), across a horizontal one down (0).
      var path = InlineArray<32, UInt8> { $0 < vertical.count ? 1 : 0 }
      scene.shuffle(&path, count: rivers)
      var (left, right) = (0, vertical.next(after: 0, or: size - 1))
      var (top, bottom) = (0, horizontal.next(after: 0, or: size - 1))
      for index in 0..<rivers {
        if path[index] == 1 {
          scene.grid[right, scene.int(top + 1, bottom)] = .empty
          (left, right) = (right, vertical.next(after: right, or: size - 1))
        } else {
          scene.grid[scene.int(left + 1, right), bottom] = .empty
          (top, bottom) = (bottom, horizontal.next(after: bottom, or: size - 1))
        }
      }
    }

    /// Columns or rows a river runs along.
    private struct RiverSet {
      private var bits: UInt64 = 0

      var count: Int { bits.nonzeroBitCount }
      mutating func insert(_ line: Int) { bits |= 1 << UInt64(line) }
      func contains(_ line: Int) -> Bool { bits >> UInt64(line) & 1 != 0 }

      /// The first one beyond a line, or `end` if there is none.
      func next(after line: Int, or end: Int) -> Int {
        let rest = bits >> UInt64(line + 1)
        return rest == 0 ? end : line + 1 + rest.trailingZeroBitCount
      }
    }
  }
}
