import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct MinAtarBreakoutTests {
  /// A world without sticky actions, with a game set up by hand.
  private func world(_ setUp: (inout MinAtarBreakout.Game) -> Void) -> MinAtarBreakout {
    var world = MinAtarBreakout(options: MinAtarOptions(stickyProbability: 0))
    setUp(&world.game)
    return world
  }

  /// Columns of the cells set in one channel of one row.
  private func columns(_ observation: [UInt8], channel: Int, row: Int) -> [Int] {
    (0..<10).filter { observation[(10 * row + $0) * 4 + channel] == 1 }
  }

  @Test func `a game begins with thirty bricks and the ball at a wall`() {
    var world = MinAtarBreakout()
    let observation = world.reset()
    for row in 0..<10 { #expect(columns(observation, channel: 3, row: row).count == ((1...3).contains(row) ? 10 : 0)) }
    #expect(columns(observation, channel: 0, row: 9) == [4])
    #expect(columns(observation, channel: 1, row: 3) == columns(observation, channel: 2, row: 3))
  }

  @Test func `the paddle returns the ball by its old column first, then by its new one`() {
    for (paddle, dx) in [(3, 1), (4, -1)] {
      var world = world {
        ($0.ballX, $0.ballY, $0.dx, $0.dy) = (3, 8, 1, 1)
        $0.paddle = paddle
      }
      #expect(!world.step(0).outcome.isTerminated)
      #expect((world.game.ballX, world.game.ballY, world.game.dx, world.game.dy) == (4, 8, dx, -1))
    }
  }

  @Test func `a ball beside the paddle ends the game and is shown on the last row`() {
    var world = world {
      ($0.ballX, $0.ballY, $0.dx, $0.dy) = (3, 8, 1, 1)
      $0.paddle = 5
    }
    let last = world.step(0)
    #expect(last.outcome == StepOutcome(reward: 0, isTerminated: true, isTruncated: false))
    #expect(columns(last.observation, channel: 1, row: 9) == [4])
    #expect(columns(last.observation, channel: 2, row: 8) == [3])
  }

  @Test func `the paddle moves before the ball`() {
    var world = world {
      ($0.ballX, $0.ballY, $0.dx, $0.dy) = (3, 8, 1, 1)
      $0.paddle = 5
    }
    #expect(!world.step(1).outcome.isTerminated)
  }

  @Test func `a second brick directly after a hit is flown into unharmed`() {
    var world = world {
      ($0.ballX, $0.ballY, $0.dx, $0.dy) = (4, 2, 1, -1)
      $0.bricks = MinAtarBreakout.Game.allBricks & ~(0x3FF << 10)
    }
    #expect(world.step(0).outcome.reward == 1)
    #expect((world.game.ballX, world.game.ballY, world.game.dy) == (5, 2, 1))
    let second = world.step(0)
    #expect(second.outcome.reward == 0)
    #expect((world.game.ballX, world.game.ballY, world.game.dy) == (6, 3, 1))
    #expect(columns(second.observation, channel: 3, row: 3).count == 10)
    #expect(columns(second.observation, channel: 3, row: 1) == [0, 1, 2, 3, 4, 6, 7, 8, 9])
    _ = world.step(0)
    #expect((world.game.ballX, world.game.ballY) == (7, 4))
  }

  @Test func `the wall is rebuilt only when the ball comes down`() {
    var world = world {
      ($0.ballX, $0.ballY, $0.dx, $0.dy) = (4, 4, 1, -1)
      $0.bricks = 1 << 25
      $0.paddle = 9
    }
    #expect(world.step(0).outcome.reward == 1)
    var steps = 0
    while world.game.bricks == 0 && steps < 20 {
      #expect(world.game.ballY < 8 || steps == 4)
      _ = world.step(0)
      steps += 1
    }
    #expect(steps == 5)
    #expect(world.game.bricks == MinAtarBreakout.Game.allBricks)
    #expect(!world.game.isOver)
  }

  @Test func `walls and ceiling mirror the ball`() {
    var corner = world {
      ($0.ballX, $0.ballY, $0.dx, $0.dy) = (9, 0, 1, -1)
      $0.bricks = 0
    }
    _ = corner.step(0)
    #expect((corner.game.ballX, corner.game.ballY, corner.game.dx, corner.game.dy) == (9, 0, -1, 1))
  }

  @Test func `random play earns half a brick an episode`() {
    var world = MinAtarBreakout(options: MinAtarOptions(actions: .full))
    world.seed(0)
    var random = Philox(seed: 0, lane: 0, purpose: .actions)
    let episodes = 1000
    let returns = (0..<episodes).map { _ in
      _ = world.reset()
      var total = 0.0
      while true {
        let outcome = world.step(random.below(6)).outcome
        total += outcome.reward
        if outcome.isTerminated { return total }
      }
    }
    let mean = returns.reduce(0, +) / Double(episodes)
    #expect((0.4...0.6).contains(mean), "mean return \(mean)")
  }
}
