import RLAgents
import RLEnvironmentKit
import RLNetworks
import RLTensors
import TestSupport
import Testing

/// Observations and rewards that are normalized by what the whole run has seen.
@Suite(.timeLimit(.minutes(20))) struct NormalizationTests {
  private static let (gamma, steps, environments, lanes) = (Float(0.9), 10, 8, 4)

  private static func core(reward: Double = 1000, limit: Int = 100) throws -> ActorCritic {
    let setup = TrainingSetup(
      network: NetworkConfiguration(name: "minatar", normalizesObservations: true),
      environment: { EnvironmentVector(TimeLimit(PixelWorld(reward: reward), steps: limit), count: $0) }, seed: 3,
      steps: 1000, threads: 2)
    return try ActorCritic(
      setup, rolloutSteps: steps, environments: environments, lanes: lanes, slices: [20],
      optimizer: .sgd(.init()), normalizesRewards: true)
  }

  @Test func `rewards are divided by the deviation of all lanes' discounted returns, and returns are not`() throws {
    let core = try Self.core()
    var discounted = [[Double]](repeating: [0, 0], count: Self.lanes)
    var all: [Double] = []
    for _ in 0..<3 {
      core.collect(gamma: Self.gamma, lambda: 0.95)
      // No episode is cut off, so a reward is 0 or stands for 1000.
      for (number, lane) in core.lanes.enumerated() {
        for i in 0..<lane.rollout.count {
          let value = discounted[number][i % 2] * Double(Self.gamma) + (lane.rollout.rewards[i] == 0 ? 0 : 1000)
          all.append(value)
          discounted[number][i % 2] = lane.rollout.ended[i] ? 0 : value
        }
        #expect(Set(lane.finishedReturns).isSubset(of: [0, 1000]))
      }
      let mean = all.reduce(0, +) / Double(all.count)
      let deviation = (all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)).squareRoot()
      let rewards = core.lanes.flatMap { lane in (0..<lane.rollout.count).map { lane.rollout.rewards[$0] } }
      #expect(rewards.contains { $0 > 0 })
      for reward in rewards where reward != 0 { #expect(abs(reward - Float(1000 / deviation)) < 1e-4) }
      core.carryOver()
    }
  }

  @Test func `a bound is that of normalized rewards, and the value of what is cut off is added to them as it is`()
    throws
  {
    let core = try Self.core(limit: 2)
    core.collect(gamma: Self.gamma, lambda: 0.95, rewardBound: 0.25)
    for (number, lane) in core.lanes.enumerated() {
      var seeds = Philox(seed: 3, lane: number, purpose: .environments)
      for b in 0..<2 {
        var world = TimeLimit(PixelWorld(reward: 1000), steps: 2)
        world.seed(seeds.next())
        _ = world.reset()
        for t in 0..<Self.steps {
          let step = world.step(Int(lane.rollout.actions[t * 2 + b]))
          // After two steps no dot has fallen: rewards are 0, and all that is left is γ·V.
          let expected = step.outcome.isTruncated ? try Self.gamma * core.network.valueOf(step.observation) : 0
          #expect(abs(lane.rollout.rewards[t * 2 + b] - expected) < 1e-5)
          if step.outcome.isTruncated {
            #expect(expected != 0)
            _ = world.reset()
          }
        }
      }
    }
    let falling = try Self.core()
    falling.collect(gamma: Self.gamma, lambda: 0.95, rewardBound: 0.25)
    #expect(
      Set(falling.lanes.flatMap { lane in (0..<lane.rollout.count).map { lane.rollout.rewards[$0] } }) == [0, 0.25])
  }

  @Test func `discounted returns add up the rewards of an episode, and start over with the next`() throws {
    let setup = TrainingSetup(
      network: NetworkConfiguration(name: "mlp"),
      environment: { EnvironmentVector(ProbeWorld(.constantRewardThatEnds), count: $0) }, seed: 3, steps: 1000,
      threads: 1)
    let core = try ActorCritic(
      setup, rolloutSteps: Self.steps, environments: Self.environments, lanes: Self.lanes, slices: [20],
      optimizer: .sgd(.init()), normalizesRewards: true)
    core.collect(gamma: Self.gamma, lambda: 0.95)
    // Episodes of three steps, each rewarded with 1.
    let returns = (0..<Self.steps).map { [1, 1.9, 2.71][$0 % 3] }
    let mean = returns.reduce(0, +) / 10
    let deviation = (returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10).squareRoot()
    for lane in core.lanes {
      for i in 0..<lane.rollout.count { #expect(abs(Double(lane.rollout.rewards[i]) - 1 / deviation) < 1e-4) }
    }
  }

  @Test func `a rare reward is kept within ten deviations`() throws {
    let core = try Self.core(reward: 1e-3)
    core.collect(gamma: 0, lambda: 0.95)
    let rewards = core.lanes.flatMap { lane in (0..<lane.rollout.count).map { lane.rollout.rewards[$0] } }
    #expect(rewards.allSatisfy { (0...10).contains($0) })
  }

  @Test func `observations are normalized by all that were learned from, and only between iterations`() throws {
    let core = try Self.core()
    func statistics() -> [[Float]] {
      core.network.exported.prefix(2).map { $0.values(in: core.network.parameters) }
    }
    #expect(core.network.exported.prefix(2).map(\.name) == ["observation.running_mean", "observation.running_var"])
    let size = PixelWorld().spec.observationSize
    #expect(statistics() == [[Float](repeating: 0, count: size), [Float](repeating: 1, count: size)])
    var (count, sums) = (0.0, [Double](repeating: 0, count: size))
    for _ in 0..<2 {
      let before = statistics()
      core.collect(gamma: Self.gamma, lambda: 0.95)
      #expect(statistics() == before)
      for lane in core.lanes {
        for i in 0..<lane.rollout.count * size { sums[i % size] += Double(lane.rollout.observations[i]) }
        count += Double(lane.rollout.count)
      }
      core.carryOver()
      expectClose(statistics()[0], sums.map { $0 / count })
      // Bytes here are 0 and 1.
      expectClose(statistics()[1], sums.map { $0 / count * (1 - $0 / count) })
    }
  }

  @Test func `a policy acts by the statistics that its network holds`() throws {
    let core = try Self.core()
    core.collect(gamma: Self.gamma, lambda: 0.95)
    core.carryOver()
    let world = PixelWorld()
    let actor = try PolicyActor(core.network, batch: 1, precision: .f32, observationMaximum: 1)
    let bytes = (0..<world.spec.observationSize).map { UInt8($0 % 3 == 0 ? 1 : 0) }
    actor.look(at: bytes.span)
    let (mean, variance) = (
      core.network.exported[0].values(in: core.network.parameters),
      core.network.exported[1].values(in: core.network.parameters)
    )
    // A network that does not normalize, with the same weights and normalized pixels.
    let plain = try PolicyNetwork(
      .minatar, convolution: .conv, observationShape: world.spec.observationShape, actionCount: 3)
    for (from, to) in zip(core.network.exported.dropFirst(2), plain.exported) {
      to.assign(from.values(in: core.network.parameters), in: plain.parameters)
    }
    let tape = Tape(parameters: plain.parameters, isDifferentiable: false)
    let pixels = bytes.indices.map {
      min(10, max(-10, (Float(bytes[$0]) - mean[$0]) / (variance[$0] + 1e-8).squareRoot()))
    }
    let expected = try plain.record(on: tape, observations: tape.leaf(pixels, [1, 5, 5, 2], needsGradient: false))
    #expect(abs(actor.insight(row: 0).value - expected.value.values[0]) < 1e-4)
  }
}
