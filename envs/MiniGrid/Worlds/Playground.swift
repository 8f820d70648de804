extension MiniGrid {
  /// Nine rooms full of things, and nothing to achieve.
  public struct Playground: GridRules {
    public init() {}

    public var layout: GridLayout { GridLayout(width: 19, height: 19, stepLimit: 100) }

    public var mission: String { "" }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      for y in stride(from: 0, to: 18, by: 6) {
        for x in stride(from: 0, to: 18, by: 6) {
          if x < 12 {
            scene.grid.fill(GridArea(x: x + 6, y: y, width: 1, height: 6), .wall)
            let door = GridPosition(x + 6, scene.int(y + 1, y + 5))
            scene.grid[door] = .door(scene.color(), .closed)
          }
          if y < 12 {
            scene.grid.fill(GridArea(x: x, y: y + 6, width: 6, height: 1), .wall)
            let door = GridPosition(scene.int(x + 1, x + 5), y + 6)
            scene.grid[door] = .door(scene.color(), .closed)
          }
        }
      }
      scene.placeAgent()
      for _ in 0..<12 {
        let thing = scene.thing(among: [.key, .ball, .box])
        scene.place(thing)
      }
    }
  }
}
