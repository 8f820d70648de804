internal import RLResults
import RLRuns

/// Shows a run's progress in the way its reader wants it.
final class ProgressReporter {
  private let style: ReportStyle
  private var lastPlain = -ProgressReporter.plainInterval
  /// Seconds that an evaluation has been shown for.
  private var evaluationSeconds = 0
  /// Seconds between two lines where they pile up.
  private static let plainInterval = 5.0

  init(_ style: ReportStyle) { self.style = style }

  convenience init(_ options: OutputOptions) { self.init(ReportStyle(options)) }

  func started(_ training: Training) {
    switch style {
    case .silent: break
    case .json: Console.print(training.record.text)
    case .plain, .live: Console.note(training.headline)
    }
  }

  func show(_ progress: TrainingProgress) {
    switch style {
    case .silent: break
    case .json: Console.print(progress.record.text)
    case .plain:
      guard progress.seconds - lastPlain >= ProgressReporter.plainInterval else { return }
      lastPlain = progress.seconds
      Console.note(ProgressLine(progress).text())
    case .live: Console.rewrite(ProgressLine(progress).text(width: Console.width - 1))
    }
  }

  /// How far an evaluation is.
  func show(ended: Int, of episodes: Int) {
    let line = "evaluating: \(ended.grouped) of \(episodes.grouped) episodes"
    switch style {
    case .silent, .json: break
    case .plain:
      if evaluationSeconds % Int(ProgressReporter.plainInterval) == 0 { Console.note(line) }
      evaluationSeconds += 1
    case .live: Console.rewrite(String(line.prefix(Console.width - 1)))
    }
  }

  /// Leaves the live line, so that what follows does not write into it.
  func finished() {
    if style == .live { Console.rewrite("") }
  }
}
