import RLAgents
import RLEnvironmentKit
import RLNetworks
import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct ActingTests {
  @Test(arguments: [ConvolutionChoice.conv, .coordconv])
  func `a policy actor takes the likeliest action, or samples the network's distribution`(
    convolution: ConvolutionChoice
  ) throws {
    let network = try PolicyNetwork(
      .minatar, convolution: convolution, observationShape: [5, 5, 2], actionCount: 3)
    var random = SplitMix64(1)
    for parameter in network.exported {
      parameter.assign(random.floats(parameter.shape.count), in: network.parameters)
    }
    for parameter in network.exported.suffix(4) {
      parameter.assign(random.floats(parameter.shape.count).map { $0 * 0.02 }, in: network.parameters)
    }
    let bytes = (0..<100).map { _ in UInt8.random(in: 0...255, using: &random) }
    let actor = try PolicyActor(network, batch: 2, precision: .f32, observationMaximum: 255)

    let tape = Tape(parameters: network.parameters, isDifferentiable: false)
    let input = tape.leaf(bytes.map { Float($0) / 255 }, [2, 5, 5, 2], needsGradient: false)
    let output = try network.record(on: tape, observations: input)
    let logits = output.logits.values
    var stream = Philox(seed: 1, lane: 0, purpose: .evaluation)
    func act(isGreedy: Bool) -> [Int] {
      var actions: [Int32] = [-1, -1]
      var span = actions.mutableSpan
      actor.act(on: bytes.span, actions: &span, isGreedy: isGreedy, using: &stream)
      return actions.map(Int.init)
    }
    let best = (0..<2).map { row in Categorical.mode(logits.span, row: row, actions: 3) }
    #expect(act(isGreedy: true) == best)
    #expect(stream.state.position == 0)
    for row in 0..<2 {
      let insight = actor.insight(row: row)
      #expect(abs(insight.value - output.value.values[row]) < 1e-5)
      let expected = CategoricalTests.probabilities(Array(logits[row * 3..<row * 3 + 3]))
      for (p, q) in zip(insight.probabilities, expected) { #expect(abs(Double(p) - q) < 1e-6) }
      #expect(insight.probabilities.count == 3)
    }
    let map = actor.positionMap(turn: -1)
    #expect((map == nil) == (convolution == .conv))
    #expect(map.map { [$0.filter, $0.filters, $0.width, $0.height] } ?? [15, 16, 3, 3] == [15, 16, 3, 3])
    var counts = [[0, 0, 0], [0, 0, 0]]
    for _ in 0..<4000 { for (row, action) in act(isGreedy: false).enumerated() { counts[row][action] += 1 } }
    for row in 0..<2 {
      for (count, p) in zip(counts[row], CategoricalTests.probabilities(Array(logits[row * 3..<row * 3 + 3]))) {
        #expect(abs(Double(count) / 4000 - p) <= 4 * (p * (1 - p) / 4000).squareRoot() + 1e-9)
      }
    }
  }

  @Test func `the random agent gets what chance gives`() throws {
    var configuration = RandomConfiguration()
    configuration.environments = 8
    let setup = TrainingSetup(
      network: NetworkConfiguration(name: "mlp"),
      environment: { EnvironmentVector(ProbeWorld(.rewardByAction), count: $0) }, seed: 1, steps: 100, threads: 1)
    let agent = try RandomAgent(configuration, setup)
    var (means, report) = (0.0, try agent.iterate())
    for _ in 0..<20 {
      report = try agent.iterate()
      means += try #require(report.meanReturn) / 20
    }
    // One of three actions is rewarded; the mean of 2000 draws has a standard error of 0.0105.
    #expect(abs(means - 1.0 / 3) < 0.042)
    #expect(report.steps == 21 * 8 * 128 && report.episodes == report.steps && report.windowEpisodes == 100)
    #expect(agent.network == nil)
  }

  @Test func `environments and lanes can be set in any agent's configuration`() throws {
    let all: [AgentConfiguration] = [
      .ppo(PPOConfiguration()), .a2c(A2CConfiguration()), .random(RandomConfiguration()),
    ]
    #expect(all.map(\.name) == AgentConfiguration.names)
    for var agent in all {
      #expect(throws: Never.self) { try agent.validate() }
      agent.environments = 12
      agent.lanes = 2
      #expect(agent.environments == 12 && agent.lanes == (agent.name == "random" ? 1 : 2))
      #expect(throws: Never.self) { try agent.validate() }
    }
    #expect(AgentConfiguration.summaries.count == AgentConfiguration.names.count)
  }
}
