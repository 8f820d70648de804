package import RLAgents
package import RLEnvironmentKit
internal import RLEnvironments
internal import RLResults

/// A run while a process works on it.
package struct TrainingSession {
  private let training: Training
  private let trainer: any Trainer
  private let spec: EnvironmentSpec
  package var log: RunLog
  private(set) var steps: Int
  private var watch: Stopwatch
  /// Steps of the checkpoint that holds the present state.
  private var savedSteps: Int?

  /// Starts a run, or resumes it from what was saved.
  package init(_ training: Training, showcase: Showcase?) throws {
    self.training = training
    spec = try training.configuration.entry.spec
    trainer = try training.configuration.makeTrainer(threads: training.threads, showcase: showcase)
    steps = training.checkpoint?.content.steps ?? 0
    if let checkpoint = training.checkpoint {
      try TrainingSession.restore(trainer, from: checkpoint.content, path: checkpoint.path, spec: spec)
      savedSteps = steps
    } else if let network = trainer.network {
      try training.configuration.initialWeights.assign(to: network)
    }
    log = try RunLog(training.folder, totalSteps: training.configuration.steps, after: steps)
    watch = Stopwatch(seconds: log.seconds)
    try log.log(
      event: "\(steps == 0 ? "started" : "resumed after \(steps) steps"): rlcoord \(RLCoord.version), "
        + "\(training.usedThreads) threads, \(HostFacts.current.text)")
    for warning in training.warnings { try log.log(event: "warning: \(warning)") }
    if let checkpoint = training.checkpoint { try restoreBest(from: checkpoint.content) }
  }

  private static func restore(
    _ trainer: any Trainer, from checkpoint: Checkpoint, path: String, spec: EnvironmentSpec
  ) throws(CheckpointError) {
    try checkpoint.check(for: spec, path: path)
    if let network = trainer.network { try checkpoint.assignWeights(to: network, path: path) }
    var archive = StateArchive(reading: checkpoint.resumption?.state ?? [])
    do throws(StateError) {
      try trainer.serialize(with: &archive)
      try archive.finish()
    } catch { throw CheckpointError(path: path, problem: .impossibleState("\(error)")) }
    guard trainer.steps == checkpoint.steps else {
      let reason = "its state is that after \(trainer.steps) steps, but it is called one after \(checkpoint.steps)"
      throw CheckpointError(path: path, problem: .impossibleState(reason))
    }
  }

  /// See ``Training/run(showcase:shouldStop:shouldStopEvaluation:progress:)``.
  mutating func run(
    _ shouldStop: () -> Bool, _ shouldStopEvaluation: () -> Bool, progress: (TrainingProgress) -> Void
  ) throws -> TrainingResult {
    let total = training.configuration.steps
    let first = steps
    var (lastSave, lastProgress) = (watch.seconds, watch.seconds)
    var speed = Speedometer(steps: steps, seconds: watch.seconds)
    let start = watch.seconds
    // An evaluation that was stopped is made up for.
    var isStopped =
      try steps > 0 && !evaluate(after: steps - training.configuration.agent.rolloutSize, shouldStopEvaluation)
    while !isFinished && !isStopped {
      let before = steps
      let report = try iterate()
      try log.log(report, seconds: watch.seconds)
      isStopped = try !evaluate(after: before, shouldStopEvaluation) || shouldStop()
      let now = watch.seconds
      if now - lastProgress >= Training.progressInterval.seconds {
        lastProgress = now
        speed.note(steps: steps, seconds: now)
        progress(TrainingProgress(report, of: total, seconds: now, stepsPerSecond: speed.stepsPerSecond))
      }
      if now - lastSave >= training.checkpointInterval.seconds, !isFinished, !isStopped {
        lastSave = now
        try save()
      }
    }
    let checkpoint = try save()
    try log.log(event: isFinished ? "trained for \(steps) steps\(reason)" : "stopped after \(steps) steps on request")
    return TrainingResult(
      checkpoint: checkpoint, folder: training.folder, steps: steps, seconds: watch.seconds,
      stepsPerSecond: watch.seconds > start ? Double(steps - first) / (watch.seconds - start) : 0,
      isInterrupted: !isFinished)
  }

  /// Whether all steps are taken, or the return is reached that training was for.
  private var isFinished: Bool { steps >= training.configuration.steps || hasReachedReturn }

  private var hasReachedReturn: Bool {
    guard let wanted = training.configuration.stopReturn, let mean = trainer.meanReturn else { return false }
    return trainer.windowEpisodes == RunConfiguration.fullWindow && mean >= wanted
  }

  private var reason: String {
    guard steps < training.configuration.steps, let wanted = training.configuration.stopReturn else { return "" }
    return ": the mean return reached \(wanted)"
  }

  /// One rollout and the updates made from it.
  package mutating func iterate() throws -> IterationReport {
    let report = try trainer.iterate()
    steps = report.steps
    return report
  }

  @discardableResult
  package mutating func save() throws -> Checkpoint {
    var archive = StateArchive()
    try trainer.serialize(with: &archive)
    let checkpoint = Checkpoint(
      training.configuration, spec: spec, steps: steps, network: trainer.network,
      resumption: .init(configuration: training.configuration.compactText, state: archive.collected))
    // Writing the same once more would need room that a full disk may no longer have.
    if savedSteps != steps || training.folder.latestCheckpoint?.steps != steps {
      try training.folder.save(checkpoint, keeping: training.keptCheckpoints)
      savedSteps = steps
    }
    return checkpoint
  }

  /// Evaluations are spread evenly over the run, the last at its end, even an early one.
  private func isEvaluationDue(between before: Int, and after: Int) -> Bool {
    let (count, total) = (training.configuration.evaluations, training.configuration.steps)
    guard trainer.network != nil, count > 0 else { return false }
    func passed(_ steps: Int) -> Int { Int(Double(min(steps, total)) / Double(total) * Double(count)) }
    return passed(after) > passed(before) || isFinished
  }

  /// Evaluates the agent where that is due and was not done yet.
  ///
  /// - Parameter before: steps at the iteration's beginning.
  /// - Returns: false where it was stopped, which leaves no trace; the run makes up for it when it resumes.
  private mutating func evaluate(after before: Int, _ shouldStop: () -> Bool) throws -> Bool {
    guard isEvaluationDue(between: before, and: steps), log.evaluatedSteps != steps else { return true }
    do {
      try evaluate(shouldStop)
      return true
    } catch is EvaluationInterrupted { return false }
  }

  /// Evaluates the agent as it is, with the clock stopped, and keeps it where it never did better.
  private mutating func evaluate(_ shouldStop: () -> Bool) throws {
    watch.stop()
    defer { watch.start() }
    let agent = Checkpoint(training.configuration, spec: spec, steps: steps, network: trainer.network)
    let evaluation = Evaluation(agent, path: training.folder.path)
    let (episodes, seed) = (training.configuration.evaluationEpisodes, training.configuration.seed)
    let sampled = try evaluation.run(episodes: episodes, seed: seed, series: .onTheWay, shouldStop: shouldStop)
    let greedy = try evaluation.run(
      episodes: episodes, seed: seed, series: .onTheWay, isGreedy: true, shouldStop: shouldStop)
    if try log.log(evaluation: sampled, greedy: greedy, steps: steps) {
      // First, lest the best agent take the room on the disk that the run needs to be resumed.
      try save()
      try agent.write(to: training.folder.bestPath)
      try log.log(event: "best so far after \(steps) steps: mean return \(sampled.meanReturn.fixed(2))")
    }
  }

  /// Writes the best agent where its run ended after the checkpoint that holds it and before the best was written.
  private func restoreBest(from checkpoint: Checkpoint) throws {
    guard log.bestSteps == checkpoint.steps else { return }
    if let best = try? Checkpoint(readingFrom: training.folder.bestPath), best.steps == checkpoint.steps { return }
    try Checkpoint(training.configuration, spec: spec, steps: steps, network: trainer.network)
      .write(to: training.folder.bestPath)
  }
}

/// The seconds that training takes, without those it waits for something else.
private struct Stopwatch {
  private let clock = ContinuousClock()
  private var before: Double
  private var started: ContinuousClock.Instant?

  /// - Parameter seconds: that have passed already.
  init(seconds: Double) {
    before = seconds
    started = clock.now
  }

  var seconds: Double { before + (started.map { (clock.now - $0).seconds } ?? 0) }

  mutating func stop() {
    before = seconds
    started = nil
  }

  mutating func start() { started = clock.now }
}

/// Speed over the last ten notes.
private struct Speedometer {
  private var notes: [(steps: Int, seconds: Double)]

  init(steps: Int, seconds: Double) { notes = [(steps, seconds)] }

  mutating func note(steps: Int, seconds: Double) {
    notes.append((steps, seconds))
    if notes.count > 10 { notes.removeFirst() }
  }

  var stepsPerSecond: Double {
    guard let first = notes.first, let last = notes.last, last.seconds > first.seconds else { return 0 }
    return Double(last.steps - first.steps) / (last.seconds - first.seconds)
  }
}

extension TrainingProgress {
  fileprivate init(_ report: IterationReport, of total: Int, seconds: Double, stepsPerSecond: Double) {
    self.init(
      steps: report.steps, totalSteps: total, seconds: seconds, stepsPerSecond: stepsPerSecond,
      meanReturn: report.meanReturn, windowEpisodes: report.windowEpisodes, episodes: report.episodes)
  }
}

extension Duration {
  /// As a number.
  var seconds: Double { self / .seconds(1) }
}
