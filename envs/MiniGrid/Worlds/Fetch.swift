public import RLEnvironmentKit

extension MiniGrid {
  /// A room with keys and balls; the agent must pick up the one in its mission and no other.
  public struct Fetch: GridRules {
    private let size: Int
    private let count: Int
    private var target = GridCell.empty
    private var phrase = 0

    private static let phrases: InlineArray<5, StaticString> = [
      "get a", "go get a", "fetch a", "go fetch a", "you must fetch a",
    ]

    /// - Parameters:
    ///   - size: cells on a side, at least 5.
    ///   - count: things in the room, 1 to 4.
    public init(size: Int, count: Int) {
      precondition(size >= 5 && (1...4).contains(count), "\(count) things in a size of \(size)")
      self.size = size
      self.count = count
    }

    public var layout: GridLayout {
      GridLayout(width: size, height: size, stepLimit: 5 * size * size, isSeeThrough: true)
    }

    public var mission: String { "\(Self.phrases[phrase]) \(target.name)" }

    public mutating func generate(_ scene: inout GridScene) {
      scene.grid.wallBorder()
      var things = GridThings()
      for _ in 0..<count {
        let cell = scene.thing(among: [.key, .ball])
        things.append(cell, at: scene.place(cell))
      }
      scene.placeAgent()
      target = things.cells[scene.int(0, count)]
      phrase = scene.int(0, Self.phrases.count)
    }

    /// The episode ends with anything picked up; one of the same kind and color is as good.
    public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
      var outcome = scene.take(action)
      if scene.carried != .empty {
        outcome.reward = scene.carried.looksLike(target) ? scene.successReward : 0
        outcome.isTerminated = true
      }
      return outcome
    }

    public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {
      try target.serialize(with: &archive)
      try archive.serialize(&phrase, in: 0...Self.phrases.count - 1)
    }
  }
}
