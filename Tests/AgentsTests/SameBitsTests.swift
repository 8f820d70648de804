import Agents
import EnvironmentKit
import Networks
import Testing

/// A small training run whose every bit is compared.
struct BitsCase: Sendable, CustomTestStringConvertible {
  let isPPO: Bool
  let convolution: ConvolutionChoice
  let precision: Precision

  static let all: [BitsCase] = [true, false].flatMap { isPPO in
    [ConvolutionChoice.conv, .coordconv].flatMap { convolution in
      Precision.allCases.map { BitsCase(isPPO: isPPO, convolution: convolution, precision: $0) }
    }
  }

  var testDescription: String { "\(isPPO ? "PPO" : "A2C"), \(convolution.rawValue), \(precision.rawValue)" }

  func trainer(seed: UInt64, threads: Int, reward: Double = 1, showcase: Showcase? = nil) throws -> any Trainer {
    let setup = TrainingSetup(
      network: NetworkConfiguration(name: "minatar", convolution: convolution, precision: precision),
      environment: { EnvironmentVector(TimeLimit(PixelWorld(reward: reward), steps: 7), count: $0) }, seed: seed,
      steps: 1000, threads: threads, showcase: showcase)
    if isPPO {
      var ppo = PPOConfiguration()
      (ppo.environments, ppo.lanes, ppo.rolloutSteps, ppo.minibatchSize, ppo.epochs) = (8, 4, 6, 24, 2)
      return try PPO(ppo, setup)
    }
    var a2c = A2CConfiguration()
    (a2c.environments, a2c.lanes) = (8, 4)
    return try A2C(a2c, setup)
  }

  /// The bit patterns of all parameters after some iterations, and what was reported on the way.
  func train(seed: UInt64 = 5, threads: Int) throws -> (bits: [[UInt32]], reports: [[UInt64]]) {
    let trainer = try trainer(seed: seed, threads: threads)
    var reports: [[UInt64]] = []
    for _ in 0..<3 {
      let report = try trainer.iterate()
      reports.append(
        report.metrics.map(\.value.bitPattern) + [(report.meanReturn ?? -1).bitPattern, UInt64(report.episodes)])
    }
    return (bits(of: try #require(trainer.network)), reports)
  }

  func bits(of network: PolicyNetwork) -> [[UInt32]] {
    network.exchanged.map { $0.values(in: network.parameters).map(\.bitPattern) }
  }
}

@Suite struct SameBitsTests {
  @Test(arguments: BitsCase.all)
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

  @Test(arguments: BitsCase.all)
  func `training moves every parameter`(c: BitsCase) throws {
    let trainer = try c.trainer(seed: 5, threads: 2)
    let network = try #require(trainer.network)
    let before = c.bits(of: network)
    _ = try trainer.iterate()
    for (name, change) in zip(network.exchanged.map(\.name), zip(before, c.bits(of: network))) {
      #expect(change.0 != change.1, "\(name)")
    }
  }
}
