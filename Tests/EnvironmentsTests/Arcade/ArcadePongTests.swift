import RLEnvironmentKit
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct ArcadePongTests {
  private let pixel = ArcadePong.pixel

  /// A game in play, set up by hand.
  private func game(_ setUp: (inout ArcadePong) -> Void) -> ArcadePong {
    var game = ArcadePong()
    game.wait = 0
    setUp(&game)
    return game
  }

  /// Plays frames until points are given; nil after 400 frames.
  private func nextPoint(_ game: inout ArcadePong, _ action: ArcadeAction = .nothing) -> Int? {
    var random = Philox(seed: 0, lane: 0, purpose: .environments)
    for _ in 0..<400 {
      let points = game.advance(action, random: &random)
      if points != 0 { return points }
    }
    return nil
  }

  @Test func `a ball behind a paddle is a point for the other side`() {
    var lost = game { ($0.ballX, $0.speedX, $0.player) = (70 * pixel, 300, 10 * pixel) }
    #expect(nextPoint(&lost) == -1)
    #expect((lost.playerScore, lost.opponentScore) == (0, 1))
    var won = game { ($0.ballX, $0.speedX, $0.opponent, $0.ballY) = (8 * pixel, -660, 10 * pixel, 75 * pixel) }
    #expect(nextPoint(&won) == 1)
    #expect((won.playerScore, won.opponentScore) == (1, 0))
  }

  @Test func `21 points end the game`() {
    for side in [\ArcadePong.playerScore, \ArcadePong.opponentScore] {
      var game = game { $0[keyPath: side] = 20 }
      #expect(!game.isOver)
      game[keyPath: side] = 21
      #expect(game.isOver)
    }
  }

  @Test func `who lost the point receives, after a pause`() {
    for direction in [1, -1] {
      var game = game {
        ($0.ballX, $0.speedX) = (direction > 0 ? 81 * pixel : pixel, direction * 600)
        ($0.player, $0.opponent) = (10 * pixel, 10 * pixel)
      }
      var random = Philox(seed: 3, lane: 0, purpose: .environments)
      var frames = 0
      while game.speedX.signum() != 0 { _ = game.advance(.nothing, random: &random) }
      while game.speedX == 0 {
        _ = game.advance(.nothing, random: &random)
        frames += 1
      }
      #expect(frames == 24)
      #expect(game.speedX.signum() == direction)
    }
  }

  @Test func `a return is faster, and the steeper the farther from the middle`() {
    var random = Philox(seed: 0, lane: 0, purpose: .environments)
    var steepness: [Int] = []
    for offset in [-6, -3, 0, 3, 6] {
      var game = game {
        ($0.ballX, $0.speedX, $0.speedY) = (74 * pixel, 320, 0)
        $0.player = 40 * pixel
        $0.ballY = (44 + offset) * pixel
      }
      _ = game.advance(.nothing, random: &random)
      #expect(game.speedX == -340)
      steepness.append(game.speedY)
    }
    #expect(steepness == steepness.sorted() && Set(steepness).count == 5)
    #expect(steepness[0] < -300 && abs(steepness[2]) < 40 && steepness[4] > 300)
  }

  @Test func `a rally has a top speed`() {
    var random = Philox(seed: 0, lane: 0, purpose: .environments)
    var game = game { _ in }
    for _ in 0..<40 {
      (game.ballX, game.ballY, game.speedX, game.speedY) = (74 * pixel, 44 * pixel, max(256, abs(game.speedX)), 0)
      game.player = 40 * pixel
      _ = game.advance(.nothing, random: &random)
    }
    #expect(game.speedX == -660)
  }

  @Test func `the rails mirror the ball and stop the paddles`() {
    var random = Philox(seed: 0, lane: 0, purpose: .environments)
    var game = game { ($0.ballX, $0.ballY, $0.speedX, $0.speedY) = (40 * pixel, 10 * pixel + 50, 10, -200) }
    _ = game.advance(.up, random: &random)
    #expect((game.ballY, game.speedY) == (10 * pixel + 150, 200))
    for (action, edge) in [(ArcadeAction.up, 10), (.down, 71)] {
      for _ in 0..<80 { _ = game.advance(action, random: &random) }
      #expect(game.player == edge * pixel)
    }
  }

  @Test func `the opponent returns gentle balls and misses fast steep ones`() {
    func returned(speedX: Int, speedY: Int) -> Int {
      (0..<50).filter { trial in
        var random = Philox(seed: UInt64(trial), lane: 0, purpose: .environments)
        var game = game {
          // Far from the player, so that its next look decides.
          ($0.ballX, $0.ballY) = (70 * pixel, (12 + trial) * pixel)
          ($0.speedX, $0.speedY, $0.player) = (-speedX, trial < 25 ? speedY : -speedY, 10 * pixel)
        }
        while game.speedX < 0 && game.wait == 0 { _ = game.advance(.nothing, random: &random) }
        return game.speedX > 0
      }.count
    }
    #expect(returned(speedX: 272, speedY: 100) > 45)
    #expect(returned(speedX: 600, speedY: 600) < 35)
  }
}
