public import RLResults
internal import Synchronization

/// How far a comparison is.
public struct ComparisonProgress: Sendable {
  public let finished: Int
  public let runs: Int
  /// Environment steps of all runs so far.
  public let steps: Int
  public let totalSteps: Int
  /// Since this process started, over all runs together.
  public let stepsPerSecond: Double

  /// On one line, for a person.
  public var text: String {
    let left = stepsPerSecond > 0 ? Double(max(0, totalSteps - steps)) / stepsPerSecond : nil
    return "\(finished) of \(runs) runs  \(steps.grouped) of \(totalSteps.grouped) steps  "
      + "\(Int(stepsPerSecond).grouped) steps/s" + (left.map { "  \($0.clock) left" } ?? "")
  }

  /// As a line of `--json`.
  public var record: JSON {
    .record([
      "event": "progress", "finished": .count(finished), "runs": .count(runs), "steps": .count(steps),
      "totalSteps": .count(totalSteps), "stepsPerSecond": .number(stepsPerSecond.rounded(toPlaces: 1)),
    ])
  }
}

/// What the threads of a comparison share.
final class ComparisonBoard: Sendable {
  private struct State {
    var waiting: [ComparisonPlan.Item]
    var finished: Int
    /// Of every run, by its name.
    var steps: [String: Int]
    var error: (any Error)?
  }

  private let state: Mutex<State>
  private let runs: Int
  private let totalSteps: Int
  private let firstSteps: Int

  init(_ plan: ComparisonPlan, waiting: [ComparisonPlan.Item]) {
    let names = Set(waiting.map(\.name))
    let done = plan.items.filter { !names.contains($0.name) }
    let steps = Dictionary(uniqueKeysWithValues: done.map { ($0.name, $0.configuration.steps) })
    state = Mutex(State(waiting: waiting, finished: done.count, steps: steps))
    runs = plan.items.count
    totalSteps = plan.items.reduce(0) { $0 + $1.configuration.steps }
    firstSteps = steps.values.reduce(0, +)
  }

  /// The next run, and how many there were left with it; nil where there is none or one has failed.
  func take() -> (item: ComparisonPlan.Item, left: Int)? {
    state.withLock { state in
      guard state.error == nil, !state.waiting.isEmpty else { return nil }
      let left = state.waiting.count
      return (state.waiting.removeFirst(), left)
    }
  }

  func note(_ item: ComparisonPlan.Item, steps: Int) { state.withLock { $0.steps[item.name] = steps } }

  func finish(_ item: ComparisonPlan.Item, steps: Int) {
    state.withLock { state in
      state.steps[item.name] = steps
      state.finished += 1
    }
  }

  /// Only the first failure counts; it stops the others.
  func fail(_ error: any Error) { state.withLock { $0.error = $0.error ?? error } }

  var hasFailed: Bool { state.withLock { $0.error != nil } }

  func rethrow() throws { if let error = state.withLock({ $0.error }) { throw error } }

  /// - Parameter seconds: since this process started the comparison.
  func progress(seconds: Double) -> ComparisonProgress {
    state.withLock { state in
      let steps = state.steps.values.reduce(0, +)
      return ComparisonProgress(
        finished: state.finished, runs: runs, steps: steps, totalSteps: totalSteps,
        stepsPerSecond: seconds > 0 ? Double(steps - firstSteps) / seconds : 0)
    }
  }
}
