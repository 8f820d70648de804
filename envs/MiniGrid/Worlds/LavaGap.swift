extension MiniGrid {
  /// A column of lava with one gap between the agent and the goal.
  public struct LavaGap: GridRules {
    private let size: Int

    /// - Parameter size: cells on a side, at least 5.
    public init(size: Int) {
      precondition(size >= 5, "a size of \(size)")
      self.size = size
    }

    public var layout: GridLayout { GridLayout(width: size, height: size, stepLimit: 4 * size * size) }

    public var mission: String { "avoid the lava and get to the green goal square" }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      scene.putAgent(at: GridPosition(1, 1))
      scene.grid[size - 2, size - 2] = .goal
      let column = scene.int(2, size - 2)
      let gap = scene.int(1, size - 1)
      scene.grid.fill(GridArea(x: column, y: 1, width: 1, height: size - 2), .lava)
      scene.grid[column, gap] = .empty
    }
  }
}
