internal import Dispatch
internal import Foundation
package import Networks
internal import Runs
internal import Synchronization

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
    /// What a score is multiplied with to be told, its unit then, and its digits after the point.
    package var factor = 1.0
    package var unit = ""
    package var places = 3
    /// Whether more is better.
    package var isGain = true
    /// A test score whose time is told.
    package var milestone: Double?

    package func text(_ score: Double) -> String { (score * factor).fixed(places) + unit }

    func isBetter(_ a: Double, than b: Double) -> Bool { isGain ? a > b : a < b }
  }

  package let name: String
  package let summary: String
  package let source: String
  package let measure: Measure
  package let arms: [Arm]
  package let task: @Sendable (SupervisedSettings) -> any SupervisedTask
  /// What `--split` chooses from, and the samples of each.
  package let parts: [(name: String, samples: @Sendable () -> (train: [Int32], test: [Int32]))]
  /// What the names of ``parts`` say.
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
    _ order: StudyOrder, shouldStop: @Sendable () -> Bool, progress: @Sendable (StudyProgress) -> Void
  ) throws -> StudyReport? {
    let runs = try runs(order)
    try File.makeFolder(order.path)
    // Those of a single lane go side by side, a thread each; the others have all threads, one after another.
    let isNarrow = runs.map { $0.makeNetwork().hasBatchNorm }
    let narrow = runs.indices.filter { isNarrow[$0] && order.threads > 1 }
    let wide = runs.indices.filter { !narrow.contains($0) }
    let board = StudyBoard(runs: runs.count)

    @Sendable func carryOut(_ index: Int, threads: Int) {
      let run = runs[index]
      do {
        let outcome = try run.run(in: order.path, threads: threads, shouldStop: { shouldStop() || board.hasFailed }) {
          record in
          guard let epoch = record.epochs.last else { return }
          board.tell(index) { part in
            progress(
              StudyProgress(
                label: "\(run.network), \(run.split), seed \(run.seed)", part: part, parts: runs.count,
                epoch: record.epochs.count, epochs: run.settings.epochs, seconds: epoch.seconds, measure: measure.name,
                trainScore: epoch.trainScore, testScore: epoch.testScore))
          }
        }
        board.finish(index, outcome)
      } catch let error as SupervisedError {
        board.fail(StudyError.notFinite(run: "\(name), \(run.network), \(run.split), seed \(run.seed)", "\(error)"))
      } catch {
        board.fail(error)
      }
    }

    for index in wide where !board.hasFailed { carryOut(index, threads: order.threads) }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(order.threads, narrow.count)) { _ in
      while true {
        let turn = next.add(1, ordering: .relaxed).oldValue
        guard turn < narrow.count, !board.hasFailed else { return }
        carryOut(narrow[turn], threads: 1)
      }
    }
    guard let outcomes = try board.outcomes() else { return nil }
    return SupervisedReport(study: self, order: order, runs: runs, outcomes: outcomes).report
  }

  /// Every network on every split from every seed, and with every row of a sweep.
  func runs(_ order: StudyOrder) throws(SettingsError) -> [SupervisedRun] {
    var runs: [SupervisedRun] = []
    for split in order.splits {
      guard let samples = parts.first(where: { $0.name == split })?.samples() else { continue }
      for arm in arms where order.networks.contains(arm.name) {
        let rows = order.isSweep && !arm.sweep.isEmpty ? arm.sweep : [arm.settings(split)]
        for (row, settings) in rows.enumerated() {
          let settings = try settings.with(order.choices)
          for seed in 1...order.seeds {
            runs.append(
              SupervisedRun(
                study: name, network: arm.name, split: split, seed: UInt64(seed),
                sweepRow: rows.count > 1 ? row + 1 : nil, settings: settings, task: task(settings),
                train: samples.train, test: samples.test, makeNetwork: { arm.make(settings) }))
          }
        }
      }
    }
    return runs
  }
}

/// What the threads of a study tell each other.
private final class StudyBoard: Sendable {
  private struct State {
    var outcomes: [SupervisedRun.Outcome?]
    var finished = 0
    var isStopped = false
    var error: (any Error)?
  }

  private let state: Mutex<State>

  init(runs: Int) { state = Mutex(State(outcomes: Array(repeating: nil, count: runs))) }

  /// Lets one thread at a time tell what goes on, with the number of the part that does.
  func tell(_ index: Int, _ body: (_ part: Int) -> Void) {
    state.withLock { state in body(min(state.finished + 1, state.outcomes.count)) }
  }

  func finish(_ index: Int, _ outcome: SupervisedRun.Outcome?) {
    state.withLock { state in
      state.outcomes[index] = outcome
      state.finished += 1
      if outcome == nil { state.isStopped = true }
    }
  }

  /// Only the first failure counts; it stops the others.
  func fail(_ error: any Error) { state.withLock { $0.error = $0.error ?? error } }

  /// Whether there is no sense in going on.
  var hasFailed: Bool { state.withLock { $0.error != nil || $0.isStopped } }

  /// Those of all runs; nil where some were stopped.
  func outcomes() throws -> [SupervisedRun.Outcome]? {
    try state.withLock { state in
      if let error = state.error { throw error }
      let outcomes = state.outcomes.compactMap { $0 }
      return outcomes.count == state.outcomes.count ? outcomes : nil
    }
  }
}
