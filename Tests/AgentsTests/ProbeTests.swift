import RLAgents
import RLEnvironmentKit
import RLNetworks
import Testing

@Suite(.timeLimit(.minutes(20))) struct ProbeTests {
  static func train(_ agent: ProbeAgent, _ kind: ProbeWorld.Kind, stepLimit: Int? = nil) throws -> (
    values: [Float], logits: [[Float]], report: IterationReport
  ) {
    let trainer = try agent.trainer(ProbeWorld(kind), stepLimit: stepLimit)
    var report = try trainer.iterate()
    for _ in 1..<agent.iterations { report = try trainer.iterate() }
    let network = try #require(trainer.network)
    let probe = try network.probe()
    return (probe.values, probe.logits, report)
  }

  static func best(_ logits: [Float]) -> Int { Categorical.mode(logits.span, row: 0, actions: logits.count) }

  @Test(arguments: ProbeAgent.allCases)
  func `a constant reward is worth 1 over 1 - γ`(agent: ProbeAgent) throws {
    let found = try Self.train(agent, .constantReward)
    #expect(abs(found.values[0] - 10) < 0.5, "\(found.values)")
    #expect(found.report.episodes == 0 && found.report.meanReturn == nil)
  }

  @Test(arguments: ProbeAgent.allCases)
  func `a time limit does not lessen what a constant reward is worth`(agent: ProbeAgent) throws {
    let found = try Self.train(agent, .constantReward, stepLimit: 3)
    #expect(abs(found.values[0] - 10) < 0.5, "\(found.values)")
    #expect(found.report.meanReturn == 3)
  }

  @Test(arguments: ProbeAgent.allCases)
  func `a true end does`(agent: ProbeAgent) throws {
    // The three steps look alike, so the value is fitted to the mean of 2.71, 1.9 and 1 or to a bootstrapped mixture:
    // at most V = 1 + ⅔·γ·V = 2.5.
    let found = try Self.train(agent, .constantRewardThatEnds)
    #expect((1.5...3).contains(found.values[0]), "\(found.values)")
    #expect(found.report.meanReturn == 3 && found.report.windowEpisodes == 100)
    // 60 · 128 or 400 · 80 steps in episodes of three.
    #expect(found.report.episodes == (agent == .ppo ? 8 * (60 * 16 / 3) : 16 * (400 * 5 / 3)))
    #expect(found.report.steps == (agent == .ppo ? 60 * 128 : 400 * 80))
  }

  @Test(arguments: ProbeAgent.allCases)
  func `the rewarded action is found`(agent: ProbeAgent) throws {
    let found = try Self.train(agent, .rewardByAction)
    #expect(Self.best(found.logits[0]) == 1)
    #expect(abs(found.values[0] - 1) < 0.1, "\(found.values)")
    #expect(try #require(found.report.meanReturn) > 0.9)
  }

  @Test(arguments: ProbeAgent.allCases)
  func `the action that the observation asks for is found`(agent: ProbeAgent) throws {
    let found = try Self.train(agent, .rewardByObservation)
    #expect(found.logits.map(Self.best) == [0, 1])
    #expect(found.values.allSatisfy { abs($0 - 1) < 0.15 }, "\(found.values)")
    // Blind, an agent gets one half.
    #expect(try #require(found.report.meanReturn) > 0.9)
  }

  @Test(arguments: ProbeAgent.allCases)
  func `a reward a step later is credited to the action that earned it`(agent: ProbeAgent) throws {
    let found = try Self.train(agent, .delayedReward)
    #expect(Self.best(found.logits[0]) == 2)
    #expect(abs(found.values[0] - 0.9) < 0.1 && abs(found.values[1] - 1) < 0.1, "\(found.values)")
    #expect(try #require(found.report.meanReturn) > 0.9)
  }

  @Test(arguments: ProbeAgent.allCases)
  func `rollouts of a single step continue where the last one stopped`(agent: ProbeAgent) throws {
    // Were the first observation not carried over, the agent would act on one that never changes.
    let trainer = try agent.trainer(ProbeWorld(.rewardByObservation), rolloutSteps: 1)
    var report = try trainer.iterate()
    for _ in 1..<400 { report = try trainer.iterate() }
    #expect(try #require(report.meanReturn) > 0.9)
  }

  @Test(arguments: ProbeAgent.allCases)
  func `before training nothing is known`(agent: ProbeAgent) throws {
    let network = try #require(try agent.trainer(ProbeWorld(.rewardByAction)).network)
    let probe = try network.probe()
    #expect(probe.values.allSatisfy { abs($0) < 0.9 })
    #expect(probe.logits.allSatisfy { abs($0[0] - $0[1]) < 0.1 })
  }
}
