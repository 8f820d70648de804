internal import RLResults

/// A run's progress on one line for a person.
public struct ProgressLine: Sendable {
  private let progress: TrainingProgress

  public init(_ progress: TrainingProgress) { self.progress = progress }

  /// The line, with parts left out from the least important on until it is at most `width` wide.
  public func text(width: Int = .max) -> String {
    let percent = progress.totalSteps > 0 ? min(100, progress.steps * 100 / progress.totalSteps) : 100
    let mean = progress.meanReturn.map { $0.fixed(2) } ?? "–"
    let episodes = progress.windowEpisodes.counted("episode")
    // In the order they are shown; a higher rank goes first when room is short.
    let parts = [
      (rank: 2, text: "\(progress.steps.grouped) of \(progress.totalSteps.grouped) steps"),
      (rank: 5, text: "\(percent) %"),
      (rank: 3, text: "\(Int(progress.stepsPerSecond).grouped) steps/s"),
      (rank: 0, text: "return \(mean)"),
      (rank: 4, text: "(\(episodes))"),
      (rank: 1, text: progress.secondsLeft.map { $0.clock + " left" } ?? ""),
    ].filter { !$0.text.isEmpty }
    for least in (0...5).reversed() {
      let line = parts.filter { $0.rank <= least }.map(\.text).joined(separator: "  ")
      if line.count <= width { return line }
    }
    return ""
  }
}
