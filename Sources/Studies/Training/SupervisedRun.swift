internal import RLEnvironmentKit
internal import Foundation
package import RLNetworks
internal import RLTensors

/// One network trained on one split from one seed, kept in files: `NAME.json` with its record and `NAME.safetensors`
/// with its weights, which open in Python, and on the way `NAME.checkpoint`.
package struct SupervisedRun: Sendable {
  package let study: String
  package let network: String
  package let split: String
  package let seed: UInt64
  /// Which row of a sweep it is; nil for a run outside one.
  package let sweepRow: Int?
  package let settings: SupervisedSettings
  package let task: any SupervisedTask
  package let train: [Int32]
  package let test: [Int32]
  package let makeNetwork: @Sendable () -> SequentialNetwork

  /// Seconds between two checkpoints.
  private static let checkpointInterval = 15.0

  /// Its files' name without the ending.
  package var fileName: String { "\(network)-\(split)-seed\(seed)" + (sweepRow.map { "-sweep\($0)" } ?? "") }

  /// A finished run's record with its network and learner, to look at.
  package struct Outcome {
    package let record: SupervisedRecord
    package let learner: SupervisedLearner
  }

  /// Trains to the end, resumes from a checkpoint in the folder, or reads a finished run.
  ///
  /// - Parameters:
  ///   - folder: an existing one.
  ///   - progress: receives the record after every epoch.
  /// - Returns: nil where it was stopped; a checkpoint is kept then.
  /// - Throws: ``StudyError`` for files that are not this run's or are damaged, `FileError`, ``SupervisedError``.
  package func run(
    in folder: String, threads: Int, shouldStop: () -> Bool, progress: (SupervisedRecord) -> Void
  ) throws -> Outcome? {
    let network = makeNetwork()
    let learner = try SupervisedLearner(
      task, network, settings, seed: seed, trainingCount: train.count, evaluationCounts: [train.count, test.count],
      threads: threads)
    var record = SupervisedRecord(
      study: study, network: self.network, split: split, seed: seed, settings: settings.texts,
      parameters: network.parameters.learnedCount, trainSamples: train.count, testSamples: test.count)
    let files = SupervisedFiles(folder: folder, name: fileName)
    if let finished = try files.finished(like: record, learner) { return Outcome(record: finished, learner: learner) }
    try files.restore(&record, learner)

    var saved = record.seconds
    while record.epochs.count < settings.epochs {
      if shouldStop() {
        try files.keep(record, learner)
        return nil
      }
      try runEpoch(learner, &record)
      progress(record)
      if record.seconds - saved > Self.checkpointInterval, record.epochs.count < settings.epochs {
        try files.keep(record, learner)
        saved = record.seconds
      }
    }
    record.trainScore = mean(learner.scores(of: train))
    record.testScore = mean(learner.scores(of: test))
    try files.finish(record, learner)
    return Outcome(record: record, learner: learner)
  }

  private func runEpoch(_ learner: SupervisedLearner, _ record: inout SupervisedRecord) throws {
    let number = record.epochs.count
    var order = train
    // A stream for every epoch, so that a checkpoint need not keep one.
    var stream = Philox(seed: seed, lane: number, purpose: .minibatches)
    for i in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(i, stream.below(i + 1)) }
    var (loss, score) = (0.0, 0.0)
    let steps = (order.count + settings.batchSize - 1) / settings.batchSize
    let clock = ContinuousClock()
    let start = clock.now
    for step in 0..<steps {
      let minibatch = order[step * settings.batchSize..<min((step + 1) * settings.batchSize, order.count)]
      let progress = (Double(number) + Double(step) / Double(steps)) / Double(settings.epochs)
      let result = try learner.step(
        minibatch, learningRate: settings.schedule.value(Float(settings.learningRate), progress: progress))
      loss += result.loss
      score += result.score
    }
    let seconds = record.seconds + (clock.now - start) / .seconds(1)
    record.epochs.append(
      SupervisedRecord.Epoch(
        seconds: seconds, loss: loss / Double(order.count), trainScore: score / Double(order.count),
        testScore: mean(learner.scores(of: test))))
  }
}

/// The mean of some numbers; 0 of none.
package func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }
