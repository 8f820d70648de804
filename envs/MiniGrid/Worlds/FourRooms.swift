extension MiniGrid {
  /// Four rooms joined by a gap in each wall; agent and goal are anywhere.
  public struct FourRooms: GridRules {
    public init() {}

    public var layout: GridLayout { GridLayout(width: 19, height: 19, stepLimit: 100) }

    public var mission: String { "reach the goal" }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      scene.grid.fill(GridArea(x: 9, y: 0, width: 1, height: 9), .wall)
      scene.grid[9, scene.int(1, 9)] = .empty
      scene.grid.fill(GridArea(x: 0, y: 9, width: 9, height: 1), .wall)
      scene.grid[scene.int(1, 9), 9] = .empty
      scene.grid.fill(GridArea(x: 9, y: 9, width: 9, height: 1), .wall)
      scene.grid[scene.int(10, 18), 9] = .empty
      scene.grid.fill(GridArea(x: 9, y: 9, width: 1, height: 9), .wall)
      scene.grid[9, scene.int(10, 18)] = .empty
      scene.placeAgent()
      scene.place(.goal)
    }
  }
}
