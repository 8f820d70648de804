public import RLEnvironmentKit

extension MiniGrid {
  /// A room with two things; the agent must go to the one in its mission and report that it is done.
  public struct GoToObject: GridRules {
    private let size: Int
    private var target = GridScene.nowhere
    private var thing = GridCell.empty

    /// - Parameter size: cells on a side, at least 5.
    public init(size: Int) {
      precondition(size >= 5, "a size of \(size)")
      self.size = size
    }

    public var layout: GridLayout {
      GridLayout(width: size, height: size, stepLimit: 5 * size * size, isSeeThrough: true)
    }

    public var mission: String { "go to the \(thing.name)" }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      var things = GridThings()
      while things.count < 2 {
        let cell = scene.thing(among: [.key, .ball, .box])
        if !things.contains(cell) { things.append(cell, at: scene.place(cell)) }
      }
      scene.placeAgent()
      let choice = scene.int(0, 2)
      (thing, target) = (things.cells[choice], things.positions[choice])
    }

    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      scene.takeAndEnd(action, beside: target)
    }

    public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      try target.serialize(with: &archive, on: scene.grid)
      try thing.serialize(with: &archive)
    }
  }
}
