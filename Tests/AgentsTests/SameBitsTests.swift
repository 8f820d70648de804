import RLAgents
import RLEnvironmentKit
import RLNetworks
import TestSupport
import Testing

/// A small training run whose every bit is compared.
struct BitsCase: Sendable, CustomTestStringConvertible {
  let isPPO: Bool
  let convolution: ConvolutionChoice
  let precision: Precision
  var network = "minatar"
  /// Whether observations and rewards are.
  var isNormalized = false

  static let all: [BitsCase] = [true, false].flatMap { isPPO in
    [ConvolutionChoice.conv, .coordconv].flatMap { convolution in
      Precision.allCases.filter(\.isSupported).map { BitsCase(isPPO: isPPO, convolution: convolution, precision: $0) }
    }
      + ["minatar-batchnorm", "minatar-layernorm"].map {
        BitsCase(isPPO: isPPO, convolution: .conv, precision: .f32, network: $0)
      } + [BitsCase(isPPO: isPPO, convolution: .coordconv, precision: .f32, isNormalized: true)]
  }

  var testDescription: String {
    "\(isPPO ? "PPO" : "A2C"), \(network), \(convolution.rawValue), \(precision.rawValue)"
      + (isNormalized ? ", normalized" : "")
  }

  func trainer(seed: UInt64, threads: Int, reward: Double = 1, showcase: Showcase? = nil) throws -> any Trainer {
    let setup = TrainingSetup(
      network: NetworkConfiguration(
        name: network, convolution: convolution, precision: precision, normalizesObservations: isNormalized),
      environment: { EnvironmentVector(TimeLimit(PixelWorld(reward: reward), steps: 7), count: $0) }, seed: seed,
      steps: 1000, threads: threads, showcase: showcase)
    if isPPO {
      var ppo = PPOConfiguration()
      (ppo.environments, ppo.lanes, ppo.rolloutSteps, ppo.minibatchSize, ppo.epochs) = (8, 4, 6, 24, 2)
      ppo.normalizesRewards = isNormalized
      return try PPO(ppo, setup)
    }
    var a2c = A2CConfiguration()
    a2c.normalizesRewards = isNormalized
    (a2c.environments, a2c.lanes) = (8, 4)
    return try A2C(a2c, setup)
  }

  /// The bit patterns of all parameters after some iterations, and what was reported on the way.
  func train(seed: UInt64 = 5, threads: Int) throws -> (bits: [[UInt32]], reports: [[UInt64]]) {
    let trainer = try trainer(seed: seed, threads: threads)
    var reports: [[UInt64]] = []
    for _ in 0..<3 {
      reports.append(bits(of: try trainer.iterate()))
    }
    return (bits(of: try #require(trainer.network)), reports)
  }

  /// All that a checkpoint would keep.
  func state(of trainer: any Trainer) throws -> (weights: [[Float]], state: [UInt8]) {
    let network = try #require(trainer.network)
    var archive = StateArchive()
    try trainer.serialize(with: &archive)
    return (network.exported.map { $0.values(in: network.parameters) }, archive.collected)
  }

  func restore(_ trainer: any Trainer, _ weights: [[Float]], _ state: [UInt8]) throws {
    let network = try #require(trainer.network)
    for (parameter, values) in zip(network.exported, weights) { parameter.assign(values, in: network.parameters) }
    var archive = StateArchive(reading: state)
    try trainer.serialize(with: &archive)
    try archive.finish()
  }

  /// The report's numbers and the loss's parts, as bits.
  func bits(of report: IterationReport) -> [UInt64] {
    report.metrics.map(\.value.bitPattern) + [(report.meanReturn ?? -1).bitPattern, UInt64(report.episodes)]
  }

  func bits(of network: PolicyNetwork) -> [[UInt32]] {
    network.exported.map { $0.values(in: network.parameters).map(\.bitPattern) }
  }
}

@Suite(.timeLimit(.minutes(20))) struct SameBitsTests {
  @Test(arguments: Depth.sample(BitsCase.all.indices, 5).map { BitsCase.all[$0] })
  func `the same seed gives the same bits on any number of threads, another seed others`(c: BitsCase) throws {
    let reference = try c.train(threads: 1)
    for threads in [1, 2, 4] {
      let found = try c.train(threads: threads)
      #expect(found.bits == reference.bits, "\(threads) threads")
      #expect(found.reports == reference.reports, "\(threads) threads")
    }
    let other = try c.train(seed: 6, threads: 2)
    #expect(zip(other.bits, reference.bits).allSatisfy { $0 != $1 })
    #expect(other.reports != reference.reports)
  }

  @Test(arguments: Depth.sample(BitsCase.all.indices, 5).map { BitsCase.all[$0] })
  func `training moves every parameter`(c: BitsCase) throws {
    let trainer = try c.trainer(seed: 5, threads: 2)
    let network = try #require(trainer.network)
    let before = c.bits(of: network)
    _ = try trainer.iterate()
    for (name, change) in zip(network.exported.map(\.name), zip(before, c.bits(of: network))) {
      #expect(change.0 != change.1, "\(name)")
    }
  }

  @Test(arguments: Depth.sample(BitsCase.all.indices, 5).map { BitsCase.all[$0] })
  func `a trainer restored between iterations continues with the same bits`(c: BitsCase) throws {
    let whole = try c.trainer(seed: 5, threads: 1)
    for _ in 0..<3 { _ = try whole.iterate() }
    let (weights, state) = try c.state(of: whole)
    let expected = try (0..<3).map { _ in c.bits(of: try whole.iterate()) }

    let resumed = try c.trainer(seed: 99, threads: 2)
    try c.restore(resumed, weights, state)
    #expect(try (0..<3).map { _ in c.bits(of: try resumed.iterate()) } == expected)
    let (wholeWeights, resumedWeights) = (try c.state(of: whole), try c.state(of: resumed))
    #expect(wholeWeights.weights == resumedWeights.weights && wholeWeights.state == resumedWeights.state)
  }

  @Test func `a state that is cut, too long or of another trainer is refused`() throws {
    let c = BitsCase.all[0]
    let trainer = try c.trainer(seed: 5, threads: 1)
    _ = try trainer.iterate()
    let (weights, state) = try c.state(of: trainer)
    for length in stride(from: 0, to: state.count, by: 997) {
      #expect(throws: StateError.self) { try c.restore(trainer, weights, Array(state[..<length])) }
    }
    #expect(throws: StateError.self) { try c.restore(trainer, weights, state + [0]) }
    let other = try #require(BitsCase.all.first { !$0.isPPO })
    #expect(throws: StateError.self) { try other.restore(other.trainer(seed: 5, threads: 1), weights, state) }
  }

  @Test func `minibatches that do not divide the rollout leave a smaller one at its end`() throws {
    var ppo = PPOConfiguration()
    (ppo.environments, ppo.lanes, ppo.rolloutSteps, ppo.minibatchSize, ppo.epochs) = (8, 4, 6, 20, 1)
    let setup = TrainingSetup(
      network: NetworkConfiguration(name: "minatar"), environment: { EnvironmentVector(PixelWorld(), count: $0) },
      seed: 1, steps: 100, threads: 1)
    // Three minibatches of 20, 20 and 8 samples: as many optimizer steps as with 16 each.
    let uneven = try PPO(ppo, setup)
    ppo.minibatchSize = 16
    let even = try PPO(ppo, setup)
    let (first, second) = (try uneven.iterate(), try even.iterate())
    #expect(first.steps == second.steps)
    #expect(uneven.updates == 3 && even.updates == 3)
  }
}
