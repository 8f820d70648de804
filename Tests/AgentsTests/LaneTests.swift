import RLAgents
import RLEnvironmentKit
import RLNetworks
import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct LaneTests {
  static let gamma: Float = 0.9

  /// Four lanes of two worlds, whose episodes are cut off before a dot has fallen where `isCut`.
  static func core(isCut: Bool) throws -> ActorCritic {
    let setup = TrainingSetup(
      network: NetworkConfiguration(name: "minatar"),
      environment: { EnvironmentVector(TimeLimit(PixelWorld(), steps: isCut ? 3 : 9), count: $0) }, seed: 3,
      steps: 1000,
      threads: 2)
    return try ActorCritic(
      setup, rolloutSteps: 10, environments: 8, lanes: 4, slices: [20], optimizer: .sgd(.init()))
  }

  @Test(arguments: [false, true])
  func `a rollout is what the worlds do with its actions`(isCut: Bool) throws {
    let core = try Self.core(isCut: isCut)
    core.collect(gamma: Self.gamma, lambda: 0.95)
    let size = PixelWorld().spec.observationSize
    for (number, lane) in core.lanes.enumerated() {
      var seeds = Philox(seed: 3, lane: number, purpose: .environments)
      for b in 0..<2 {
        var world = TimeLimit(PixelWorld(), steps: isCut ? 3 : 9)
        world.seed(seeds.next())
        var observation = world.reset()
        for t in 0..<10 {
          let i = t * 2 + b
          let shown = lane.rollout.observations.withSpan(i * size..<(i + 1) * size) { span in
            span.indices.map { span[$0] }
          }
          try #require(shown == observation, "lane \(number), world \(b), step \(t)")
          let step = world.step(Int(lane.rollout.actions[i]))
          var reward = Float(step.outcome.reward)
          if step.outcome.isTruncated {
            reward += try Self.gamma * core.network.valueOf(step.observation)
          }
          let isOver = step.outcome.isTerminated || step.outcome.isTruncated
          #expect(lane.rollout.ended[i] == isOver)
          #expect(abs(lane.rollout.rewards[i] - reward) < 1e-5)
          observation = isOver ? world.reset() : step.observation
        }
      }
      #expect((0..<20).contains { lane.rollout.ended[$0] })
    }
  }

  @Test func `a reward bound changes what is learned from and not what is counted`() throws {
    let setup = TrainingSetup(
      network: NetworkConfiguration(name: "minatar"),
      environment: { EnvironmentVector(PixelWorld(reward: -5), count: $0) },
      seed: 3, steps: 1000, threads: 1)
    let core = try ActorCritic(
      setup, rolloutSteps: 20, environments: 8, lanes: 4, slices: [40], optimizer: .sgd(.init()))
    core.collect(gamma: Self.gamma, lambda: 0.95, rewardBound: 2)
    for lane in core.lanes {
      let rewards = (0..<40).map { lane.rollout.rewards[$0] }
      #expect(Set(rewards).isSubset(of: [0, -2]))
      #expect(lane.finishedReturns.reduce(0, +) == 2.5 * Double(rewards.reduce(0, +)))
    }
    #expect(core.lanes.contains { lane in (0..<40).contains { lane.rollout.rewards[$0] == -2 } })
  }

  @Test func `lanes share no random numbers`() throws {
    let core = try Self.core(isCut: false)
    core.collect(gamma: Self.gamma, lambda: 0.95)
    for lane in core.lanes { lane.shuffle() }
    #expect(Set(core.lanes.map { lane in (0..<20).map { lane.rollout.actions[$0] } }).count == 4)
    #expect(Set(core.lanes.map { lane in (0..<20).map { lane.order[$0] } }).count == 4)
    let size = PixelWorld().spec.observationSize
    #expect(Set(core.lanes.map { lane in (0..<2 * size).map { lane.rollout.observations[$0] } }).count == 4)
  }

  @Test func `shuffling gives every order of the samples, each sample once`() throws {
    let lane = try Self.core(isCut: false).lanes[1]
    var first = [Int](repeating: 0, count: 20)
    var stays = 0
    var before = 7
    for _ in 0..<4000 {
      lane.shuffle()
      let order = (0..<20).map { Int(lane.order[$0]) }
      try #require(order.sorted() == Array(0..<20))
      first[order[7]] += 1
      stays += order[7] == before ? 1 : 0
      before = order[7]
    }
    // Each sample comes to each place with probability 1/20: 200 ± 4 standard errors of 13.8.
    #expect(first.allSatisfy { (144...256).contains($0) }, "\(first)")
    // Sattolo's variant, an easy slip, never leaves a sample in its place.
    #expect((144...256).contains(stays), "\(stays)")
  }

  @Test func `the last observations of a rollout are the first of the next`() throws {
    let core = try Self.core(isCut: false)
    core.collect(gamma: Self.gamma, lambda: 0.95)
    let lane = core.lanes[2]
    let size = PixelWorld().spec.observationSize
    let last = (0..<2 * size).map { lane.rollout.observations[20 * size + $0] }
    core.carryOver()
    #expect((0..<2 * size).map { lane.rollout.observations[$0] } == last)
  }
}

extension PolicyNetwork {
  /// The value of one observation of planes, by a tape of its own.
  func valueOf(_ observation: [UInt8]) throws -> Float {
    let tape = Tape(parameters: parameters, isDifferentiable: false)
    let input = tape.leaf(observation.map(Float.init), Shape([1] + observationShape), needsGradient: false)
    return try record(on: tape, observations: input).value.values[0]
  }
}
