public import RLEnvironmentKit

/// MinAtar's Space Invaders: a cannon under a block of aliens that march down and shoot back.
///
/// Reward 1 an alien; the episode ends when a bullet or an alien reaches the cannon, or the aliens the bottom.
/// Observations are `[10, 10, 6]` planes of 0 and 1: cannon, aliens, aliens again while marching left, aliens again
/// while marching right, own bullets, enemy bullets.
///
/// Source: behavior of the Python package MinAtar 1.0.15, which this repeats seed for seed.
public struct MinAtarSpaceInvaders: Environment {
  var shell: MinAtarShell
  var game = Game()

  /// Makes a game in the state that seed 0 and a reset give.
  public init(options: MinAtarOptions = MinAtarOptions()) {
    shell = MinAtarShell(options: options, minimal: [.nothing, .left, .right, .fire])
  }

  /// Shape, actions and name; `minatar/space-invaders-full` with the full action set.
  public var spec: EnvironmentSpec {
    shell.spec(
      name: "minatar/space-invaders", summary: "Shoot down aliens that march closer and shoot back.",
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
    let reward = game.isOver ? 0.0 : game.advance(action, isRamping: shell.options.isRamping)
    game.write(into: &observation)
    return StepOutcome(reward: reward, isTerminated: game.isOver, isTruncated: false)
  }

  /// Random stream, last action and game.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try shell.serialize(with: &archive)
    try game.serialize(with: &archive)
  }

  /// Cannon, aliens and bullets, 160×160 pixels.
  public func draw(on picture: inout Picture) {
    let layers = [(1, RGB(120, 200, 120)), (4, RGB(255, 209, 102)), (5, RGB(226, 92, 92)), (0, RGB(222, 226, 235))]
    MinAtarShell.draw(on: &picture, channels: Game.channels, layers: layers) { game.write(into: &$0) }
  }
}

extension MinAtarSpaceInvaders {
  /// The rules, apart from the shell: small enough to be copied for nothing.
  struct Game: Sendable {
    /// A 10×10 map, bit `10 y + x` for column x of row y: a row up or down is a shift by ten.
    typealias Map = UInt128

    static let channels = 6
    /// Rows 0 to 3, columns 2 to 7.
    static let wave: Map = (0..<4).reduce(0) { $0 | (0b00_1111_1100 as Map) << ($1 * 10) }
    private static let board: Map = (1 << 100) - 1
    private static let bottomRow: Map = ((1 << 10) - 1) << 90
    private static let leftColumn: Map = (0..<10).reduce(0) { $0 | (1 as Map) << ($1 * 10) }
    private static let rightColumn = leftColumn << 9

    var aliens = wave
    var ownBullets: Map = 0
    var enemyBullets: Map = 0
    var cannon = 5
    var isMarchingLeft = true
    /// Steps between two moves of the aliens; grows shorter with each wave where the game ramps.
    var moveInterval = 12
    var moveTimer = 12
    private var shotTimer = 10
    private var coolDown = 0
    private(set) var isOver = false

    mutating func advance(_ action: MinAtarAction, isRamping: Bool) -> Double {
      switch action {
      case .fire where coolDown == 0:
        ownBullets |= cannonCell
        coolDown = 5
      case .left: cannon = max(0, cannon - 1)
      case .right: cannon = min(9, cannon + 1)
      default: break
      }
      ownBullets >>= 10
      enemyBullets = (enemyBullets << 10) & Game.board
      if (enemyBullets | aliens) & cannonCell != 0 { isOver = true }

      if moveTimer == 0 { march() }
      if shotTimer == 0 {
        shotTimer = 10
        enemyBullets |= shooter
      }

      let hits = aliens & ownBullets
      aliens ^= hits
      ownBullets ^= hits
      if coolDown > 0 { coolDown -= 1 }
      moveTimer -= 1
      shotTimer -= 1
      if aliens == 0 {
        if moveInterval > 6 && isRamping { moveInterval -= 1 }
        aliens = Game.wave
      }
      return Double(hits.nonzeroBitCount)
    }

    private var cannonCell: Map { 1 << (90 + cannon) }

    private mutating func march() {
      // Few aliens are fast: their number, before this step's hits, caps the interval.
      moveTimer = min(aliens.nonzeroBitCount, moveInterval)
      let edge = isMarchingLeft ? Game.leftColumn : Game.rightColumn
      if aliens & edge != 0 {
        isMarchingLeft.toggle()
        let wrapped = aliens & Game.bottomRow
        if wrapped != 0 { isOver = true }
        aliens = (aliens << 10) & Game.board | wrapped >> 90
      } else if isMarchingLeft {
        aliens >>= 1
      } else {
        aliens <<= 1
      }
      if aliens & cannonCell != 0 { isOver = true }
    }

    /// The lowest alien of the column nearest to the cannon, the left one of two equally near.
    private var shooter: Map {
      for distance in 0..<10 {
        let left = lowestAlien(column: cannon - distance)
        if left != 0 { return left }
        let right = lowestAlien(column: cannon + distance)
        if right != 0 { return right }
      }
      return 0
    }

    private func lowestAlien(column: Int) -> Map {
      guard 0 <= column && column < 10 else { return 0 }
      let aliens = aliens & (Game.leftColumn << column)
      return aliens == 0 ? 0 : 1 << (127 - aliens.leadingZeroBitCount)
    }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      // A step that shoots the last alien brings the next wave.
      try archive.serialize(&aliens, in: 1...Game.board)
      try archive.serialize(&ownBullets, in: 0...Game.board)
      try archive.serialize(&enemyBullets, in: 0...Game.board)
      try archive.serialize(&cannon, in: 0...9)
      try archive.serialize(&isMarchingLeft)
      try archive.serialize(&moveInterval, in: 6...12)
      try archive.serialize(&moveTimer, in: 0...12)
      try archive.serialize(&shotTimer, in: 0...10)
      try archive.serialize(&coolDown, in: 0...5)
      try archive.serialize(&isOver)
    }

    func write(into observation: inout MutableSpan<UInt8>) {
      let channels = Game.channels
      precondition(observation.count == MinAtarShell.cells * channels, "\(observation.count) bytes for [10, 10, 6]")
      observation.update(repeating: 0)
      let marching = isMarchingLeft ? 2 : 3
      forEachCell(of: aliens) { cell in
        observation[cell * channels + 1] = 1
        observation[cell * channels + marching] = 1
      }
      forEachCell(of: ownBullets) { cell in observation[cell * channels + 4] = 1 }
      forEachCell(of: enemyBullets) { cell in observation[cell * channels + 5] = 1 }
      observation[(90 + cannon) * channels] = 1
    }

    @inline(__always)
    private func forEachCell(of map: Map, _ body: (Int) -> Void) {
      var rest = map
      while rest != 0 {
        body(rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}
