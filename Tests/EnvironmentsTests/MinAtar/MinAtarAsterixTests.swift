import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct MinAtarAsterixTests {
  /// A world without sticky actions, with a game set up by hand.
  private func world(
    isRamping: Bool = false, _ setUp: (inout MinAtarAsterix.Game) -> Void = { _ in }
  ) -> MinAtarAsterix {
    var world = MinAtarAsterix(options: MinAtarOptions(stickyProbability: 0, isRamping: isRamping))
    setUp(&world.game)
    return world
  }

  @Test func `something first appears in step 11 and then every ten steps`() {
    var world = world { $0.y = 1 }
    for step in 1...40 {
      let before = world.game.occupied
      _ = world.step(0)
      // What appears may be met or move at once, but something stays or goes.
      if step % 10 == 1 && step > 1 {
        #expect(world.game.occupied != before)
      } else {
        #expect(world.game.occupied & ~before == 0)
      }
    }
  }

  @Test(arguments: [0xFF, 0xEF] as [UInt8])
  func `an attempt spends its two draws on full rows too, and a single free row is not drawn`(occupied: UInt8) {
    var world = world {
      $0.occupied = occupied
      $0.gold = 0xFF
      $0.columns = .init(repeating: 0)
      $0.spawnTimer = 0
      $0.moveTimer = 3
    }
    var random = NumPyRandomState(seed: 3)
    world.seed(3)
    // The shell's draw and the attempt's two.
    for _ in 0..<3 { _ = random.rand() }
    _ = world.step(0)
    #expect(world.game.occupied == 0xFF)
    #expect(world.shell.generator.word32() == random.word32())
  }

  @Test func `rows 0 and 9 are out of the player's reach`() {
    var world = world()
    for _ in 0..<12 { _ = world.step(2) }
    #expect(world.game.y == 1)
    world = self.world()
    for _ in 0..<9 { _ = world.step(4) }
    #expect(world.game.y == 8)
  }

  @Test func `gold is collected where it stands and where it arrives`() {
    var standing = world {
      $0.occupied = 1 << 4
      $0.gold = 1 << 4
      $0.columns[4] = 6
    }
    #expect(standing.step(3).outcome == StepOutcome(reward: 1, isTerminated: false, isTruncated: false))
    #expect(standing.game.occupied == 0)
    var arriving = world {
      $0.occupied = 1 << 4
      $0.gold = 1 << 4
      $0.columns[4] = 4
      $0.moveTimer = 0
    }
    #expect(arriving.step(0).outcome.reward == 1)
  }

  @Test func `an enemy ends the game, and the step is carried out to its end`() {
    var world = world(isRamping: true) {
      $0.occupied = 0b11 << 4
      $0.columns[4] = 6
      $0.columns[5] = 2
      $0.directions[5] = -1
      $0.moveTimer = 0
    }
    let last = world.step(3)
    #expect(last.outcome == StepOutcome(reward: 0, isTerminated: true, isTruncated: false))
    // Everything moved on, the enemy off the player's cell.
    #expect(world.game.columns[4] == 7 && world.game.columns[5] == 1)
    #expect(world.game.moveTimer == 4)
    #expect(last.observation[(10 * 5 + 7) * 4 + 1] == 1)
  }

  @Test func `what leaves the board frees its row, and a trail only shows on the board`() {
    var world = world {
      $0.occupied = 0b11
      $0.columns[0] = 9
      $0.columns[1] = 9
      $0.directions[1] = -1
      $0.moveTimer = 1
    }
    let before = world.step(0).observation
    #expect(before[(10 + 8) * 4 + 2] == 1)
    let trailOfTheOther = before[20 * 4..<30 * 4].enumerated().contains { $0.offset % 4 == 2 && $0.element == 1 }
    #expect(!trailOfTheOther)
    let after = world.step(0).observation
    #expect(world.game.occupied == 0b10)
    #expect(after[(20 + 8) * 4 + 1] == 1 && after[(20 + 9) * 4 + 2] == 1)
  }

  @Test func `the game grows harder in step 102 and nine times in all`() {
    var world = world(isRamping: true)
    var levels: [Int] = []
    for step in 1...1100 {
      let before = world.game.level
      // A game that runs on: nothing is ever met.
      world.game.occupied = 0
      _ = world.step(0)
      if world.game.isOver { break }
      if world.game.level != before { levels.append(step) }
    }
    #expect(levels == (1...9).map { $0 * 102 })
  }
}
