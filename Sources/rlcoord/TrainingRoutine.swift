import RLDisplay
import RLRuns

/// What `run` and `resume` do once it is clear what to train: train, watched or not, evaluate, report.
struct TrainingRoutine {
  let output: OutputOptions
  let live: LiveView?
  let finalEvaluation: FinalEvaluationOptions

  /// - Throws: ``Failure/interrupted`` where a person stopped it, and what training throws.
  func carryOut(_ run: Training) throws {
    if !output.quiet { for warning in run.warnings { Console.note("warning: \(warning)") } }
    Interruption.watch()
    let result = try train(run)
    if result.isInterrupted {
      Report.interrupted(result, output, finalEvaluation)
      throw Failure.interrupted
    }
    do {
      Report.finished(result, try evaluate(result, of: run), output, finalEvaluation)
    } catch is EvaluationInterrupted {
      Report.unevaluated(result, output, finalEvaluation)
      throw Failure.interrupted
    }
  }

  private func evaluate(_ result: TrainingResult, of run: Training) throws -> EvaluationResult {
    let reporter = ProgressReporter(output)
    defer { reporter.finished() }
    return try run.conclude(
      result, episodes: finalEvaluation.evalEpisodes, isGreedy: finalEvaluation.greedy,
      shouldStop: { Interruption.isRequested }
    ) { reporter.show(ended: $0, of: finalEvaluation.evalEpisodes) }
  }

  /// Trains, and shows it where that is asked for.
  private func train(_ run: Training) throws -> TrainingResult {
    guard let live else {
      let reporter = ProgressReporter(output)
      reporter.started(run)
      defer { reporter.finished() }
      return try run.run(
        shouldStop: { Interruption.isRequested }, shouldStopEvaluation: { Interruption.isRequested },
        progress: reporter.show)
    }
    return try live.show("training") { [output, kind = live.kind] link in
      let reporter = ProgressReporter(output)
      reporter.started(run)
      defer { reporter.finished() }
      return try run.run(
        showcase: link.showcase, shouldStop: { Interruption.isRequested },
        shouldStopEvaluation: { Interruption.isRequested }
      ) { progress in
        link.status = ProgressLine(progress).text()
        // In a terminal they would write over each other.
        if kind != .terminal || !link.isShown { reporter.show(progress) }
      }
    }
  }
}
