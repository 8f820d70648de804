import RLEnvironmentKit
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct ArcadeBreakoutTests {
  private let pixel = ArcadeBreakout.pixel
  private var random = Philox(seed: 0, lane: 0, purpose: .environments)

  /// A game in play, set up by hand.
  private func game(_ setUp: (inout ArcadeBreakout) -> Void) -> ArcadeBreakout {
    var game = ArcadeBreakout()
    game.wait = 0
    setUp(&game)
    return game
  }

  /// A ball that flies up from under a column whose lower rows are gone.
  private func under(row: Int, column: Int) -> ArcadeBreakout {
    game {
      for gone in row + 1..<6 { $0.bricks ^= 1 << UInt64(10 * gone + column) }
      $0.ballX = (2 + 8 * column + 2) * pixel
      $0.ballY = (18 + 4 * (row + 1)) * pixel + 10
      ($0.speedX, $0.speedY) = (0, -300)
    }
  }

  @Test mutating func `bricks are worth more the higher they are, and throw the ball back`() {
    for (row, score) in [7, 7, 4, 4, 1, 1].enumerated() {
      var game = under(row: row, column: 3)
      let bricks = game.bricks
      #expect(game.advance(.nothing, random: &random) == score)
      #expect(game.bricks == bricks ^ 1 << UInt64(10 * row + 3))
      #expect(game.speedY == 300)
      #expect(game.score == score)
    }
  }

  @Test mutating func `a ball that is missed costs one of five, and the next comes by itself`() {
    var game = game { ($0.ballX, $0.ballY, $0.speedY, $0.paddle) = (60 * pixel, 70 * pixel, 300, 2 * pixel) }
    var lives = [5]
    var frames = 0
    while !game.isOver && frames < 2000 {
      _ = game.advance(.left, random: &random)
      if game.wait == 0 { game.ballX = max(game.ballX, 50 * pixel) }
      if game.lives != lives.last { lives.append(game.lives) }
      frames += 1
    }
    #expect(lives == [5, 4, 3, 2, 1, 0])
    #expect(frames < 400)
  }

  @Test mutating func `the paddle sends the ball where it was met`() {
    var directions: [Int] = []
    for offset in [-8, -4, 4, 8] {
      var game = game {
        $0.paddle = 40 * pixel
        ($0.ballX, $0.ballY, $0.speedY) = ((45 + offset) * pixel + 128, 73 * pixel, 300)
      }
      _ = game.advance(.nothing, random: &random)
      #expect(game.speedY < -180)
      directions.append(game.speedX)
    }
    #expect(directions == directions.sorted())
    #expect(directions[1] < 0 && directions[2] > 0)
  }

  @Test mutating func `the ball grows faster with returns, high bricks and cleared walls`() {
    func speeds(_ setUp: (inout ArcadeBreakout) -> Void) -> [Int] {
      var game = game(setUp)
      var random = random
      return (0..<14).map { _ in
        game.paddle = 40 * pixel
        (game.ballX, game.ballY, game.speedX, game.speedY) = (45 * pixel + 128, 73 * pixel, 0, 300)
        _ = game.advance(.nothing, random: &random)
        return -game.speedY
      }
    }
    let plain = speeds { _ in }
    #expect(plain[0] == 280 && plain[2] == 280 && plain[3] == 340 && plain[10] == 340 && plain[11] == 400)
    #expect(speeds { $0.hasHitTopRows = true }[0] == 340)
    #expect(speeds { $0.walls = 2 }[0] == 400)
    #expect(speeds { $0.walls = 99 }[13] == 520)
  }

  @Test mutating func `the ceiling makes the paddle short until the ball is lost`() {
    var game = game {
      ($0.ballX, $0.ballY, $0.speedY, $0.bricks) = (60 * pixel, 12 * pixel, -300, 1)
      $0.paddle = 72 * pixel
    }
    #expect(game.paddleWidth == 14 * pixel)
    for _ in 0..<10 { _ = game.advance(.right, random: &random) }
    #expect(game.paddleWidth == 10 * pixel)
    #expect(game.paddle == 72 * pixel)
    while game.lives == 5 { _ = game.advance(.right, random: &random) }
    #expect(game.paddleWidth == 14 * pixel)
    #expect(game.paddle == 68 * pixel)
  }

  @Test mutating func `a cleared wall is rebuilt when the ball comes down below it`() {
    var game = under(row: 5, column: 4)
    game.bricks = 1 << 54
    #expect(game.advance(.nothing, random: &random) == 1)
    #expect(game.bricks == 0)
    while game.bricks == 0 {
      #expect(game.ballY <= 46 * pixel + 300)
      _ = game.advance(.nothing, random: &random)
    }
    #expect(game.bricks.nonzeroBitCount == 60)
    #expect(game.walls == 1 && game.lives == 5)
  }

  @Test mutating func `walls and ceiling mirror the ball`() {
    var left = game { ($0.ballX, $0.ballY, $0.speedX, $0.speedY) = (2 * pixel + 10, 60 * pixel, -110, 0) }
    _ = left.advance(.nothing, random: &random)
    #expect((left.ballX, left.speedX) == (2 * pixel + 100, 110))
    var right = game { ($0.ballX, $0.ballY, $0.speedX, $0.speedY) = (79 * pixel - 10, 60 * pixel, 110, 0) }
    _ = right.advance(.nothing, random: &random)
    #expect((right.ballX, right.speedX) == (79 * pixel - 100, -110))
  }

  @Test mutating func `a brick's side sends the ball sideways`() {
    var game = game {
      $0.bricks = 1 << 54
      ($0.ballX, $0.ballY, $0.speedX, $0.speedY) = (31 * pixel, 38 * pixel + 128, 260, 0)
    }
    #expect(game.advance(.nothing, random: &random) == 1)
    #expect((game.speedX, game.ballX) == (-260, 31 * pixel))
  }
}
