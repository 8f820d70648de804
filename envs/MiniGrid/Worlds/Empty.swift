extension MiniGrid {
  /// One room with a goal in the far corner.
  public struct Empty: GridRules {
    private let size: Int
    private let isRandom: Bool

    /// - Parameters:
    ///   - size: cells on a side, at least 4.
    ///   - isRandom: the agent starts anywhere instead of in the near corner.
    public init(size: Int, isRandom: Bool = false) {
      precondition(size >= 4, "a size of \(size)")
      self.size = size
      self.isRandom = isRandom
    }

    public var layout: GridLayout {
      GridLayout(width: size, height: size, stepLimit: 4 * size * size, isSeeThrough: true)
    }

    public var mission: String { "get to the green goal square" }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      scene.grid[size - 2, size - 2] = .goal
      if isRandom { scene.placeAgent() } else { scene.putAgent(at: GridPosition(1, 1)) }
    }
  }
}
