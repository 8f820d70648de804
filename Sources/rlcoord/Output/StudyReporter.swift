internal import RLResults
import RLRuns
import RLStudies

/// Shows a study's progress in the way its reader wants it.
final class StudyReporter {
  private let style: ReportStyle
  private var lastPlain = -StudyReporter.plainInterval
  private let clock = ContinuousClock()
  private let start = ContinuousClock.now
  /// Seconds between two lines where they pile up.
  private static let plainInterval = 10.0

  init(_ options: OutputOptions) { style = ReportStyle(options) }

  func show(_ progress: StudyProgress) {
    switch style {
    case .silent: break
    case .json: Console.print(progress.record.text)
    case .plain:
      let seconds = (clock.now - start) / .seconds(1)
      guard seconds - lastPlain >= StudyReporter.plainInterval || progress.epoch == progress.epochs else { return }
      lastPlain = seconds
      Console.note(progress.text)
    case .live: Console.rewrite(String(progress.text.prefix(Console.width - 1)))
    }
  }

  /// Leaves the live line, so that what follows does not write into it.
  func finished() { if style == .live { Console.rewrite("") } }
}
