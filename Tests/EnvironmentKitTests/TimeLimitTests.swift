import RLEnvironmentKit
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct TimeLimitTests {
  @Test func `an episode is truncated at the limit and not before`() {
    var world = TimeLimit(CountingWorld(length: 5), steps: 3)
    for _ in 0..<2 {
      _ = world.reset()
      let outcomes = (0..<3).map { _ in world.step(0).outcome }
      #expect(outcomes.map(\.isTruncated) == [false, false, true])
      #expect(outcomes.allSatisfy { !$0.isTerminated })
    }
  }

  @Test func `a true end in the last step counts as terminated only`() {
    var world = TimeLimit(CountingWorld(length: 3), steps: 3)
    _ = world.reset()
    let last = (0..<3).map { _ in world.step(0).outcome }.last
    #expect(last == StepOutcome(reward: 3, isTerminated: true, isTruncated: false))
  }

  @Test func `the specification has the smaller limit`() {
    #expect(TimeLimit(CountingWorld(), steps: 3).spec.stepLimit == 3)
    #expect(TimeLimit(TimeLimit(CountingWorld(), steps: 2), steps: 3).spec.stepLimit == 2)
    #expect(TimeLimit(TimeLimit(CountingWorld(), steps: 4), steps: 3).spec.stepLimit == 3)
  }
}
