import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

/// What the package's shell does to every game.
@Suite(.timeLimit(.minutes(20))) struct MinAtarShellTests {
  /// A seed whose first draw makes the first step stick at 0.1.
  static let stickySeed: UInt64? = (0...100).first { seed in
    var random = NumPyRandomState(seed: UInt32(seed))
    return random.rand() < 0.1
  }

  @Test func `the last action outlives seed and reset`() throws {
    var world = MinAtarSpaceInvaders()
    for _ in 0..<20 { _ = world.step(1) }
    #expect(world.shell.lastAction == .left)
    world.seed(try #require(Self.stickySeed))
    _ = world.reset()
    _ = world.step(2)
    #expect(world.game.cannon == 4)
    #expect(world.shell.lastAction == .left)
  }

  @Test func `a sticky chain repeats what was carried out, not what was chosen`() {
    var world = MinAtarSpaceInvaders(options: MinAtarOptions(stickyProbability: 1))
    for action in [1, 2, 3, 1] { _ = world.step(action) }
    #expect(world.game.cannon == 5)
    #expect(world.shell.lastAction == .nothing)
  }

  @Test func `every step draws once, also without stickiness and after the end`() {
    var world = MinAtarBreakout(options: MinAtarOptions(stickyProbability: 0))
    var random = NumPyRandomState(seed: 8)
    world.seed(8)
    _ = world.reset()
    _ = random.randint(2)
    var stepsAfterEnd = 0
    while stepsAfterEnd < 5 {
      let outcome = world.step(0).outcome
      _ = random.rand()
      if world.game.isOver { stepsAfterEnd += 1 }
      if stepsAfterEnd > 1 { #expect(outcome == StepOutcome(reward: 0, isTerminated: true, isTruncated: false)) }
    }
    #expect(world.shell.generator.word32() == random.word32())
  }

  @Test func `a game that is over changes nothing`() {
    var world = MinAtarBreakout()
    _ = world.reset()
    var last = world.step(0)
    while !last.outcome.isTerminated { last = world.step(0) }
    for action in [1, 2, 0] { #expect(world.step(action).observation == last.observation) }
    #expect(world.reset() != last.observation)
  }

  @Test func `shell and game share one stream`() {
    var world = MinAtarBreakout()
    var random = NumPyRandomState(seed: 5)
    world.seed(5)
    for steps in 0..<40 {
      _ = world.reset()
      #expect(world.game.ballX == (random.randint(2) == 0 ? 0 : 9))
      for _ in 0..<steps {
        _ = world.step(0)
        _ = random.rand()
      }
    }
  }

  @Test func `a seed without a reset leaves the game as it is`() {
    var world = MinAtarBreakout()
    _ = world.reset()
    for _ in 0..<3 { _ = world.step(2) }
    let (x, y, paddle) = (world.game.ballX, world.game.ballY, world.game.paddle)
    world.seed(1)
    #expect((world.game.ballX, world.game.ballY, world.game.paddle) == (x, y, paddle))
  }

  @Test func `a fresh world is in the state of seed 0`() {
    var (fresh, seeded) = (MinAtarBreakout(), MinAtarBreakout())
    seeded.seed(0)
    _ = seeded.reset()
    for step in 0..<50 { #expect(fresh.step(step % 3).observation == seeded.step(step % 3).observation) }
  }

  @Test func `only the low 32 bits of a seed count`() {
    var (low, high) = (MinAtarShell(options: .init(), minimal: []), MinAtarShell(options: .init(), minimal: []))
    low.seed(7)
    high.seed(7 | 5 << 32)
    #expect(low.generator.word32() == high.generator.word32())
  }

  @Test func `the minimal set is the full set without idle actions`() {
    var full = MinAtarSpaceInvaders(options: MinAtarOptions(actions: .full))
    var minimal = MinAtarSpaceInvaders(options: MinAtarOptions(actions: .minimal))
    full.seed(3)
    minimal.seed(3)
    _ = (full.reset(), minimal.reset())
    var random = Philox(seed: 3, lane: 0, purpose: .actions)
    for _ in 0..<300 {
      let action = random.below(4)
      #expect(minimal.step(action).observation == full.step([0, 1, 3, 5][action]).observation)
    }
  }

  @Test func `an action outside the set stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var world = MinAtarBreakout()
      _ = world.step(3)
    }
  }
}
