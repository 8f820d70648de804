extension MiniGrid {
  /// A strip of lava that lies in one place while an agent learns and in another when it is tested.
  public struct DistShift: GridRules {
    private let secondRow: Int

    /// - Parameter secondRow: the row of the second strip, 2 or 5; the first lies in row 1.
    public init(secondRow: Int) {
      precondition((2...5).contains(secondRow), "lava in row \(secondRow)")
      self.secondRow = secondRow
    }

    public var layout: GridLayout { GridLayout(width: 9, height: 7, stepLimit: 252, isSeeThrough: true) }

    public var mission: String { "get to the green goal square" }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      scene.grid[7, 1] = .goal
      for row in [1, secondRow] { scene.grid.fill(GridArea(x: 3, y: row, width: 3, height: 1), .lava) }
      scene.putAgent(at: GridPosition(1, 1))
    }
  }
}
