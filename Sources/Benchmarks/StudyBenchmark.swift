internal import RLEnvironmentKit
internal import RLNetworks
internal import RLStudies
internal import RLTensors

/// Seconds that an epoch of the not-so-Clevr studies takes, in each network's default setting.
public struct StudyBenchmark: Sendable {
  public struct Result: Sendable {
    public var study: String
    public var network: String
    public var kernel: Int
    public var scale: Int
    public var parameters: Int
    public var batch: Int
    /// Of an epoch.
    public var samples: Int
    public var threads: Int
    public var secondsPerEpoch: Double
  }

  /// Measures every network, after a few steps to warm up.
  ///
  /// - Parameter seconds: for each, or an epoch where that is shorter.
  public static func measure(threads: Int, seconds: Double = 5) throws -> [Result] {
    try [SupervisedStudy.classification, .regression, .rendering].flatMap { study in
      try study.arms.map { try measure(study, $0, threads: threads, seconds: seconds) }
    }
  }

  private static func measure(
    _ study: SupervisedStudy, _ arm: SupervisedStudy.Arm, threads: Int, seconds: Double
  ) throws -> Result {
    let settings = arm.settings(NotSoClevr.Split.uniform.rawValue)
    let samples = NotSoClevr.Split.uniform.samples.train
    let network = arm.make(settings)
    let learner = try SupervisedLearner(
      study.task(settings), network, settings, seed: 1, trainingCount: samples.count, evaluationCounts: [],
      threads: threads)
    let steps = (samples.count + settings.batchSize - 1) / settings.batchSize
    func step(_ number: Int) throws {
      let start = number % steps * settings.batchSize
      _ = try learner.step(samples[start..<min(start + settings.batchSize, samples.count)], learningRate: 0.001)
    }
    for number in 0..<3 { try step(number) }
    let clock = ContinuousClock()
    let start = clock.now
    var done = 0
    while done < steps, done < 10 || start.duration(to: clock.now) < .seconds(seconds) {
      try step(done)
      done += 1
    }
    let time = start.duration(to: clock.now) / .seconds(1)
    return Result(
      study: study.name, network: arm.name, kernel: settings.kernel, scale: settings.scale,
      parameters: network.parameters.learnedCount, batch: settings.batchSize, samples: samples.count,
      threads: threads, secondsPerEpoch: time / Double(done) * Double(steps))
  }
}
