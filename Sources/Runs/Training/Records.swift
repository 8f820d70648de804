internal import RLAgents
internal import RLNetworks
public import RLResults

extension TrainingProgress {
  /// As a line of `--json`.
  public var record: JSON {
    .record([
      "event": "progress", "steps": .count(steps), "totalSteps": .count(totalSteps),
      "seconds": .number(seconds.rounded(toPlaces: 3)),
      "stepsPerSecond": .number(stepsPerSecond.rounded(toPlaces: 1)),
      "meanReturn": meanReturn.map(JSON.number) ?? .null, "windowEpisodes": .count(windowEpisodes),
      "episodes": .count(episodes), "secondsLeft": secondsLeft.map { .number($0.rounded(toPlaces: 1)) } ?? .null,
    ])
  }
}

extension Training {
  /// What is about to start, as the first line of `--json`.
  public var record: JSON {
    .record([
      "event": "started", "environment": .string(configuration.environment),
      "agent": .string(configuration.agent.name), "network": .string(configuration.network.name),
      "convolution": .string(configuration.network.convolution.rawValue),
      "precision": .string(configuration.network.precision.rawValue), "seed": .integer(configuration.seed),
      "totalSteps": .count(configuration.steps), "environments": .count(configuration.agent.environments),
      "lanes": .count(configuration.agent.lanes), "threads": .count(usedThreads), "folder": .string(folder.path),
    ])
  }
}

extension Training {
  /// What is about to start, for a person.
  public var headline: String {
    let network = configuration.network
    let learner = configuration.isLearner ? ", \(network.name) \(network.convolution.rawValue)" : ""
    return "\(configuration.environment) \(configuration.agent.name), seed \(configuration.seed)\(learner), "
      + "\(configuration.steps.counted("step")) on \(usedThreads.counted("thread")), into \(folder.path)"
  }
}

extension TrainingResult {
  /// As the last line of `--json`: with an evaluation the run is finished, without one it was interrupted.
  public func record(evaluation: EvaluationResult?) -> JSON {
    .record([
      "event": evaluation == nil ? "interrupted" : "finished", "environment": .string(checkpoint.environment),
      "agent": .string(checkpoint.agent), "network": .string(checkpoint.network.name),
      "convolution": .string(checkpoint.network.convolution.rawValue),
      "precision": .string(checkpoint.network.precision.rawValue), "seed": .integer(checkpoint.seed),
      "steps": .count(steps), "seconds": .number(seconds.rounded(toPlaces: 3)),
      "stepsPerSecond": .number(stepsPerSecond.rounded(toPlaces: 1)),
      "meanReturn": evaluation.map { .number($0.meanReturn) } ?? .null,
      "interval": evaluation.map { $0.interval.record } ?? .null, "episodes": .count(evaluation?.episodes ?? 0),
      "folder": .string(folder.path),
      "weightsSHA256": .string(checkpoint.weightsSHA256),
    ])
  }
}

extension EvaluationResult {
  /// As the line that `rlcoord eval --json` prints.
  ///
  /// - Parameter path: as a person named the agent.
  public func record(of checkpoint: Checkpoint, path: String, seed: UInt64, isGreedy: Bool) -> JSON {
    .record([
      "meanReturn": .number(meanReturn), "interval": interval.record, "standardError": .number(standardError),
      "episodes": .count(episodes),
      "steps": .count(steps), "minimum": .number(minimum), "maximum": .number(maximum),
      "cappedEpisodes": .count(cappedEpisodes), "environment": .string(checkpoint.environment),
      "agent": .string(checkpoint.agent), "trainedSteps": .count(checkpoint.steps), "seed": .integer(seed),
      "greedy": .bool(isGreedy), "weightsSHA256": .string(checkpoint.weightsSHA256), "path": .string(path),
    ])
  }
}
