import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct MinAtarSeaquestTests {
  typealias Mover = MinAtarSeaquest.Mover

  private static let (nothing, left, up, right, down, fire) = (0, 1, 2, 3, 4, 5)

  /// A world without sticky actions, with a game set up by hand: under water, nothing about to appear.
  private func world(
    isRamping: Bool = true, _ setUp: (inout MinAtarSeaquest.Game) -> Void = { _ in }
  ) -> MinAtarSeaquest {
    var world = MinAtarSeaquest(options: MinAtarOptions(stickyProbability: 0, isRamping: isRamping))
    world.game.y = 4
    world.game.isAtSurface = false
    world.game.enemySpawnTimer = 20
    world.game.diverSpawnTimer = 30
    setUp(&world.game)
    return world
  }

  private func entries<let capacity: Int>(_ movers: MinAtarSeaquest.Movers<capacity>) -> [Mover] {
    (0..<movers.count).map { movers[$0] }
  }

  private func count(_ observation: [UInt8], channel: Int) -> Int {
    observation.indices.count { $0 % 10 == channel && observation[$0] == 1 }
  }

  @Test func `six divers delivered leave one too few, and surfacing is free until there are none`() {
    var world = world {
      $0.y = 1
      $0.carried = 6
      $0.oxygen = 121
    }
    let first = world.step(Self.up)
    #expect(first.outcome == StepOutcome(reward: 6, isTerminated: false, isTruncated: false))
    #expect(world.game.carried == -1)
    #expect(world.game.oxygen == 200)
    #expect(count(first.observation, channel: 8) == 0)
    // At the surface no air is used; the next dive and return cost nothing but another diver.
    _ = world.step(Self.nothing)
    #expect(world.game.oxygen == 200)
    _ = world.step(Self.down)
    #expect(!world.step(Self.up).outcome.isTerminated)
    #expect(world.game.carried == -2)
    world.game.carried = 0
    _ = world.step(Self.down)
    #expect(world.step(Self.up).outcome.isTerminated)
  }

  @Test func `fewer than six divers pay nothing and one goes ashore`() {
    var world = world {
      $0.y = 1
      $0.carried = 3
      $0.oxygen = 50
    }
    #expect(world.step(Self.up).outcome.reward == 0)
    #expect(world.game.carried == 2)
    #expect(world.game.oxygen == 200)
  }

  @Test func `the submarine's back is behind its front, whichever way it faces`() {
    for (action, front, back) in [(Self.right, 6, 5), (Self.left, 4, 5)] {
      var world = world()
      let row = world.step(action).observation[400..<500]
      #expect([0, 1].map { channel in (0..<10).filter { row[400 + $0 * 10 + channel] == 1 } } == [[front], [back]])
    }
  }

  @Test func `the gauges show oxygen from the left and divers from the right`() {
    var world = world {
      $0.oxygen = 101
      $0.carried = 4
    }
    let lastRow = world.step(Self.nothing).observation.suffix(100)
    let gauges = [7, 8].map { channel in (0..<10).map { lastRow[lastRow.startIndex + $0 * 10 + channel] } }
    #expect(gauges == [[1, 1, 1, 1, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 1, 1, 1, 0]])
  }

  @Test func `without oxygen the game ends one step later`() {
    var world = world { $0.oxygen = 1 }
    #expect(!world.step(Self.nothing).outcome.isTerminated)
    #expect(world.game.oxygen == 0)
    #expect(world.step(Self.nothing).outcome.isTerminated)
    #expect(world.game.oxygen == -1)
  }

  @Test func `an enemy submarine that leaves the board still shoots in that step`() {
    var world = world {
      $0.enemySubs.append(Mover(x: 9, y: 4, dx: 1, moveTimer: 0, shotTimer: 0))
      $0.enemySubs.append(Mover(x: 0, y: 4, dx: 1, moveTimer: 3, shotTimer: 0))
    }
    // The first one's bullet starts and ends beyond the edge, the second one's moves at once.
    _ = world.step(Self.nothing)
    #expect(entries(world.game.enemySubs) == [Mover(x: 0, y: 4, dx: 1, moveTimer: 2, shotTimer: 10)])
    #expect(entries(world.game.enemyBullets) == [Mover(x: 1, y: 4, dx: 1)])
  }

  @Test func `an enemy submarine that meets a bullet is gone but still shoots`() {
    var world = world {
      $0.y = 8
      $0.ownBullets.append(Mover(x: 2, y: 3, dx: 1))
      $0.enemySubs.append(Mover(x: 4, y: 3, dx: -1, moveTimer: 0, shotTimer: 0))
    }
    #expect(world.step(Self.nothing).outcome.reward == 1)
    #expect(world.game.enemySubs.count == 0 && world.game.ownBullets.count == 0)
    #expect(entries(world.game.enemyBullets) == [Mover(x: 2, y: 3, dx: -1)])
  }

  @Test func `a new bullet that catches up with an older one takes its place when it hits`() {
    var world = world {
      ($0.x, $0.isFacingRight) = (6, true)
      $0.ownBullets.append(Mover(x: 7, y: 4, dx: 1))
      $0.fish.append(Mover(x: 7, y: 4, dx: 1, moveTimer: 3))
    }
    // The new one moves first, to where the old one is, and is then equal to it: the package removes the old one and
    // moves the new one again.
    #expect(world.step(Self.fire).outcome.reward == 1)
    #expect(entries(world.game.ownBullets) == [Mover(x: 8, y: 4, dx: 1)])
  }

  @Test func `the first of several fish on a cell is the one a bullet hits`() {
    var world = world {
      $0.y = 8
      $0.ownBullets.append(Mover(x: 2, y: 3, dx: 1))
      $0.fish.append(Mover(x: 3, y: 3, dx: -1, moveTimer: 4))
      $0.fish.append(Mover(x: 3, y: 3, dx: -1, moveTimer: 2))
      $0.enemySubs.append(Mover(x: 3, y: 3, dx: -1, moveTimer: 2, shotTimer: 5))
    }
    #expect(world.step(Self.nothing).outcome.reward == 1)
    #expect(entries(world.game.fish) == [Mover(x: 3, y: 3, dx: -1, moveTimer: 1)])
    #expect(world.game.enemySubs.count == 1)
  }

  @Test func `a full submarine leaves divers where they are`() {
    for carried in [5, 6] {
      var world = world {
        $0.carried = carried
        $0.divers.append(Mover(x: 5, y: 4, dx: 1, moveTimer: 3))
      }
      _ = world.step(Self.nothing)
      #expect(world.game.carried == 6)
      #expect(entries(world.game.divers) == (carried == 5 ? [] : [Mover(x: 5, y: 4, dx: 1, moveTimer: 2)]))
    }
  }

  @Test func `a shot moves at once and the next one waits five steps`() {
    var world = world { ($0.x, $0.isFacingRight) = (1, true) }
    let bullets = (1...10).map { _ in
      _ = world.step(Self.fire)
      return entries(world.game.ownBullets).map(\.x)
    }
    #expect(bullets.map(\.first) == [2, 3, 4, 5, 6, 7, 8, 9, 5, 6])
    #expect(bullets.map(\.count) == [1, 1, 1, 1, 1, 2, 2, 2, 1, 1])
  }

  @Test func `the step that ends the game is carried out to its end`() {
    var world = world {
      $0.fish.append(Mover(x: 5, y: 4, dx: 1, moveTimer: 0))
      $0.fish.append(Mover(x: 2, y: 2, dx: 1, moveTimer: 1))
      $0.enemySpawnTimer = 9
      $0.oxygen = 100
    }
    #expect(world.step(Self.nothing).outcome == StepOutcome(reward: 0, isTerminated: true, isTruncated: false))
    #expect(entries(world.game.fish).map(\.x) == [6, 2])
    #expect(world.game.enemySpawnTimer == 8)
    #expect(world.game.oxygen == 99)
  }

  @Test func `an enemy against the traffic of its row does not appear, and the draws are spent`() {
    // A seed whose enemy swims to the right.
    let seed = (0..<100).first { seed in
      var random = NumPyRandomState(seed: UInt32(seed))
      _ = random.rand()
      return random.rand() < 0.5
    }
    for direction in [1, -1] as [Int8] {
      var world = world {
        $0.enemySpawnTimer = 0
        for row in 1...8 as ClosedRange<Int8> { $0.fish.append(Mover(x: 3, y: row, dx: direction, moveTimer: 3)) }
        $0.y = 0
        $0.isAtSurface = true
      }
      world.seed(UInt64(seed ?? 0))
      var random = NumPyRandomState(seed: UInt32(seed ?? 0))
      for _ in 0..<3 { _ = random.rand() }
      _ = random.randint(1, 9)
      _ = world.step(Self.nothing)
      #expect(world.game.fish.count + world.game.enemySubs.count == (direction == 1 ? 9 : 8))
      #expect(world.shell.generator.word32() == random.word32())
    }
  }

  @Test func `surfacing makes the game harder, nineteen times, and only where it ramps`() {
    for isRamping in [true, false] {
      var world = world(isRamping: isRamping) { $0.carried = -1 }
      for _ in 0..<25 {
        world.game.y = 1
        world.game.isAtSurface = false
        world.game.enemySpawnTimer = 20
        world.game.diverSpawnTimer = 30
        #expect(!world.step(Self.up).outcome.isTerminated)
      }
      #expect(world.game.level == (isRamping ? 19 : 0))
    }
  }

  @Test func `a list that is full takes nothing more`() {
    var list = MinAtarSeaquest.Movers<2>()
    for x in 0..<5 { list.append(Mover(x: Int8(x), y: 1, dx: 1)) }
    #expect(entries(list).map(\.x) == [0, 1])
    list.remove(at: 1)
    #expect(entries(list).map(\.x) == [0])
  }

  @Test func `play at the hardest level stays far from the lists' ends`() {
    var most = (enemies: 0, bullets: 0)
    for seed in 0..<4 {
      var world = MinAtarSeaquest(options: MinAtarOptions(stickyProbability: 0))
      world.seed(UInt64(seed))
      _ = world.reset()
      world.game.level = 19
      for _ in 0..<600 where !world.game.isOver {
        _ = world.step(Self.nothing)
        most.enemies = max(most.enemies, world.game.fish.count + world.game.enemySubs.count)
        most.bullets = max(most.bullets, world.game.enemyBullets.count)
      }
    }
    // One a step, gone within 30: never more, whatever the rows let through.
    #expect((10...30).contains(most.enemies), "\(most)")
    #expect((1...30).contains(most.bullets), "\(most)")
  }
}
