/// The score of every run on every task: `[runs, tasks]`.
///
/// A task is an environment, a run a seed. Scores of different tasks are only worth averaging when they were brought to
/// one scale before.
public struct ScoreMatrix: Sendable, Equatable {
  public let runs: Int
  public let tasks: Int
  /// Task after task, so that the runs that are resampled together lie together.
  let scores: [Double]

  /// - Parameter rows: one row a run, with a score for each task in the same order.
  /// - Precondition: at least one run and one task, rows of one length, every score finite.
  public init(_ rows: [[Double]]) {
    let tasks = rows.first?.count ?? 0
    precondition(tasks > 0, "a score matrix without a score")
    for (run, row) in rows.enumerated() {
      precondition(row.count == tasks, "run \(run) has \(row.count) scores, the first one \(tasks)")
      precondition(row.allSatisfy(\.isFinite), "a score of run \(run) is not finite: \(row)")
    }
    runs = rows.count
    self.tasks = tasks
    scores = (0..<tasks).flatMap { task in rows.map { $0[task] } }
  }

  public subscript(run: Int, task: Int) -> Double {
    precondition(run >= 0 && run < runs, "run \(run) of \(runs)")
    return scores[task * runs + run]
  }

  /// How many scores are drawn from each task.
  var strata: [Int] { [Int](repeating: runs, count: tasks) }
}
