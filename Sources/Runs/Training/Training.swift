internal import Agents
public import EnvironmentKit

/// One run: trains an agent by its configuration and keeps the results in a folder.
public struct Training: Sendable {
  public let configuration: RunConfiguration
  public let folder: RunFolder
  /// Carry out the lanes; they change speed and nothing else.
  public let threads: Int
  /// Threads that have something to do: there is no more than a lane for each.
  public var usedThreads: Int { min(threads, configuration.agent.lanes) }

  /// Between two checkpoints.
  static let checkpointInterval = Duration.seconds(60)
  /// Between two calls of `progress`.
  static let progressInterval = Duration.seconds(1)

  public init(_ configuration: RunConfiguration, folder: RunFolder, threads: Int) {
    self.configuration = configuration
    self.folder = folder
    self.threads = threads
  }

  /// Trains until the configuration's steps are taken.
  ///
  /// A checkpoint is written every minute and at the end. Where training fails, the last one stays.
  ///
  /// - Parameters:
  ///   - showcase: where the agents at work can be watched; changes nothing of the result.
  ///   - shouldStop: asked after every iteration; where it says yes, the state is saved and the run ends.
  ///   - progress: called about once a second.
  public func run(
    showcase: Showcase? = nil, shouldStop: () -> Bool = { false }, progress: (TrainingProgress) -> Void = { _ in }
  ) throws -> TrainingResult {
    try File.replace(folder.configurationPath, with: configuration.serialized)
    let setup = try configuration.setup(threads: threads, showcase: showcase)
    let spec = setup.environment(1).spec
    let trainer = try configuration.agent.makeTrainer(setup)
    var metrics = try MetricsFile(path: folder.metricsPath, totalSteps: configuration.steps)

    let clock = ContinuousClock()
    let start = clock.now
    var (lastSave, lastProgress) = (start, start)
    var speed = Speedometer()
    var steps = 0
    var isStopped = false
    while steps < configuration.steps && !isStopped {
      let report = try trainer.iterate()
      steps = report.steps
      let now = clock.now
      try metrics.log(report, seconds: (now - start).seconds)
      isStopped = shouldStop()
      if now - lastProgress >= Training.progressInterval {
        lastProgress = now
        speed.note(steps: steps, seconds: (now - start).seconds)
        progress(self.progress(report, seconds: (now - start).seconds, stepsPerSecond: speed.stepsPerSecond))
      }
      if now - lastSave >= Training.checkpointInterval {
        lastSave = now
        try save(trainer, spec, steps: steps)
      }
    }
    let seconds = (clock.now - start).seconds
    return TrainingResult(
      checkpoint: try save(trainer, spec, steps: steps), folder: folder, steps: steps, seconds: seconds,
      isInterrupted: steps < configuration.steps)
  }

  @discardableResult
  private func save(_ trainer: any Trainer, _ spec: EnvironmentSpec, steps: Int) throws(FileError) -> Checkpoint {
    let checkpoint = Checkpoint(configuration, spec: spec, steps: steps, network: trainer.network)
    try checkpoint.write(to: folder.checkpointPath)
    return checkpoint
  }

  private func progress(_ report: IterationReport, seconds: Double, stepsPerSecond: Double) -> TrainingProgress {
    TrainingProgress(
      steps: report.steps, totalSteps: configuration.steps, seconds: seconds, stepsPerSecond: stepsPerSecond,
      meanReturn: report.meanReturn, windowEpisodes: report.windowEpisodes, episodes: report.episodes)
  }
}

/// Speed over the last ten notes.
private struct Speedometer {
  private var notes = [(steps: 0, seconds: 0.0)]

  mutating func note(steps: Int, seconds: Double) {
    notes.append((steps, seconds))
    if notes.count > 10 { notes.removeFirst() }
  }

  var stepsPerSecond: Double {
    guard let first = notes.first, let last = notes.last, last.seconds > first.seconds else { return 0 }
    return Double(last.steps - first.steps) / (last.seconds - first.seconds)
  }
}

extension Duration {
  /// As a number.
  var seconds: Double { self / .seconds(1) }
}
