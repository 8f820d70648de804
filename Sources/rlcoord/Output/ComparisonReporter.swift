internal import RLResults
import RLRuns
import Synchronization

/// Shows a comparison's progress in the way its reader wants it.
final class ComparisonReporter: Sendable {
  private let style: ReportStyle
  private let lines = Atomic<Int>(0)
  /// Calls, about a second apart, between two lines where they pile up.
  private static let plainInterval = 30

  init(_ options: OutputOptions) { style = ReportStyle(options) }

  func started(_ comparison: Comparison) {
    let plan = comparison.plan
    guard style == .plain || style == .live else { return }
    Console.note(
      "\(plan.variants.joined(separator: ", ")) in \(plan.environments.joined(separator: ", ")), "
        + "\(plan.seeds.count.counted("seed")): \(plan.items.count.counted("run")), "
        + "\(comparison.jobs) side by side, into \(comparison.path)")
    for warning in Set(plan.items.flatMap(\.configuration.warnings)).sorted() { Console.note("warning: \(warning)") }
  }

  func show(_ progress: ComparisonProgress) {
    switch style {
    case .silent: break
    case .json: Console.print(progress.record.text)
    case .plain:
      let line = lines.add(1, ordering: .relaxed).oldValue
      if line.isMultiple(of: ComparisonReporter.plainInterval) { Console.note(progress.text) }
    case .live: Console.rewrite(String(progress.text.prefix(Console.width - 1)))
    }
  }

  /// Leaves the live line, so that what follows does not write into it.
  func finished() { if style == .live { Console.rewrite("") } }
}
