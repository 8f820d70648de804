public import RLEnvironmentKit

/// MinAtar's Asterix: collect the gold and keep away from the enemies that cross the rows.
///
/// Reward 1 a piece of gold; the episode ends at an enemy. Observations are `[10, 10, 4]` planes of 0 and 1: player,
/// enemies, trail (the cell behind each thing that moves), gold.
///
/// Source: behavior of the Python package MinAtar 1.0.15, which this repeats seed for seed.
public struct MinAtarAsterix: Environment {
  var shell: MinAtarShell
  var game = Game()

  /// Makes a game in the state that seed 0 and a reset give.
  public init(options: MinAtarOptions = MinAtarOptions()) {
    shell = MinAtarShell(options: options, minimal: [.nothing, .left, .up, .right, .down])
  }

  /// Shape, actions and name; `minatar/asterix-full` with the full action set.
  public var spec: EnvironmentSpec {
    shell.spec(
      name: "minatar/asterix", summary: "Collect gold and dodge the enemies that cross the rows.",
      channels: Game.channels)
  }

  /// Restarts the random stream; the package's seeds are 0 ... 2³²−1, higher bits are ignored.
  ///
  /// As in the package the game and the last action stay as they are.
  public mutating func seed(_ seed: UInt64) {
    shell.seed(seed)
  }

  /// Starts an episode, always the same; the last action of the previous episode may stick.
  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    game = Game()
    game.write(into: &observation)
  }

  /// Takes one step; once the game is over a step changes nothing but the random stream and the last action.
  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    let action = shell.choose(action)
    let reward =
      game.isOver ? 0.0 : game.advance(action, isRamping: shell.options.isRamping, generator: &shell.generator)
    game.write(into: &observation)
    return StepOutcome(reward: reward, isTerminated: game.isOver, isTruncated: false)
  }

  /// Random stream, last action and game.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try shell.serialize(with: &archive)
    try game.serialize(with: &archive)
  }

  /// EpisodeAgent, gold, enemies and their trails, 160×160 pixels.
  public func draw(on picture: inout Picture) {
    let layers = [
      (2, RGB(52, 56, 70)), (3, RGB(255, 209, 102)), (1, RGB(226, 92, 92)), (0, RGB(222, 226, 235)),
    ]
    MinAtarShell.draw(on: &picture, channels: Game.channels, layers: layers) { game.write(into: &$0) }
  }
}

extension MinAtarAsterix {
  /// The rules, apart from the shell: small enough to be copied for nothing.
  struct Game: Sendable {
    static let channels = 4

    var x = 5
    /// Rows 0 and 9 are out of reach.
    var y = 5
    /// Bit i: something crosses row i + 1.
    var occupied: UInt8 = 0
    /// Bit i, where that is occupied: it is gold, not an enemy.
    var gold: UInt8 = 0
    /// Where the things are; of no meaning in rows without one.
    var columns = SIMD8<Int8>(repeating: 0)
    /// +1 to the right, −1 to the left.
    var directions = SIMD8<Int8>(repeating: 1)
    var spawnTimer = 10
    var moveTimer = 5
    /// How often the game grew harder, at most nine times.
    var level = 0
    private var rampTimer = 100
    private(set) var isOver = false

    /// Steps between two attempts to let something appear.
    private var spawnSpeed: Int { max(1, 10 - level) }
    /// Steps between two moves of everything but the player.
    private var moveSpeed: Int { max(1, 5 - level / 2) }

    mutating func advance(_ action: MinAtarAction, isRamping: Bool, generator: inout NumPyRandomState) -> Double {
      if spawnTimer == 0 {
        spawn(&generator)
        spawnTimer = spawnSpeed
      }
      switch action {
      case .left: x = max(0, x - 1)
      case .right: x = min(9, x + 1)
      case .up: y = max(1, y - 1)
      case .down: y = min(8, y + 1)
      default: break
      }
      var reward = meet()
      if moveTimer == 0 {
        moveTimer = moveSpeed
        moveThings()
        reward += meet()
      }
      spawnTimer -= 1
      moveTimer -= 1
      if isRamping { ramp() }
      return reward
    }

    /// Both draws are spent whether or not a slot is free.
    private mutating func spawn(_ generator: inout NumPyRandomState) {
      let isRightward = generator.rand() < 0.5
      let isGold = generator.rand() < 1.0 / 3
      if occupied == .max { return }
      var free = ~occupied
      for _ in 0..<generator.randint(free.nonzeroBitCount) { free &= free - 1 }
      let row = free.trailingZeroBitCount
      occupied |= 1 << UInt8(row)
      gold = isGold ? gold | 1 << UInt8(row) : gold & ~(1 << UInt8(row))
      columns[row] = isRightward ? 0 : 9
      directions[row] = isRightward ? 1 : -1
    }

    /// The reward of what stands on the player's cell.
    private mutating func meet() -> Double {
      let row: UInt8 = 1 << UInt8(y - 1)
      guard occupied & row != 0 && Int(columns[y - 1]) == x else { return 0 }
      if gold & row == 0 {
        isOver = true
        return 0
      }
      occupied &= ~row
      return 1
    }

    private mutating func moveThings() {
      columns &+= directions
      var rest = occupied
      while rest != 0 {
        let row = rest.trailingZeroBitCount
        if columns[row] < 0 || columns[row] > 9 { occupied &= ~(1 << UInt8(row)) }
        rest &= rest - 1
      }
    }

    private mutating func ramp() {
      if level == 9 { return }
      if rampTimer >= 0 {
        rampTimer -= 1
      } else {
        level += 1
        rampTimer = 100
      }
    }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      try archive.serialize(&x, in: 0...9)
      try archive.serialize(&y, in: 1...8)
      try archive.serialize(&occupied)
      try archive.serialize(&gold)
      for row in 0..<8 where occupied >> UInt8(row) & 1 == 1 {
        try archive.serialize(&columns[row], in: 0...9)
        try archive.serialize(&directions[row], in: -1...1)
        if directions[row] == 0 { throw archive.refuse("row \(row + 1) stands still") }
      }
      try archive.serialize(&spawnTimer, in: 0...10)
      try archive.serialize(&moveTimer, in: 0...5)
      try archive.serialize(&level, in: 0...9)
      try archive.serialize(&rampTimer, in: -1...100)
      try archive.serialize(&isOver)
    }

    func write(into observation: inout MutableSpan<UInt8>) {
      let channels = Game.channels
      precondition(observation.count == MinAtarShell.cells * channels, "\(observation.count) bytes for [10, 10, 4]")
      observation.update(repeating: 0)
      observation[(10 * y + x) * channels] = 1
      var rest = occupied
      while rest != 0 {
        let row = rest.trailingZeroBitCount
        let column = Int(columns[row])
        let cell = 10 * (row + 1) + column
        observation[cell * channels + (gold >> UInt8(row) & 1 == 1 ? 3 : 1)] = 1
        let trail = column - Int(directions[row])
        if 0 <= trail && trail < 10 { observation[(10 * (row + 1) + trail) * channels + 2] = 1 }
        rest &= rest - 1
      }
    }
  }
}
