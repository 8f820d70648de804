public import RLEnvironmentKit

/// MinAtar's Breakout: a one-cell paddle, a ball on diagonals, three rows of bricks.
///
/// Reward 1 a brick; the episode ends when the ball passes the paddle. Observations are `[10, 10, 4]` planes of 0 and
/// 1: paddle, ball, trail (where the ball was one step before), bricks.
///
/// Source: behavior of the Python package MinAtar 1.0.15, which this repeats seed for seed.
public struct MinAtarBreakout: Environment {
  var shell: MinAtarShell
  var game: Game

  /// Makes a game in the state that seed 0 and a reset give.
  public init(options: MinAtarOptions = MinAtarOptions()) {
    shell = MinAtarShell(options: options, minimal: [.nothing, .left, .right])
    game = Game(generator: &shell.generator)
  }

  /// Shape, actions and name; `minatar/breakout-full` with the full action set.
  public var spec: EnvironmentSpec {
    shell.spec(
      name: "minatar/breakout", summary: "Bounce a ball off a paddle into three rows of bricks.",
      channels: Game.channels)
  }

  /// Restarts the random stream; the package's seeds are 0 ... 2³²−1, higher bits are ignored.
  ///
  /// As in the package the game and the last action stay as they are.
  public mutating func seed(_ seed: UInt64) {
    shell.seed(seed)
  }

  /// Starts an episode; the ball's side is drawn, the last action of the previous episode may stick.
  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    game = Game(generator: &shell.generator)
    game.write(into: &observation)
  }

  /// Takes one step; once the game is over a step changes nothing but the random stream and the last action.
  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    let action = shell.choose(action)
    let reward = game.isOver ? 0.0 : game.advance(action)
    game.write(into: &observation)
    return StepOutcome(reward: reward, isTerminated: game.isOver, isTruncated: false)
  }

  /// Random stream, last action and game.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try shell.serialize(with: &archive)
    try game.serialize(with: &archive)
  }

  /// Paddle, ball, its trail and the bricks, 160×160 pixels.
  public func draw(on picture: inout Picture) {
    let layers = [(3, RGB(226, 92, 92)), (2, RGB(96, 84, 60)), (1, RGB(255, 209, 102)), (0, RGB(222, 226, 235))]
    MinAtarShell.draw(on: &picture, channels: Game.channels, layers: layers) { game.write(into: &$0) }
  }
}

extension MinAtarBreakout {
  /// The rules, apart from the shell: small enough to be copied for nothing.
  struct Game: Sendable {
    static let channels = 4
    static let allBricks: UInt32 = (1 << 30) - 1

    /// Bit `10 (y − 1) + x` stands for the brick at column x of row y, rows 1 to 3.
    var bricks = allBricks
    var ballX: Int
    var ballY = 3
    /// +1 to the right, −1 to the left.
    var dx: Int
    /// +1 down, −1 up.
    var dy = 1
    var paddle = 4
    private(set) var isOver = false
    private var lastX: Int
    private var lastY = 3
    /// The last step met a brick: the next one does neither break nor bounce.
    private var isStriking = false

    /// - Parameter generator: one draw decides which side the ball comes from.
    init(generator: inout NumPyRandomState) {
      let isLeft = generator.randint(2) == 0
      ballX = isLeft ? 0 : 9
      dx = isLeft ? 1 : -1
      lastX = ballX
    }

    mutating func advance(_ action: MinAtarAction) -> Double {
      if action == .left { paddle = max(0, paddle - 1) }
      if action == .right { paddle = min(9, paddle + 1) }

      (lastX, lastY) = (ballX, ballY)
      var (x, y) = (ballX + dx, ballY + dy)
      if x < 0 || x > 9 {
        x = min(9, max(0, x))
        dx = -dx
      }

      var reward = 0.0
      let brick: UInt32 = (1...3).contains(y) ? 1 << UInt32(truncatingIfNeeded: 10 * (y - 1) + x) : 0
      if y < 0 {
        y = 0
        dy = -dy
      } else if bricks & brick != 0 {
        if !isStriking {
          reward = 1
          isStriking = true
          bricks &= ~brick
          y = lastY
          dy = -dy
        }
        (ballX, ballY) = (x, y)
        return reward
      } else if y == 9 {
        if bricks == 0 { bricks = Game.allBricks }
        // The paddle returns a ball from above it straight back up, and one it meets at the corner the way it came.
        if lastX == paddle {
          dy = -dy
          y = lastY
        } else if x == paddle {
          (dx, dy) = (-dx, -dy)
          y = lastY
        } else {
          isOver = true
        }
      }
      isStriking = false
      (ballX, ballY) = (x, y)
      return reward
    }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      try archive.serialize(&bricks, in: 0...Game.allBricks)
      try archive.serialize(&ballX, in: 0...9)
      try archive.serialize(&ballY, in: 0...9)
      try archive.serialize(&lastX, in: 0...9)
      try archive.serialize(&lastY, in: 0...9)
      try archive.serialize(&paddle, in: 0...9)
      try archive.serialize(&dx, in: -1...1)
      try archive.serialize(&dy, in: -1...1)
      try archive.serialize(&isOver)
      try archive.serialize(&isStriking)
      if dx == 0 || dy == 0 || (ballY == 9 && !isOver) { throw archive.refuse("the ball is where it cannot be") }
    }

    func write(into observation: inout MutableSpan<UInt8>) {
      let channels = Game.channels
      precondition(observation.count == MinAtarShell.cells * channels, "\(observation.count) bytes for [10, 10, 4]")
      observation.update(repeating: 0)
      for brick in 0..<30 {
        observation[(10 + brick) * channels + 3] = UInt8(truncatingIfNeeded: (bricks >> UInt32(brick)) & 1)
      }
      observation[(90 + paddle) * channels] = 1
      observation[(10 * ballY + ballX) * channels + 1] = 1
      observation[(10 * lastY + lastX) * channels + 2] = 1
    }
  }
}
