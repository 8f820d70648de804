extension MiniGrid {
  /// Two rooms with a locked door between them; the key lies in the first, the goal in the second.
  public struct DoorKey: GridRules {
    private let size: Int

    /// - Parameter size: cells on a side, at least 5.
    public init(size: Int) {
      precondition(size >= 5, "a size of \(size)")
      self.size = size
    }

    public var layout: GridLayout { GridLayout(width: size, height: size, stepLimit: 10 * size * size) }

    public var mission: String { "use the key to open the door and then get to the goal" }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      scene.grid[size - 2, size - 2] = .goal
      let column = scene.int(2, size - 2)
      scene.grid.fill(GridArea(x: column, y: 0, width: 1, height: size), .wall)
      let left = GridArea(x: 0, y: 0, width: column, height: size)
      scene.placeAgent(in: left)
      scene.grid[column, scene.int(1, size - 2)] = .door(.yellow, .locked)
      scene.place(.key(.yellow), in: left)
    }
  }
}
