public import RLEnvironmentKit

extension MiniGrid {
  /// A room with things; the agent must put one of them down next to another.
  public struct PutNear: GridRules {
    private let size: Int
    private let count: Int
    private var moved = GridCell.empty
    private var target = GridCell.empty
    /// Where the target was at the beginning.
    private var targetPosition = GridScene.nowhere

    /// - Parameters:
    ///   - size: cells on a side, at least 6.
    ///   - count: things in the room, 2 or 3.
    public init(size: Int, count: Int) {
      precondition(size >= 6 && (2...3).contains(count), "\(count) things in a size of \(size)")
      self.size = size
      self.count = count
    }

    public var layout: GridLayout {
      GridLayout(width: size, height: size, stepLimit: 5 * size, isSeeThrough: true)
    }

    public var mission: String { "put the \(moved.name) near the \(target.name)" }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      var things = GridThings()
      while things.count < count {
        let cell = scene.thing(among: [.key, .ball, .box])
        if !things.contains(cell) {
          things.append(cell, at: scene.place(cell, in: scene.everywhere) { things.isAnyNear($0) })
        }
      }
      scene.placeAgent()
      let movedIndex = scene.int(0, count)
      var targetIndex = scene.int(0, count)
      while targetIndex == movedIndex { targetIndex = scene.int(0, count) }
      moved = things.cells[movedIndex]
      (target, targetPosition) = (things.cells[targetIndex], things.positions[targetIndex])
    }

    /// The episode ends with the wrong thing picked up, or with whatever is carried dropped, or tried to.
    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      let carried = scene.carried
      var outcome = scene.take(action)
      if action == .pickup && scene.carried != .empty && !scene.carried.looksLike(moved) {
        outcome.isTerminated = true
      }
      if action == .drop && carried != .empty {
        let isDown = scene.carried == .empty
        outcome.isTerminated = true
        if isDown && scene.front.isNear(targetPosition) { outcome.reward = scene.successReward }
      }
      return outcome
    }

    public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      try moved.serialize(with: &archive)
      try target.serialize(with: &archive)
      try targetPosition.serialize(with: &archive, on: scene.grid)
    }
  }
}
