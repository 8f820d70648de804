internal import RLAgents
public import RLEnvironmentKit
internal import RLResults

/// One run: trains an agent by its configuration and keeps the results in a folder.
public struct Training: Sendable {
  public let configuration: RunConfiguration
  public let folder: RunFolder
  /// Carry out the lanes; they change speed and nothing else.
  public let threads: Int
  /// Threads that have something to do: there is no more than a lane for each.
  public var usedThreads: Int { min(threads, configuration.agent.lanes) }
  /// Between two checkpoints.
  public var checkpointInterval = Duration.seconds(60)
  /// Checkpoints that are kept, the latest.
  public var keptCheckpoints = 1
  /// Where it resumes, for a run that was started before.
  let checkpoint: (content: Checkpoint, path: String)?

  /// Between two calls of `progress`.
  static let progressInterval = Duration.seconds(1)

  /// A new run.
  public init(_ configuration: RunConfiguration, folder: RunFolder, threads: Int) {
    self.configuration = configuration
    self.folder = folder
    self.threads = threads
    checkpoint = nil
  }

  /// A run to be resumed after its latest checkpoint.
  ///
  /// - Parameter more: environment steps beyond those the run was to take; schedules then end later too.
  /// - Throws: ``RunFolderError`` for what is no run, has saved nothing, or is written by another process, ``CheckpointError``, ``SettingsError``.
  public init(resuming folder: RunFolder, more: Int = 0, threads: Int) throws {
    // Before its first checkpoint, too.
    if RunLock.isHeld(folder) { throw RunFolderError.inUse(folder.path, process: RunLock.holder(of: folder)) }
    guard let latest = folder.latestCheckpoint else { throw RunFolderError.nothingSaved(folder.path) }
    let content = try Checkpoint(readingFrom: latest.path)
    guard let resumption = content.resumption else {
      throw CheckpointError(path: latest.path, problem: .notResumable)
    }
    var configuration = try folder.configuration
    let saved = try RunConfiguration(
      parsing: Array(resumption.configuration.utf8), path: latest.path, level: content.level)
    if let setting = saved.difference(from: configuration) {
      throw CheckpointError(path: latest.path, problem: .otherConfiguration(setting: setting))
    }
    let (steps, overflows) = configuration.steps.addingReportingOverflow(more)
    guard !overflows else { throw SettingsError("\(more) more steps are more than can be counted") }
    configuration.steps = steps
    self.configuration = configuration
    self.folder = folder
    self.threads = threads
    checkpoint = (content, latest.path)
  }

  /// Whether training is complete.
  public var isFinished: Bool { checkpoint.map { $0.content.steps >= configuration.steps } ?? false }

  /// What a user should know before it runs: the configuration's warnings, and whether its bytes can still be those of
  /// a run that was never stopped.
  public var warnings: [String] {
    let warning = checkpoint?.content.provenance.warning(resumingWith: .current)
    return configuration.warnings + [warning, checkpoint?.content.levelWarning].compactMap { $0 }
  }

  /// Trains until the configuration's steps are taken.
  ///
  /// The state is saved every ``checkpointInterval`` and at the end. Where training fails, what was saved last stays.
  ///
  /// - Parameters:
  ///   - showcase: where the agents at work can be watched; changes nothing of the result.
  ///   - shouldStop: asked after every iteration; once it returns true, the state is saved and the run ends.
  ///   - shouldStopEvaluation: asked before every step of an evaluation; once it returns true, the state is saved and the
  ///     run ends, to start that evaluation again when it resumes.
  ///   - progress: called about once a second.
  /// - Throws: ``RunFolderError/inUse(_:process:)`` where another process writes the run, ``FileError``,
  ///   ``MetricsError``, ``CheckpointError`` where the run cannot be resumed, `TrainingError`.
  public func run(
    showcase: Showcase? = nil, shouldStop: () -> Bool = { false }, shouldStopEvaluation: () -> Bool = { false },
    progress: (TrainingProgress) -> Void = { _ in }
  ) throws -> TrainingResult {
    let lock = try RunLock(folder)
    defer { withExtendedLifetime(lock) {} }
    // Another process may have resumed it since the checkpoint was read, or started it since the folder was empty.
    if let checkpoint, folder.latestCheckpoint?.path != checkpoint.path {
      throw RunFolderError.inUse(folder.path, process: RunLock.holder(of: folder))
    }
    if checkpoint == nil, File.exists(folder.configurationPath) { throw RunFolderError.notEmpty(folder.path) }
    var session: TrainingSession
    do {
      try folder.write(configuration)
      if !isFinished { try File.remove(folder.resultPath) }
      session = try TrainingSession(self, showcase: showcase)
    } catch {
      if checkpoint == nil { folder.removeStart() }
      throw error
    }
    do { return try session.run(shouldStop, shouldStopEvaluation, progress: progress) } catch {
      // The error itself explains best why it ended, even where it cannot be logged.
      try? session.log.log(event: "stopped after \(session.steps) steps: \(error)")
      throw error
    }
  }

  /// Lets what was trained play whole episodes and writes down what the run came to.
  ///
  /// Arguments as of ``Evaluation/run(episodes:seed:series:isGreedy:showcase:shouldStop:progress:)``.
  ///
  /// - Throws: what ``Evaluation`` throws, and ``FileError``.
  public func conclude(
    _ result: TrainingResult, episodes: Int = Evaluation.usualEpisodes, isGreedy: Bool = false,
    shouldStop: () -> Bool = { false }, progress: (_ ended: Int) -> Void = { _ in }
  ) throws -> EvaluationResult {
    let lock = try RunLock(folder)
    defer { withExtendedLifetime(lock) {} }
    let evaluation = try Evaluation(result.checkpoint, path: folder.path)
      .run(
        episodes: episodes, seed: configuration.seed, isGreedy: isGreedy, shouldStop: shouldStop, progress: progress)
    try File.replace(folder.resultPath, with: Array((result.record(evaluation: evaluation).text + "\n").utf8))
    return evaluation
  }
}
