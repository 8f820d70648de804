import ArgumentParser
import RLDisplay
internal import RLResults
import RLRuns

/// Whether and how work is shown while it runs.
struct RenderOptions: ParsableArguments {
  @Option(
    defaultAsFlag: .window,
    help: ArgumentHelp(
      "Show the agents at work, in a window unless \(ScreenKind.terminal.rawValue) or "
        + "\(ScreenKind.offscreen.rawValue) is given. The result stays the same.", valueName: "where"))
  var render: ScreenKind?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Environments to show side by side. (default: 1)", valueName: "n"),
    transform: count)
  var tiles: Int?

  @OptionGroup var view: ViewOptions

  func validate() throws {
    guard render == nil else { return }
    let given = [
      ("--tiles", tiles != nil), ("--speed", view.speed != 1), ("--no-panel", !view.panel),
      ("--screenshot", view.screenshot != nil),
    ]
    if let name = given.first(where: \.1)?.0 { throw ValidationError("'\(name)' needs --render") }
  }

  /// Evaluates an agent, and shows it where that is asked for.
  ///
  /// - Throws: ``Failure/interrupted`` where a person stopped it, and what ``Evaluation`` throws.
  func evaluate(
    _ checkpoint: Checkpoint, path: String, episodes: Int, seed: UInt64, isGreedy: Bool, _ style: ReportStyle
  ) throws -> EvaluationResult {
    Interruption.watch()
    let reporter = ProgressReporter(style)
    do {
      defer { reporter.finished() }
      return try evaluate(checkpoint, path, episodes, seed, isGreedy) { reporter.show(ended: $0, of: episodes) }
    } catch let error as EvaluationInterrupted {
      Console.note("\(error)")
      throw Failure.interrupted
    }
  }

  private func evaluate(
    _ checkpoint: Checkpoint, _ path: String, _ episodes: Int, _ seed: UInt64, _ isGreedy: Bool,
    progress: (Int) -> Void
  ) throws -> EvaluationResult {
    let evaluation = Evaluation(checkpoint, path: path)
    guard render != nil else {
      return try evaluation.run(
        episodes: episodes, seed: seed, isGreedy: isGreedy, shouldStop: { Interruption.isRequested }, progress: progress
      )
    }
    let live = try LiveView(
      self, title: "\(checkpoint.environment) \(checkpoint.agent), \(episodes.grouped) episodes")
    return try live.show("the evaluation") { link in
      try evaluation.run(
        episodes: episodes, seed: seed, isGreedy: isGreedy, showcase: link.showcase,
        shouldStop: { Interruption.isRequested })
    }
  }
}
