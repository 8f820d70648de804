import RLAgents
import RLEnvironmentKit
import RLNetworks
import RLTensors
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The lanes' collecting and updating against one plain tape that knows no lanes, packed weights or microbatches.
@Suite(.timeLimit(.minutes(20))) struct ActorCriticTests {
  static let lanes = 4, environments = 8, steps = 6

  static func core(
    _ convolution: ConvolutionChoice, _ precision: Precision = .f32, slice: Int = 12,
    optimizer: OptimizerConfiguration = .sgd(.init(momentum: 0))
  ) throws -> ActorCritic {
    let setup = TrainingSetup(
      network: NetworkConfiguration(name: "minatar", convolution: convolution, precision: precision),
      environment: { EnvironmentVector(TimeLimit(PixelWorld(), steps: 7), count: $0) }, seed: 3, steps: 1000,
      threads: 2)
    return try ActorCritic(
      setup, rolloutSteps: steps, environments: environments, lanes: lanes, slices: [slice], optimizer: optimizer)
  }

  /// A learner's plain twin: the network on one tape, over given samples of given lanes.
  struct Plain {
    let tape: Tape
    let output: PolicyNetwork.Output
    let samples: [LossSample]
    let maps: PositionMaps

    init(_ core: ActorCritic, _ chosen: [(lane: Int, index: Int)], isDifferentiable: Bool = true) throws {
      let size = core.network.observationShape.reduce(1, *)
      var pixels: [Float] = []
      for (lane, index) in chosen {
        let bytes = core.lanes[lane].rollout.observations
        for i in 0..<size { pixels.append(Float(bytes[index * size + i])) }
      }
      samples = chosen.map { core.lanes[$0.lane].rollout.sample($0.index) }
      maps = try core.network.positionMaps()
      tape = Tape(parameters: core.network.parameters, isDifferentiable: isDifferentiable)
      let input = tape.leaf(pixels, Shape([chosen.count] + core.network.observationShape), needsGradient: false)
      output = try core.network.record(on: tape, observations: input)
    }

    /// The mean loss's gradient.
    func gradient(_ loss: PolicyLoss, normalizes: Bool, of network: PolicyNetwork) -> GradientBuffer {
      let buffer = GradientBuffer(count: network.parameters.count)
      tape.bind(gradients: buffer)
      let n = Double(samples.count)
      let mean = samples.reduce(0) { $0 + Double($1.advantage) } / n
      let variance = samples.reduce(0) { $0 + (Double($1.advantage) - mean) * (Double($1.advantage) - mean) } / n
      let logits = output.logits.values
      let values = output.value.values
      var (dLogits, dValues) = (logits, values)
      var statistics = LossStatistics()
      for (row, var sample) in samples.enumerated() {
        if normalizes { sample.advantage = Float((Double(sample.advantage) - mean) / variance.squareRoot()) }
        var span = dLogits.mutableSpan
        dValues[row] = loss.evaluate(
          sample, logits: logits.span, row: row, actions: 3, value: values[row], weight: 1 / Float(samples.count),
          logitsGradient: &span, statistics: &statistics)
      }
      output.logits.withMutableGradient(of: Float.self) { for i in $0.indices { $0[i] = dLogits[i] } }
      output.value.withMutableGradient(of: Float.self) { for i in $0.indices { $0[i] = dValues[i] } }
      tape.backward(from: [output.logits, output.value])
      maps.backward(buffer)
      return buffer
    }
  }

  static func loss(_ objective: PolicyLoss.Objective) -> PolicyLoss {
    PolicyLoss(objective: objective, valueClipRange: nil, valueCoefficient: 0.5, entropyCoefficient: 0.01)
  }

  @Test(arguments: [ConvolutionChoice.conv, .coordconv], [true, false])
  func `an update is one step along the gradient of the mean loss over the chosen samples`(
    convolution: ConvolutionChoice, isPPO: Bool
  ) throws {
    let core = try Self.core(convolution, slice: 6)
    let store = core.network.parameters
    let loss = Self.loss(isPPO ? .clippedSurrogate(clipRange: 0.2) : .policyGradient)
    core.collect(gamma: 0.99, lambda: 0.95)
    for lane in core.lanes { lane.shuffle() }
    // Twice: the second time the ratios are not 1, and packed weights and maps must be those of the first step.
    for slice in [3..<9, 6..<12] {
      let chosen = (0..<Self.lanes).flatMap { lane in slice.map { (lane, Int(core.lanes[lane].order[$0])) } }
      let plain = try Plain(core, chosen)
      let gradient = plain.gradient(loss, normalizes: isPPO, of: core.network)
      let before = store.learned.map { store.values(of: $0) }
      let (_, norm) = try core.update(
        slice: slice, loss: loss, normalizesAdvantages: isPPO, learningRate: 1, maximumGradientNorm: .infinity)
      var squares = 0.0
      for (parameter, old) in zip(store.learned, before) {
        let slope = gradient.withSpan(store.range(of: parameter)) { span in span.indices.map { Double(span[$0]) } }
        squares += slope.reduce(0) { $0 + $1 * $1 }
        let change = zip(old, store.values(of: parameter)).map { $0 - $1 }
        // The change is read off weights of magnitude one, which round to 2⁻²⁴.
        #expect(deviation(change, slope, floor: 1e-2) < 2e-5, "\(parameter.name)")
        #expect(slope.contains { $0 != 0 }, "\(parameter.name)")
      }
      #expect(abs(norm - squares.squareRoot()) < 1e-4 * norm)
    }
  }

  @Test func `the gradient's norm is clipped over all parameters, the coordinates' too`() throws {
    let core = try Self.core(.coordconv)
    let store = core.network.parameters
    core.collect(gamma: 0.99, lambda: 0.95)
    let before = store.learned.map { store.values(of: $0) }
    let (_, norm) = try core.update(
      slice: 0..<12, loss: Self.loss(.policyGradient), normalizesAdvantages: false, learningRate: 1,
      maximumGradientNorm: 0.01)
    #expect(norm > 0.05)
    let squares = zip(store.learned, before).reduce(0.0) { sum, pair in
      zip(store.values(of: pair.0), pair.1).reduce(sum) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
    }
    #expect(abs(squares.squareRoot() - 0.01) < 1e-4)
  }

  @Test(arguments: [ConvolutionChoice.conv, .coordconv], Precision.allCases.filter(\.isSupported))
  func `lanes act with the network as it is after an update`(convolution: ConvolutionChoice, precision: Precision)
    throws
  {
    let core = try Self.core(convolution, precision)
    core.collect(gamma: 0.99, lambda: 0.95)
    for _ in 0..<3 {
      _ = try core.update(
        slice: 0..<12, loss: Self.loss(.policyGradient), normalizesAdvantages: false, learningRate: 1,
        maximumGradientNorm: .infinity)
    }
    let stale = core.lanes.flatMap { lane in (0..<12).map { Double(lane.rollout.values[$0]) } }
    core.carryOver()
    core.collect(gamma: 0.99, lambda: 0.95)
    let chosen = (0..<Self.lanes).flatMap { lane in (0..<12).map { (lane, $0) } }
    let plain = try Plain(core, chosen, isDifferentiable: false)
    let (logits, values) = (plain.output.logits.values, plain.output.value.values.map(Double.init))
    let found = core.lanes.flatMap { lane in (0..<12).map { lane.rollout.values[$0] } }
    let tolerance = precision == .f32 ? 1e-5 : 0.03
    #expect(deviation(found, values) < tolerance)
    #expect(deviation(found, stale) > 2 * tolerance)
    for (row, (lane, index)) in chosen.enumerated() {
      let z = Array(logits[row * 3..<row * 3 + 3])
      let chosenAction = Int(core.lanes[lane].rollout.actions[index])
      let expected = log(CategoricalTests.probabilities(z)[chosenAction])
      #expect(abs(Double(core.lanes[lane].rollout.logProbabilities[index]) - expected) < 10 * tolerance)
    }
  }

  @Test(arguments: [(1, 1), (64, 64), (65, 13), (80, 40), (96, 48), (127, 1), (512, 64)])
  func `a microbatch is the largest divisor of a lane's slice up to 64`(slice: Int, expected: Int) {
    #expect(ActorCritic.microbatch(of: [slice]) == expected)
  }
}
