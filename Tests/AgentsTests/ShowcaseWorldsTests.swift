import RLAgents
import RLEnvironmentKit
import RLNetworks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct ShowcaseWorldsTests {
  @Test(arguments: [true, false])
  func `what is shown is what the first lane's worlds do, and training goes as it does unwatched`(isPPO: Bool) throws {
    let c = BitsCase(isPPO: isPPO, convolution: .conv, precision: .f32)
    let showcase = Showcase(worlds: 5, length: 12)
    let watched = try c.trainer(seed: 5, threads: 2, showcase: showcase)
    var shown: [[Moment]] = []
    for _ in 0..<3 {
      _ = try watched.iterate()
      while let moments = showcase.take() { shown.append(moments) }
    }
    #expect(shown.count >= 12)

    // The lane has two worlds, fewer than there is room for. One is replayed from its seed with the actions shown.
    var seeds = Philox(seed: 5, lane: 0, purpose: .environments)
    var world = TimeLimit(PixelWorld(reward: 1), steps: 7)
    world.seed(seeds.next())
    var observation = world.reset()
    var (length, total, reward) = (0, 0.0, 0.0)
    for (index, moments) in shown.prefix(12).enumerated() {
      #expect(moments.count == 2)
      let moment = moments[0]
      #expect(moment.observation == observation, "step \(index)")
      #expect(moment.world.save() == world.save(), "step \(index)")
      #expect(moment.step == length && moment.episodeReturn == total && moment.reward == reward, "step \(index)")
      let insight = try #require(moment.insight)
      #expect(insight.probabilities.count == world.spec.actionNames.count)
      #expect(abs(insight.probabilities.reduce(0, +) - 1) < 1e-5 && insight.value.isFinite)
      let step = world.step(try #require(moment.action))
      let isOver = step.outcome.isTerminated || step.outcome.isTruncated
      observation = isOver ? world.reset() : step.observation
      (length, total, reward) =
        isOver ? (0, 0, 0) : (length + 1, total + step.outcome.reward, step.outcome.reward)
    }

    let alone = try c.trainer(seed: 5, threads: 1)
    for _ in 0..<3 { _ = try alone.iterate() }
    #expect(c.bits(of: try #require(watched.network)) == c.bits(of: try #require(alone.network)))
  }

  @Test func `the random agent is shown without thoughts`() throws {
    let showcase = Showcase(worlds: 1, length: 20)
    var configuration = RandomConfiguration()
    (configuration.environments, configuration.rolloutSteps) = (2, 20)
    let setup = TrainingSetup(
      network: NetworkConfiguration(name: "minatar"),
      environment: { EnvironmentVector(TimeLimit(PixelWorld(), steps: 7), count: $0) }, seed: 1, steps: 40, threads: 1,
      showcase: showcase)
    _ = try RandomAgent(configuration, setup).iterate()
    var steps: [Int] = []
    while let moments = showcase.take() {
      #expect(moments.count == 1 && moments[0].insight == nil && moments[0].action != nil)
      steps.append(moments[0].step)
    }
    #expect(steps.count == 20 && steps.filter { $0 == 0 }.count >= 3)
  }
}
