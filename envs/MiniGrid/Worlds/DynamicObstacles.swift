public import RLEnvironmentKit

extension MiniGrid {
  /// One room with a goal, and balls that wander about; bumping into anything ends the episode.
  public struct DynamicObstacles: GridRules {
    private let size: Int
    private let isRandom: Bool
    private let count: Int
    /// Where the balls are, in the order they were placed; the first `count` are in use.
    private var balls = InlineArray<8, GridPosition>(repeating: GridScene.nowhere)

    /// - Parameters:
    ///   - size: cells on a side, at least 5.
    ///   - count: balls, at most 8 and no more than half the size.
    ///   - isRandom: the agent starts anywhere instead of in the near corner.
    public init(size: Int, count: Int, isRandom: Bool = false) {
      precondition(size >= 5, "a size of \(size)")
      precondition((0...min(8, size / 2)).contains(count), "\(count) balls in a size of \(size)")
      self.size = size
      self.count = count
      self.isRandom = isRandom
    }

    public var layout: GridLayout {
      GridLayout(
        width: size, height: size, stepLimit: 4 * size * size, isSeeThrough: true, actions: [.left, .right, .forward])
    }

    public var mission: String { "get to the green goal square" }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      scene.grid[size - 2, size - 2] = .goal
      if isRandom { scene.placeAgent() } else { scene.putAgent(at: GridPosition(1, 1)) }
      for index in 0..<count { balls[index] = scene.place(.ball(.blue)) }
    }

    /// The balls move before the agent does, and what stood in its way before they moved still counts.
    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      let ahead = scene.grid[scene.front].object
      let isBlocked = ahead != .empty && ahead != .goal
      for index in 0..<count { move(&balls[index], in: &scene) }
      var outcome = scene.take(action)
      if action == .forward && isBlocked {
        outcome.reward = -1
        outcome.isTerminated = true
      }
      return outcome
    }

    public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      for index in 0..<count {
        try balls[index].serialize(with: &archive, on: scene.grid)
        if scene.grid[balls[index]] != .ball(.blue) { throw archive.refuse("a ball is not where it should be") }
      }
    }

    /// Moves a ball to one of the cells around it; it stays where 101 draws find none.
    private func move(_ ball: inout GridPosition, in scene: inout GridScene) {
      let around = GridArea(x: ball.x - 1, y: ball.y - 1, width: 3, height: 3)
      for _ in 0..<101 {
        let position = scene.draw(in: around)
        if scene.isFree(position) {
          scene.grid[position] = .ball(.blue)
          scene.grid[ball] = .empty
          ball = position
          return
        }
      }
    }
  }
}
