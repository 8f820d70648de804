public import RLEnvironmentKit

/// Table tennis against a slow, somewhat careless opponent, to 21 points.
///
/// The player has the right paddle. Where the ball meets a paddle sets its angle, and each return makes it faster. The
/// opponent follows the ball with a delay, aims a little wrong and cannot keep up with steep shots: that is how it is
/// beaten. A point won is worth 1, a point lost −1.
public struct ArcadePong: ArcadeGame {
  /// Name, summary and actions.
  public static let title = ArcadeTitle(
    name: "pong", summary: "Table tennis to 21 against an opponent too slow for steep shots.",
    actions: [.nothing, .up, .down])

  private static let winningScore = 21
  private static let top = 10 * pixel
  private static let bottom = 82 * pixel
  private static let ballSize = 3 * pixel
  private static let paddleWidth = 3 * pixel
  private static let paddleHeight = 11 * pixel
  private static let opponentX = 4 * pixel
  private static let playerX = 77 * pixel
  private static let playerSpeed = 400
  private static let opponentSpeed = 210
  private static let serveSpeed = 256
  private static let topSpeed = 660
  /// Frames between a point and the next serve.
  private static let pause = 24
  /// Frames between two looks of the opponent at the ball.
  private static let reaction = 6

  var ballX = 0
  var ballY = 0
  var speedX = 0
  var speedY = 0
  var player = 0
  var opponent = 0
  /// Where the opponent's paddle is heading.
  private var target = 0
  /// How far off the ball's middle the opponent aims until its next return.
  private var aimError = 0
  /// Frames until the serve, 0 in play.
  var wait = 0
  /// Frames until the opponent looks again.
  private var look = 0
  /// Whether the next serve flies to the player.
  private var servesRight = true
  var playerScore = 0
  var opponentScore = 0

  /// A table before the first serve.
  public init() {
    reset()
  }

  /// Clears the score; the first serve flies to either side.
  public mutating func start(random: inout Philox) {
    self = ArcadePong()
    servesRight = random.below(2) == 0
  }

  private mutating func reset() {
    ballX = 42 * Self.pixel - Self.ballSize / 2
    ballY = 46 * Self.pixel - Self.ballSize / 2
    player = 46 * Self.pixel - Self.paddleHeight / 2
    opponent = player
    target = player
    wait = Self.pause
  }

  /// Whether either side has 21 points.
  public var isOver: Bool { max(playerScore, opponentScore) >= Self.winningScore }

  /// Plays one frame; 1 for a point won, −1 for one lost.
  public mutating func advance(_ action: ArcadeAction, random: inout Philox) -> Int {
    player = Self.keptOnTable(player + action.vertical * Self.playerSpeed)
    moveOpponent()
    if wait > 0 {
      wait -= 1
      if wait == 0 { serve(random: &random) }
      return 0
    }
    ballX += speedX
    ballY += speedY
    bounceOffWalls()
    if speedX > 0 && ball.overlaps(playerBox) {
      hit(at: player, direction: -1)
      aim(random: &random)
    } else if speedX < 0 && ball.overlaps(opponentBox) {
      hit(at: opponent, direction: 1)
    }
    if ballX > ArcadeCanvas.side * Self.pixel { return score(forPlayer: false) }
    if ballX < -Self.ballSize { return score(forPlayer: true) }
    return 0
  }

  private var ball: ArcadeBox { ArcadeBox(x: ballX, y: ballY, width: Self.ballSize, height: Self.ballSize) }

  private var playerBox: ArcadeBox {
    ArcadeBox(x: Self.playerX, y: player, width: Self.paddleWidth, height: Self.paddleHeight)
  }

  private var opponentBox: ArcadeBox {
    ArcadeBox(x: Self.opponentX, y: opponent, width: Self.paddleWidth, height: Self.paddleHeight)
  }

  private static func keptOnTable(_ paddle: Int) -> Int { min(max(paddle, top), bottom - paddleHeight) }

  /// The opponent looks at the ball now and then, and walks to where it then was; while the ball flies away it idles
  /// back to the middle.
  private mutating func moveOpponent() {
    if look == 0 {
      look = Self.reaction
      let isComing = speedX < 0 && wait == 0
      let middle = isComing ? ballY + Self.ballSize / 2 + speedY * Self.reaction / 2 + aimError : 46 * Self.pixel
      target = middle - Self.paddleHeight / 2
    }
    look -= 1
    let way = target - opponent
    opponent = Self.keptOnTable(opponent + min(max(way, -Self.opponentSpeed), Self.opponentSpeed))
  }

  private mutating func serve(random: inout Philox) {
    ballX = 42 * Self.pixel - Self.ballSize / 2
    ballY = (20 + random.below(50)) * Self.pixel
    speedX = servesRight ? Self.serveSpeed : -Self.serveSpeed
    speedY = random.below(301) - 150
    aim(random: &random)
  }

  /// The faster the ball, the worse the opponent's aim: 3 px off at most at a serve, 8 px at top speed.
  private mutating func aim(random: inout Philox) {
    let most = abs(speedX) * 3
    aimError = random.below(2 * most + 1) - most
  }

  private mutating func bounceOffWalls() {
    if ballY < Self.top {
      ballY = 2 * Self.top - ballY
      speedY = -speedY
    } else if ballY > Self.bottom - Self.ballSize {
      ballY = 2 * (Self.bottom - Self.ballSize) - ballY
      speedY = -speedY
    }
  }

  /// Returns the ball, a sixteenth faster and the steeper the farther from the paddle's middle it was met.
  private mutating func hit(at paddle: Int, direction: Int) {
    let speed = min(abs(speedX) * 17 / 16, Self.topSpeed)
    let offset = ballY + Self.ballSize / 2 - (paddle + Self.paddleHeight / 2)
    speedX = direction * speed
    speedY = speed * offset / (6 * Self.pixel)
  }

  private mutating func score(forPlayer: Bool) -> Int {
    if forPlayer { playerScore += 1 } else { opponentScore += 1 }
    // Whoever lost the point receives.
    servesRight = !forPlayer
    wait = Self.pause
    (speedX, speedY) = (0, 0)
    ballX = 42 * Self.pixel - Self.ballSize / 2
    ballY = 46 * Self.pixel - Self.ballSize / 2
    return forPlayer ? 1 : -1
  }
}

extension ArcadePong {
  /// The table: rails and a dotted line in the middle.
  public static func drawBackground(on canvas: inout ArcadeCanvas) {
    canvas.fill(x: 0, y: 0, width: 84, height: 84, .night)
    canvas.fill(x: 0, y: 8, width: 84, height: 2, .steel)
    canvas.fill(x: 0, y: 82, width: 84, height: 2, .steel)
    for y in stride(from: 13, to: 80, by: 6) { canvas.fill(x: 41, y: y, width: 2, height: 3, .slate) }
  }

  /// Scores, paddles and, in play, the ball.
  public func draw(on canvas: inout ArcadeCanvas) {
    canvas.write(opponentScore, x: 20, y: 1, digits: 2, .orange)
    canvas.write(playerScore, x: 57, y: 1, digits: 2, .lime)
    canvas.fill(opponentBox, .orange)
    canvas.fill(playerBox, .lime)
    if wait == 0 { canvas.fill(ball, .white) }
  }

  /// Hands every field to the archive.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    let side = ArcadeCanvas.side * Self.pixel
    try archive.serialize(&ballX, in: -side...2 * side)
    try archive.serialize(&ballY, in: Self.top...Self.bottom)
    try archive.serialize(&speedX, in: -Self.topSpeed...Self.topSpeed)
    try archive.serialize(&speedY, in: -2 * Self.topSpeed...2 * Self.topSpeed)
    try archive.serialize(&player, in: Self.top...Self.bottom - Self.paddleHeight)
    try archive.serialize(&opponent, in: Self.top...Self.bottom - Self.paddleHeight)
    try archive.serialize(&target, in: -side...2 * side)
    try archive.serialize(&aimError, in: -side...side)
    try archive.serialize(&wait, in: 0...Self.pause)
    try archive.serialize(&look, in: 0...Self.reaction)
    try archive.serialize(&servesRight)
    try archive.serialize(&playerScore, in: 0...Self.winningScore)
    try archive.serialize(&opponentScore, in: 0...Self.winningScore)
  }
}
