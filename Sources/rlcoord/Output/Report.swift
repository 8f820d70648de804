internal import RLResults
import RLRuns

/// Results, in words or as JSON.
enum Report {
  static func finished(
    _ result: TrainingResult, _ evaluation: EvaluationResult, _ options: OutputOptions,
    _ final: FinalEvaluationOptions
  ) {
    if options.json {
      Console.print(result.record(evaluation: evaluation).text)
      return
    }
    Console.print(
      "\(result.checkpoint.environment) \(result.checkpoint.agent): \(summary(evaluation)), after "
        + "\(result.steps.grouped) steps in \(result.seconds.clock)"
        // Nothing was trained in a run that was finished before.
        + (result.stepsPerSecond > 0 ? " (\(Int(result.stepsPerSecond).grouped) steps/s)" : ""))
    if options.quiet { return }
    Console.note("folder: \(result.folder.path)")
    Console.note("again:  rlcoord eval \(result.folder.path.shellWord)\(final.evalFlags)")
  }

  static func interrupted(_ result: TrainingResult, _ options: OutputOptions, _ final: FinalEvaluationOptions) {
    if options.json { Console.print(result.record(evaluation: nil).text) }
    Console.note(
      "stopped after \(result.steps.grouped) steps, saved; to resume: rlcoord resume "
        + result.folder.path.shellWord + final.resumeFlags)
  }

  /// Training is done and saved; only its agent was not judged to the end.
  static func unevaluated(_ result: TrainingResult, _ options: OutputOptions, _ final: FinalEvaluationOptions) {
    if options.json { Console.print(result.record(evaluation: nil).text) }
    Console.note(
      "trained for \(result.steps.grouped) steps, saved, but not evaluated to the end; to do that: rlcoord resume "
        + result.folder.path.shellWord + final.resumeFlags)
  }

  /// - Parameter path: as a person named the agent.
  static func evaluated(
    _ checkpoint: Checkpoint, path: String, _ evaluation: EvaluationResult, seed: UInt64, isGreedy: Bool, json: Bool
  ) {
    if json {
      Console.print(evaluation.record(of: checkpoint, path: path, seed: seed, isGreedy: isGreedy).text)
    } else {
      Console.print(
        "\(checkpoint.environment) \(checkpoint.agent): \(summary(evaluation)), "
          + "from \(evaluation.minimum.fixed(1)) to \(evaluation.maximum.fixed(1)), seed \(seed)")
    }
  }

  private static func summary(_ evaluation: EvaluationResult) -> String {
    let episodes = evaluation.episodes.counted("episode")
    let cut = evaluation.cappedEpisodes
    let interval = evaluation.interval
    return "mean return \(evaluation.meanReturn.fixed(2)) "
      + "[\(interval.lower.fixed(2)), \(interval.upper.fixed(2))] over \(episodes)"
      + (cut > 0 ? " (\(cut) cut off at \(Evaluation.longestEpisode.grouped) steps)" : "")
  }
}
