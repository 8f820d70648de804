import RLEnvironmentKit
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct WrapperTests {
  static let all: [Wrapper] = [
    .timeLimit(steps: 3), .frameStack(frames: 3), .stickyActions(probability: 0.5), .actionRepeat(times: 2),
    .rewardClip(bound: 2), .rewardScale(factor: -0.5),
  ]

  @Test(arguments: all) func `a wrapped world keeps the common promises`(wrapper: Wrapper) {
    func check<World: Environment>(_ world: World) { checkEnvironment(world) }
    check(wrapper.applied(to: CountingWorld(length: 6)))
  }

  @Test(arguments: all, all) func `wrappers compose in any order`(inner: Wrapper, outer: Wrapper) {
    func check<World: Environment>(_ world: World) { checkEnvironment(world, seeds: [3], steps: 60) }
    let world = outer.applied(to: inner.applied(to: CountingWorld(length: 6)))
    #expect(world.spec.name == "test/counting" + inner.suffix + outer.suffix)
    check(world)
  }

  @Test func `a frame stack shows the oldest channels first, and the first frame for those before it`() {
    var world = FrameStack(CountingWorld(length: 9), frames: 3)
    #expect(world.spec.observationShape == [1, 1, 9])
    func counts(_ observation: [UInt8]) -> [UInt8] { [observation[0], observation[3], observation[6]] }
    #expect(counts(world.reset()) == [0, 0, 0])
    #expect(counts(world.step(0).observation) == [0, 0, 1])
    #expect(counts(world.step(0).observation) == [0, 1, 2])
    #expect(counts(world.step(0).observation) == [1, 2, 3])
    #expect(counts(world.reset()) == [0, 0, 0])
  }

  @Test func `an action repeat adds up rewards and stops where the episode ends`() {
    var world = ActionRepeat(CountingWorld(length: 5), times: 2)
    _ = world.reset()
    #expect(world.step(0).outcome == StepOutcome(reward: 1 + 2, isTerminated: false, isTruncated: false))
    #expect(world.step(0).outcome == StepOutcome(reward: 3 + 4, isTerminated: false, isTruncated: false))
    #expect(world.step(0).outcome == StepOutcome(reward: 5, isTerminated: true, isTruncated: false))
    #expect(ActionRepeat(TimeLimit(CountingWorld(), steps: 5), times: 2).spec.stepLimit == 3)
  }

  /// The second action ends an episode of `CountingWorld`, so what was carried out can be seen.
  @Test(arguments: [0, 0.25, 1]) func `actions stick as often as asked`(probability: Double) {
    var world = StickyActions(CountingWorld(length: 200), probability: probability)
    world.seed(5)
    _ = world.reset()
    var stuck = 0
    for _ in 0..<4000 {
      let isOver = world.step(1).outcome.isTerminated
      if !isOver { stuck += 1 }
      // Whether it ended or not, the next episode starts with action 0 to repeat.
      _ = world.reset()
    }
    // Four standard errors of 4000 draws at a quarter.
    #expect(abs(Double(stuck) - 4000 * probability) <= (probability == 0.25 ? 110 : 0))
  }

  @Test func `a stuck action is the one carried out last`() {
    struct Echo: EnvironmentWrapper {
      var world = CountingWorld(length: 200)
      mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
        observation[0] = UInt8(action)
        return StepOutcome(reward: Double(action), isTerminated: false, isTruncated: false)
      }
    }
    var world = StickyActions(Echo(), probability: 0.4)
    world.seed(1)
    _ = world.reset()
    var last = 0.0
    var runs = 0
    for step in 0..<2000 {
      let chosen = step % 2
      let done = world.step(chosen).outcome.reward
      #expect(done == Double(chosen) || done == last)
      if done != Double(chosen) { runs += 1 }
      last = done
    }
    #expect(runs > 200)
  }

  @Test func `rewards are clipped and scaled`() {
    var clipped = RewardClip(CountingWorld(length: 9), bound: 2.5)
    var scaled = RewardScale(RewardClip(CountingWorld(length: 9), bound: 2.5), factor: -2)
    _ = (clipped.reset(), scaled.reset())
    for reward in [1, 2, 2.5, 2.5] {
      #expect(clipped.step(0).outcome.reward == reward)
      #expect(scaled.step(0).outcome.reward == -2 * reward)
    }
  }

  @Test(arguments: all) func `a wrapper's text is read back`(wrapper: Wrapper) throws {
    #expect(try Wrapper(parsing: String(wrapper.suffix.dropFirst())) == wrapper)
  }

  @Test func `every wrapper is described`() {
    #expect(
      Set(WrapperTests.all.map { $0.suffix.dropFirst().prefix { $0 != "=" } })
        == Set(Wrapper.syntax.map { $0.name[...] }))
  }

  @Test(arguments: [
    (
      "frame-stock=4",
      "unknown wrapper 'frame-stock'; did you mean 'frame-stack'? (available: time-limit, frame-stack, sticky, "
        + "action-repeat, clip-reward, scale-reward)"
    ),
    ("frame-stack", "the wrapper 'frame-stack' needs a value: frame-stack=1 ... 16"),
    ("frame-stack=0", "'frame-stack' cannot be '0'; it takes 1 ... 16"),
    ("frame-stack=4.5", "'frame-stack' cannot be '4.5'; it takes 1 ... 16"),
    ("time-limit=-3", "'time-limit' cannot be '-3'; it takes 1 ... 1000000000"),
    ("sticky=1.5", "'sticky' cannot be '1.5'; it takes 0 ... 1"),
    ("sticky=nan", "'sticky' cannot be 'nan'; it takes 0 ... 1"),
    ("clip-reward=0", "'clip-reward' cannot be '0'; it takes a number above 0"),
    ("scale-reward=inf", "'scale-reward' cannot be 'inf'; it takes a number other than 0"),
    ("action-repeat=1000", "'action-repeat' cannot be '1000'; it takes 1 ... 100"),
  ])
  func `a mistaken wrapper is answered with what would be right`(text: String, message: String) {
    let error = #expect(throws: OptionError.self) { try Wrapper(parsing: text) }
    #expect(error.map { "\($0)" } == message)
  }
}
