package import RLNetworks
internal import RLResults

/// A study that trains networks on one task and asks how well they do on samples they have not seen.
package struct SupervisedStudy: Study {
  /// One of the networks that are compared.
  package struct Arm: Sendable {
    package var name: String
    /// One line: its layers.
    package var summary: String
    package var make: @Sendable (SupervisedSettings) -> SequentialNetwork
    /// One good setting for a split.
    package var settings: @Sendable (_ split: String) -> SupervisedSettings
    /// The paper's sweep; empty where there is none.
    package var sweep: [SupervisedSettings] = []
    /// What was published of it on a split, in words.
    package var published: [String: String] = [:]
  }

  /// What a score is.
  package struct Measure: Sendable {
    package var name: String
    /// The factor of a score in reports, its unit then, and its digits after the point.
    package var factor = 1.0
    package var unit = ""
    package var places = 3
    /// A test score whose time is reported.
    package var milestone: Double?

    package func text(_ score: Double) -> String { (score * factor).fixed(places) + unit }
  }

  package let name: String
  package let summary: String
  package let source: String
  package let measure: Measure
  package let arms: [Arm]
  package let task: @Sendable (SupervisedSettings) -> any SupervisedTask
  /// What `--split` chooses from, and the samples of each.
  package let parts: [(name: String, samples: @Sendable () -> (train: [Int32], test: [Int32]))]
  /// What differs from the paper or is missing there, a sentence each.
  package var choices: [String] = []
  /// The meaning of the names of ``parts``.
  package var partsAre = "split"
  /// Charts and figures besides those of every study.
  package var addition:
    @Sendable (SupervisedStudy, [SupervisedRun], [SupervisedRun.Outcome], inout StudyReport) -> Void =
      { _, _, _, _ in }

  package var networks: [String] { arms.map(\.name) }
  package var splits: [String] { parts.map(\.name) }
  package var trains: Bool { true }

  // MARK: The runs

  package func carryOut(
    _ order: StudyOrder, shouldStop: @Sendable () -> Bool, progress: (StudyProgress) -> Void
  ) throws -> StudyReport? {
    let runs = try runs(order)
    try File.makeFolder(order.path)
    var outcomes: [SupervisedRun.Outcome] = []
    for (index, run) in runs.enumerated() {
      let label = "\(run.network), \(run.split), seed \(run.seed)"
      func report(_ record: SupervisedRecord) {
        guard let epoch = record.epochs.last else { return }
        progress(
          StudyProgress(
            label: label, part: index + 1, parts: runs.count, epoch: record.epochs.count, epochs: run.settings.epochs,
            seconds: epoch.seconds, measure: measure.name, trainScore: epoch.trainScore, testScore: epoch.testScore))
      }
      do {
        let outcome = try run.run(in: order.path, threads: order.threads, shouldStop: shouldStop, progress: report)
        guard let outcome else { return nil }
        outcomes.append(outcome)
      } catch let error as SupervisedError {
        throw StudyError.notFinite(run: "\(name), \(label)", "\(error)")
      }
    }
    return SupervisedReport(study: self, order: order, runs: runs, outcomes: outcomes).report
  }

  /// Every network on every split from every seed, and with every row of a sweep.
  func runs(_ order: StudyOrder) throws(SettingsError) -> [SupervisedRun] {
    var runs: [SupervisedRun] = []
    for split in order.splits {
      guard let samples = parts.first(where: { $0.name == split })?.samples() else { continue }
      for arm in arms where order.networks.contains(arm.name) {
        let isSweep = order.isSweep && !arm.sweep.isEmpty
        let rows = isSweep ? arm.sweep : [arm.settings(split)]
        for (row, settings) in rows.enumerated() {
          let settings = try settings.with(order.choices)
          for seed in 1...order.seeds {
            runs.append(
              SupervisedRun(
                study: name, network: arm.name, split: split, seed: UInt64(seed),
                sweepRow: isSweep ? row + 1 : nil, settings: settings, task: task(settings),
                train: samples.train, test: samples.test, makeNetwork: { arm.make(settings) }))
          }
        }
      }
    }
    return runs
  }
}
