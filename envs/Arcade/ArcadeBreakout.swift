public import RLEnvironmentKit

/// A wall of sixty bricks, a paddle, and a ball that grows faster: five balls, walls without end.
///
/// Bricks are worth 7, 7, 4, 4, 1 and 1 points from the top row down. The ball is served by itself half a second after
/// the last was lost. It gains speed with the fourth and the twelfth return, with the first brick of the two top rows,
/// and with each wall that is cleared; once it has touched the ceiling the paddle is short until the ball is lost.
public struct ArcadeBreakout: ArcadeGame {
  /// Name, summary and actions.
  public static let title = ArcadeTitle(
    name: "breakout", summary: "Knock bricks out of a wall with a ball that must not be missed.",
    actions: [.nothing, .right, .left])

  private static let allBricks: UInt64 = (1 << 60) - 1
  private static let columns = 10
  private static let rowScores = [7, 7, 4, 4, 1, 1]
  private static let brickWidth = 8 * pixel
  private static let brickHeight = 4 * pixel
  private static let left = 2 * pixel
  private static let right = 82 * pixel
  private static let ceiling = 10 * pixel
  private static let wallTop = 18 * pixel
  private static let ballSize = 3 * pixel
  private static let paddleTop = 76 * pixel
  private static let paddleSpeed = 2 * pixel
  /// Speeds of the ball, slowest first.
  private static let speeds = [280, 340, 400, 460, 520]
  /// Frames between the loss of a ball and the next serve.
  private static let pause = 30

  /// Bit `10 row + column`, row 0 at the top.
  var bricks = allBricks
  var ballX = 41 * pixel
  var ballY = 46 * pixel
  var speedX = 0
  var speedY = 0
  /// The left edge of the paddle.
  var paddle = 0
  /// Balls left, the one in play included.
  public internal(set) var lives = 5
  /// Frames until the serve, 0 in play.
  var wait = pause
  /// Returns of this ball, counted up to the last that matters.
  private var returns = 0
  var hasHitTopRows = false
  var isShort = false
  /// Walls cleared.
  var walls = 0
  var score = 0

  /// A whole wall before the first serve.
  public init() {
    paddle = (Self.left + Self.right - paddleWidth) / 2
  }

  /// A whole wall, five balls.
  public mutating func start(random: inout Philox) { self = ArcadeBreakout() }

  /// Whether the last ball is lost.
  public var isOver: Bool { lives == 0 }

  var paddleWidth: Int { (isShort ? 10 : 14) * Self.pixel }

  /// Plays one frame; the points of the brick it broke.
  public mutating func advance(_ action: ArcadeAction, random: inout Philox) -> Int {
    paddle = min(max(paddle + action.horizontal * Self.paddleSpeed, Self.left), Self.right - paddleWidth)
    if wait > 0 {
      wait -= 1
      if wait == 0 { serve(random: &random) }
      return 0
    }
    let points = moveSideways() + moveUpOrDown()
    if speedY > 0 && ball.overlaps(paddleBox) { bounceOffPaddle(random: &random) }
    if ballY >= ArcadeCanvas.side * Self.pixel { loseBall() }
    if bricks == 0 && speedY > 0 && ballY > Self.wallTop + 7 * Self.brickHeight {
      bricks = Self.allBricks
      walls += 1
    }
    score += points
    return points
  }

  private var ball: ArcadeBox { ArcadeBox(x: ballX, y: ballY, width: Self.ballSize, height: Self.ballSize) }

  private var paddleBox: ArcadeBox {
    ArcadeBox(x: paddle, y: Self.paddleTop, width: paddleWidth, height: 3 * Self.pixel)
  }

  /// The ball falls from below the wall, toward the middle.
  private mutating func serve(random: inout Philox) {
    ballX = (20 + random.below(42)) * Self.pixel
    ballY = 46 * Self.pixel
    let sideways = 60 + random.below(120)
    speedX = ballX < 41 * Self.pixel ? sideways : -sideways
    speedY = Self.speeds[0]
  }

  private mutating func loseBall() {
    lives -= 1
    wait = Self.pause
    returns = 0
    hasHitTopRows = false
    isShort = false
    paddle = min(paddle, Self.right - paddleWidth)
    (speedX, speedY) = (0, 0)
    ballY = 46 * Self.pixel
  }

  private mutating func moveSideways() -> Int {
    let before = ballX
    ballX += speedX
    if ballX < Self.left {
      ballX = 2 * Self.left - ballX
      speedX = -speedX
    } else if ballX > Self.right - Self.ballSize {
      ballX = 2 * (Self.right - Self.ballSize) - ballX
      speedX = -speedX
    }
    let points = breakBrick()
    if points > 0 {
      ballX = before
      speedX = -speedX
    }
    return points
  }

  private mutating func moveUpOrDown() -> Int {
    let before = ballY
    ballY += speedY
    if ballY < Self.ceiling {
      ballY = 2 * Self.ceiling - ballY
      speedY = -speedY
      isShort = true
    }
    let points = breakBrick()
    if points > 0 {
      ballY = before
      speedY = -speedY
    }
    return points
  }

  /// Breaks the first brick under the ball's middle or its corners; its points, or 0.
  private mutating func breakBrick() -> Int {
    let half = Self.ballSize / 2
    for (dx, dy) in [(half, half), (0, 0), (2 * half, 0), (0, 2 * half), (2 * half, 2 * half)] {
      let (x, y) = (ballX + dx - Self.left, ballY + dy - Self.wallTop)
      guard x >= 0 && y >= 0 else { continue }
      let (column, row) = (x / Self.brickWidth, y / Self.brickHeight)
      guard column < Self.columns && row < Self.rowScores.count else { continue }
      let brick: UInt64 = 1 << UInt64(Self.columns * row + column)
      if bricks & brick != 0 {
        bricks ^= brick
        if row < 2 { hasHitTopRows = true }
        return Self.rowScores[row]
      }
    }
    return 0
  }

  /// Sends the ball up, the flatter the farther from the paddle's middle it was met, and never twice quite the same.
  private mutating func bounceOffPaddle(random: inout Philox) {
    returns = min(returns + 1, 12)
    let stage = (returns >= 4 ? 1 : 0) + (returns >= 12 ? 1 : 0) + (hasHitTopRows ? 1 : 0) + walls
    let speed = Self.speeds[min(stage, Self.speeds.count - 1)]
    let reach = (paddleWidth + Self.ballSize) / 2
    let offset = ballX + Self.ballSize / 2 - paddle - paddleWidth / 2
    speedX = speed * offset / reach + random.below(33) - 16
    speedY = -speed + abs(speed * offset / reach) / 3
  }
}

extension ArcadeBreakout {
  private static let rowColors: [ArcadeColor] = [.magenta, .red, .orange, .amber, .green, .sky]

  /// Walls and all bricks; what is broken is painted over.
  public static func drawBackground(on canvas: inout ArcadeCanvas) {
    canvas.fill(x: 0, y: 8, width: 84, height: 2, .steel)
    canvas.fill(x: 0, y: 10, width: 2, height: 74, .steel)
    canvas.fill(x: 82, y: 10, width: 2, height: 74, .steel)
    for row in 0..<rowScores.count {
      for column in 0..<columns {
        canvas.fill(x: 2 + 8 * column, y: 18 + 4 * row, width: 7, height: 3, rowColors[row])
      }
    }
  }

  /// Score, balls left, gaps in the wall, paddle and, in play, the ball.
  public func draw(on canvas: inout ArcadeCanvas) {
    canvas.write(score, x: 3, y: 1, digits: 3, .silver)
    for life in 0..<lives { canvas.fill(x: 78 - 5 * life, y: 2, width: 3, height: 3, .peach) }
    var gaps = ~bricks & Self.allBricks
    while gaps != 0 {
      let brick = gaps.trailingZeroBitCount
      canvas.fill(
        x: 2 + 8 * (brick % Self.columns), y: 18 + 4 * (brick / Self.columns), width: 7, height: 3, .black)
      gaps &= gaps - 1
    }
    canvas.fill(paddleBox, .peach)
    if wait == 0 { canvas.fill(ball, .white) }
  }

  /// Hands every field to the archive.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    let top = 2 * (Self.speeds.last ?? 0)
    try archive.serialize(&bricks, in: 0...Self.allBricks)
    try archive.serialize(&ballX, in: Self.left...Self.right - Self.ballSize)
    try archive.serialize(&ballY, in: Self.ceiling...ArcadeCanvas.side * Self.pixel)
    try archive.serialize(&speedX, in: -top...top)
    try archive.serialize(&speedY, in: -top...top)
    try archive.serialize(&isShort)
    try archive.serialize(&paddle, in: Self.left...Self.right - paddleWidth)
    try archive.serialize(&lives, in: 0...5)
    try archive.serialize(&wait, in: 0...Self.pause)
    try archive.serialize(&returns, in: 0...12)
    try archive.serialize(&hasHitTopRows)
    try archive.serialize(&walls, in: 0...1_000_000)
    try archive.serialize(&score, in: 0...1_000_000_000)
  }
}
