import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct MinAtarSpaceInvadersTests {
  typealias Map = MinAtarSpaceInvaders.Game.Map

  /// A world without sticky actions, with a game set up by hand.
  private func world(
    isRamping: Bool = true, _ setUp: (inout MinAtarSpaceInvaders.Game) -> Void = { _ in }
  ) -> MinAtarSpaceInvaders {
    var world = MinAtarSpaceInvaders(options: MinAtarOptions(stickyProbability: 0, isRamping: isRamping))
    setUp(&world.game)
    return world
  }

  private func cell(_ x: Int, _ y: Int) -> Map { 1 << (10 * y + x) }

  @Test func `aliens first move in step 13 and first shoot in step 11`() {
    var world = world()
    for step in 1...13 {
      _ = world.step(0)
      #expect((world.game.aliens == MinAtarSpaceInvaders.Game.wave) == (step < 13))
      // The shooter is right above the cannon, on the lowest row.
      #expect(world.game.enemyBullets == (step < 11 ? 0 : cell(5, step - 8)))
    }
    #expect(world.game.aliens == MinAtarSpaceInvaders.Game.wave >> 1)
  }

  @Test func `a shot is first seen in row 8 and the next one waits five steps`() {
    var world = world()
    var shots: [Int] = []
    for step in 1...12 {
      _ = world.step(3)
      if world.game.ownBullets & cell(5, 8) != 0 { shots.append(step) }
    }
    #expect(shots == [1, 6, 11])
  }

  @Test func `the shooter is the lowest alien of the nearest column, the left one of two`() {
    var world = world {
      $0.aliens = cell(3, 0) | cell(3, 2) | cell(7, 4) | cell(9, 5)
      $0.moveTimer = 100
    }
    for _ in 1...11 { _ = world.step(0) }
    #expect(world.game.enemyBullets == cell(3, 2))
  }

  @Test func `a turn with aliens on the last row ends the game and shows them on the first`() {
    var world = world {
      $0.aliens = cell(0, 9) | cell(4, 2)
      $0.moveTimer = 0
    }
    let last = world.step(0)
    #expect(last.outcome.isTerminated)
    #expect(world.game.aliens == cell(0, 0) | cell(4, 3))
    #expect(last.observation[1] == 1)
    // Turned: they march right now, so the fourth plane repeats them and the third is empty.
    #expect(last.observation[2] == 0 && last.observation[3] == 1)
  }

  @Test func `at the edge the aliens turn and come one row down`() {
    for (x, isLeft) in [(0, true), (9, false)] {
      var world = world {
        $0.aliens = cell(x, 3) | cell(4, 2)
        $0.isMarchingLeft = isLeft
        $0.moveTimer = 0
      }
      #expect(!world.step(0).outcome.isTerminated)
      #expect(world.game.aliens == cell(x, 4) | cell(4, 3))
      #expect(world.game.isMarchingLeft == !isLeft)
    }
  }

  @Test func `the step that ends the game is carried out to its end`() {
    var world = world {
      $0.enemyBullets = cell(5, 8)
      $0.aliens = cell(2, 4) | cell(8, 1)
      $0.ownBullets = cell(2, 5)
      $0.moveTimer = 7
    }
    #expect(world.step(0).outcome == StepOutcome(reward: 1, isTerminated: true, isTruncated: false))
    #expect(world.game.aliens == cell(8, 1))
    #expect(world.game.moveTimer == 6)
  }

  @Test func `an alien on the cannon ends the game`() {
    var arrived = world {
      $0.aliens = cell(6, 9)
      $0.moveTimer = 0
    }
    #expect(arrived.step(0).outcome.isTerminated)
    var walkedInto = world {
      $0.aliens = cell(6, 9)
      $0.moveTimer = 9
    }
    #expect(walkedInto.step(2).outcome.isTerminated)
  }

  @Test func `a bullet and an alien that swap rows pass each other`() {
    var world = world {
      $0.aliens = cell(0, 3) | cell(5, 3)
      $0.ownBullets = cell(5, 4)
      $0.moveTimer = 0
    }
    #expect(world.step(0).outcome.reward == 0)
    #expect(world.game.aliens == cell(0, 4) | cell(5, 4))
    #expect(world.game.ownBullets == cell(5, 3))
  }

  @Test func `few aliens are fast and the last one moves at every step`() {
    var world = world {
      $0.aliens = cell(7, 0)
      $0.moveTimer = 0
    }
    for step in 1...5 {
      _ = world.step(0)
      #expect(world.game.aliens == cell(7 - step, 0))
    }
  }

  @Test(arguments: [(true, 12, 11), (true, 6, 6), (false, 12, 12)])
  func `a new wave comes sooner when ramping, down to six, and changes nothing else`(
    isRamping: Bool, before: Int, after: Int
  ) {
    var world = world(isRamping: isRamping) {
      $0.aliens = cell(2, 4)
      $0.ownBullets = cell(2, 5) | cell(8, 8)
      $0.moveInterval = before
      $0.moveTimer = 9
      $0.isMarchingLeft = false
    }
    #expect(world.step(0).outcome.reward == 1)
    #expect(world.game.aliens == MinAtarSpaceInvaders.Game.wave)
    #expect(world.game.moveInterval == after)
    #expect(world.game.moveTimer == 8)
    #expect(!world.game.isMarchingLeft)
    #expect(world.game.ownBullets == cell(8, 7))
  }
}
