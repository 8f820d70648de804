import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct MinAtarFreewayTests {
  private static let (nothing, up, down) = (0, 1, 2)

  /// A world without sticky actions, with a game set up by hand: cars that stand still for long.
  private func world(_ setUp: (inout MinAtarFreeway.Game) -> Void = { _ in }) -> MinAtarFreeway {
    var world = MinAtarFreeway(options: MinAtarOptions(stickyProbability: 0))
    world.game.timers = .init(repeating: 100)
    setUp(&world.game)
    return world
  }

  @Test func `reset draws eight speeds and then eight directions from the shared stream`() {
    var world = MinAtarFreeway()
    var random = NumPyRandomState(seed: 11)
    world.seed(11)
    _ = world.reset()
    let pauses = (0..<8).map { _ in Int8(random.randint(1, 6)) }
    let directions = (0..<8).map { _ in Int8(random.rand() > 0.5 ? 1 : -1) }
    #expect((0..<8).map { world.game.pauses[$0] } == pauses)
    #expect((0..<8).map { world.game.directions[$0] } == directions)
    #expect(world.shell.generator.word32() == random.word32())
  }

  @Test func `the game ends with step 2501 and not before`() {
    var world = MinAtarFreeway()
    for _ in 1...2500 { #expect(!world.step(0).outcome.isTerminated) }
    #expect(world.step(0).outcome == StepOutcome(reward: 0, isTerminated: true, isTruncated: false))
    #expect(world.step(1).outcome == StepOutcome(reward: 0, isTerminated: true, isTruncated: false))
    #expect(world.game.clock == -1)
  }

  @Test func `the chicken moves at most every third step, not in the first three`() {
    var world = world()
    let rows = (1...10).map { _ in
      _ = world.step(Self.up)
      return world.game.chicken
    }
    #expect(rows == [9, 9, 9, 8, 8, 8, 7, 7, 7, 6])
  }

  @Test func `a step down that the edge blocks still costs the pause`() {
    var world = world { $0.moveTimer = 0 }
    _ = world.step(Self.down)
    #expect(world.game.chicken == 9 && world.game.moveTimer == 2)
    for _ in 0..<2 { _ = world.step(Self.up) }
    #expect(world.game.chicken == 9)
    _ = world.step(Self.up)
    #expect(world.game.chicken == 8)
  }

  @Test func `the top gives 1, sends the chicken back and draws new speeds, not places`() {
    var world = world {
      $0.chicken = 1
      $0.moveTimer = 0
      $0.cars = [0, 1, 2, 3, 5, 6, 7, 8]
    }
    var random = NumPyRandomState(seed: 2)
    world.seed(2)
    #expect(world.step(Self.up).outcome == StepOutcome(reward: 1, isTerminated: false, isTruncated: false))
    _ = random.rand()
    let pauses = (0..<8).map { _ in Int8(random.randint(1, 6)) }
    #expect(world.game.chicken == 9)
    #expect(world.game.cars == [0, 1, 2, 3, 5, 6, 7, 8])
    #expect((0..<8).map { world.game.timers[$0] } == pauses.map { $0 - 1 })
  }

  @Test func `a car hits where it stood and where it arrives, and the pause continues`() {
    for (column, direction, timer) in [(4, 1, 0), (3, 1, 0), (5, -1, 0), (4, 1, 9)] as [(Int8, Int8, Int8)] {
      var world = world {
        $0.chicken = 6
        $0.moveTimer = 3
        $0.cars[5] = column
        $0.directions[5] = direction
        $0.timers[5] = timer
      }
      _ = world.step(0)
      #expect(world.game.chicken == 9 && world.game.moveTimer == 2)
    }
    var missed = world {
      $0.chicken = 6
      $0.cars[5] = 3
      $0.cars[6] = 4
    }
    _ = missed.step(0)
    #expect(missed.game.chicken == 6)
  }

  @Test func `a car moves once every pause and one steps, around the edge, its trail too`() {
    var world = world {
      $0.cars[2] = 9
      $0.directions[2] = 1
      $0.pauses[2] = 2
      $0.timers[2] = 2
    }
    let places = (1...7).map { _ in
      _ = world.step(0)
      return world.game.cars[2]
    }
    #expect(places == [9, 9, 0, 0, 0, 1, 1])
    world.game.cars[2] = 0
    let observation = world.step(0).observation
    #expect(observation[30 * 7 + 1] == 1)
    // Pause 2: the plane of the second speed, at the other edge.
    #expect(observation[39 * 7 + 3] == 1)
  }
}
