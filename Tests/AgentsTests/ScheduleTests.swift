import RLAgents
import RLEnvironmentKit
import RLNetworks
import Testing

/// What an optimizer gets while settings change over a run.
@Suite(.timeLimit(.minutes(20))) struct ScheduleTests {
  private static let rollouts = 4
  private static let keeper = BitsCase(isPPO: true, convolution: .coordconv, precision: .f32)

  /// A small learner; PPO's rates may be those of one moment of a run.
  private static func trainer(
    isPPO: Bool, _ schedule: Schedule, rate: Float, clipRange: Float = 0.3, targetKL: Float? = nil
  ) throws -> any Trainer {
    let setup = TrainingSetup(
      network: NetworkConfiguration(name: "mlp"),
      environment: { EnvironmentVector(TimeLimit(PixelWorld(), steps: 7), count: $0) }, seed: 5,
      steps: rollouts * 8 * 6, threads: 1)
    guard isPPO else {
      var a2c = A2CConfiguration()
      (a2c.environments, a2c.lanes, a2c.rolloutSteps) = (8, 2, 6)
      (a2c.learningRate, a2c.learningRateSchedule) = (rate, schedule)
      return try A2C(a2c, setup)
    }
    var ppo = PPOConfiguration()
    (ppo.environments, ppo.lanes, ppo.rolloutSteps, ppo.minibatchSize, ppo.epochs) = (8, 2, 6, 12, 3)
    (ppo.learningRate, ppo.learningRateSchedule) = (rate, schedule)
    (ppo.clipRange, ppo.clipRangeSchedule, ppo.targetKL) = (clipRange, schedule, targetKL)
    return try PPO(ppo, setup)
  }

  /// At each quarter of a run the scheduled learner does, bit for bit, what one does whose settings are constant and a
  /// quarter lower each time.
  @Test(arguments: [true, false]) func `a linear schedule falls to zero over the run`(isPPO: Bool) throws {
    let c = Self.keeper
    let whole = try Self.trainer(isPPO: isPPO, .linear, rate: 0.02)
    for iteration in 0..<Self.rollouts {
      let left = 1 - Float(iteration) / Float(Self.rollouts)
      let (weights, state) = try c.state(of: whole)
      let report = try whole.iterate()
      #expect(report.metrics.first { $0.name == "learningRate" }?.value == Double(0.02 * left))
      let constant = try Self.trainer(isPPO: isPPO, .constant, rate: 0.02 * left, clipRange: 0.3 * left)
      try c.restore(constant, weights, state)
      _ = try constant.iterate()
      #expect(try c.bits(of: #require(constant.network)) == c.bits(of: #require(whole.network)), "\(iteration)")
      // The comparison shows a rate, and for PPO a range, that has not fallen.
      let (rate, range): (Float, Float) = (0.02 * left, 0.3 * left)
      var unchanged = [(rate: 1.5 * rate, range: range)]
      if isPPO { unchanged.append((rate: rate, range: 0.001)) }
      for (rate, range) in unchanged {
        let other = try Self.trainer(isPPO: isPPO, .constant, rate: rate, clipRange: range)
        try c.restore(other, weights, state)
        _ = try other.iterate()
        #expect(try c.bits(of: #require(other.network)) != c.bits(of: #require(whole.network)), "\(iteration)")
      }
    }
  }

  /// Optimizer steps of two iterations, and the mean divergence that the first reported.
  private static func updates(targetKL: Float?) throws -> (counts: [Int], divergence: Double) {
    let trainer = try #require(
      try trainer(isPPO: true, .constant, rate: 0.02, targetKL: targetKL) as? PPO)
    let report = try trainer.iterate()
    let first = trainer.updates
    _ = try trainer.iterate()
    let divergence = try #require(report.metrics.first { $0.name == "approximateKL" }?.value)
    return ([first, trainer.updates - first], divergence)
  }

  @Test func `an iteration stops updating after a minibatch beyond 1.5 times the target divergence`() throws {
    // Three epochs of four minibatches of 12 samples.
    #expect(try Self.updates(targetKL: nil).counts == [12, 12])
    #expect(try Self.updates(targetKL: 1000).counts == [12, 12])
    // The first minibatch of an iteration meets the policy that acted, so that the second is the earliest beyond.
    let least = try Self.updates(targetKL: 1e-12)
    #expect(least.counts == [2, 2])
    // Of the two minibatches the first diverges by nothing.
    let second = 2 * least.divergence
    #expect(second > 0)
    #expect(try Self.updates(targetKL: Float(second / 1.52)).counts[0] == 2)
    #expect(try Self.updates(targetKL: Float(second / 1.48)).counts[0] > 2)
  }
}
