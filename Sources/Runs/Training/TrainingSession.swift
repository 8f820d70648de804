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

  /// Begins, or takes up what was saved.
  package init(_ training: Training, showcase: Showcase?) throws {
    self.training = training
    spec = try Names.environment(training.configuration.environment).spec
    trainer = try training.configuration.makeTrainer(threads: training.threads, showcase: showcase)
    steps = training.checkpoint?.content.steps ?? 0
    if let checkpoint = training.checkpoint {
      try TrainingSession.restore(trainer, from: checkpoint.content, path: checkpoint.path, spec: spec)
    }
    log = try RunLog(training.folder, totalSteps: training.configuration.steps, after: steps)
    watch = Stopwatch(seconds: log.seconds)
    try log.tell(
      "\(steps == 0 ? "begun" : "gone on after \(steps) steps"): rlcoord \(RLCoord.version), "
        + "\(training.usedThreads) threads, \(HostFacts.current.text)")
    for warning in training.warnings { try log.tell("warning: \(warning)") }
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

  /// See ``Training/run(showcase:shouldStop:progress:)``.
  mutating func run(shouldStop: () -> Bool, progress: (TrainingProgress) -> Void) throws -> TrainingResult {
    let total = training.configuration.steps
    let begun = steps
    var (lastSave, lastProgress) = (watch.seconds, watch.seconds)
    var speed = Speedometer(steps: steps, seconds: watch.seconds)
    let start = watch.seconds
    var isStopped = false
    while steps < total && !isStopped {
      let before = steps
      let report = try iterate()
      try log.log(report, seconds: watch.seconds)
      if isEvaluationDue(between: before, and: steps) { try evaluate() }
      isStopped = shouldStop()
      let now = watch.seconds
      if now - lastProgress >= Training.progressInterval.seconds {
        lastProgress = now
        speed.note(steps: steps, seconds: now)
        progress(TrainingProgress(report, of: total, seconds: now, stepsPerSecond: speed.stepsPerSecond))
      }
      if now - lastSave >= training.checkpointInterval.seconds, steps < total, !isStopped {
        lastSave = now
        try save()
      }
    }
    let checkpoint = try save()
    try log.tell(steps < total ? "stopped after \(steps) steps, as was asked" : "trained for \(steps) steps")
    return TrainingResult(
      checkpoint: checkpoint, folder: training.folder, steps: steps, seconds: watch.seconds,
      stepsPerSecond: watch.seconds > start ? Double(steps - begun) / (watch.seconds - start) : 0,
      isInterrupted: steps < total)
  }

  /// One rollout and the updates made from it.
  package mutating func iterate() throws -> IterationReport {
    let report = try trainer.iterate()
    steps = report.steps
    return report
  }

  @discardableResult
  package func save() throws -> Checkpoint {
    var archive = StateArchive()
    try trainer.serialize(with: &archive)
    let checkpoint = Checkpoint(
      training.configuration, spec: spec, steps: steps, network: trainer.network,
      resumption: .init(configuration: training.configuration.compactText, state: archive.collected))
    try training.folder.save(checkpoint, keeping: training.keptCheckpoints)
    return checkpoint
  }

  /// Evaluations are spread evenly over the run, the last at its end.
  private func isEvaluationDue(between before: Int, and after: Int) -> Bool {
    let (count, total) = (training.configuration.evaluations, training.configuration.steps)
    guard trainer.network != nil, count > 0 else { return false }
    func passed(_ steps: Int) -> Int { Int(Double(min(steps, total)) / Double(total) * Double(count)) }
    return passed(after) > passed(before)
  }

  /// Evaluates the agent as it is, with the clock stopped, and keeps it where it never did better.
  private mutating func evaluate() throws {
    watch.stop()
    defer { watch.start() }
    let agent = Checkpoint(training.configuration, spec: spec, steps: steps, network: trainer.network)
    let evaluation = Evaluation(agent, path: training.folder.path)
    let (episodes, seed) = (training.configuration.evaluationEpisodes, training.configuration.seed)
    let sampled = try evaluation.run(episodes: episodes, seed: seed, series: .onTheWay)
    let greedy = try evaluation.run(episodes: episodes, seed: seed, series: .onTheWay, isGreedy: true)
    if try log.log(evaluation: sampled, greedy: greedy, steps: steps) {
      try agent.write(to: training.folder.bestPath)
      try log.tell("best so far after \(steps) steps: mean return \(sampled.meanReturn.fixed(2))")
    }
  }
}

/// The seconds that training takes, without those it waits for something else.
private struct Stopwatch {
  private let clock = ContinuousClock()
  private var before: Double
  private var begin: ContinuousClock.Instant?

  /// - Parameter seconds: that have passed already.
  init(seconds: Double) {
    before = seconds
    begin = clock.now
  }

  var seconds: Double { before + (begin.map { (clock.now - $0).seconds } ?? 0) }

  mutating func stop() {
    before = seconds
    begin = nil
  }

  mutating func start() { begin = clock.now }
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
