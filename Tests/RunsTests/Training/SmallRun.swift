import RLAgents
import Foundation

import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// A run of a few short iterations, to be stopped and resumed.
struct SmallRun: Sendable, Equatable, CustomTestStringConvertible {
  var environment = "minatar/breakout"
  var agent = "ppo"
  var precision = Precision.f32
  var iterations = 6
  /// Of the evaluations on the way; an episode of some environments takes long without optimization.
  var evaluations = 3
  var others: [String] = []

  var testDescription: String {
    ([environment, agent, precision.rawValue] + others).joined(separator: " ")
  }

  private static let rolloutSteps = 4
  private static let environments = 4

  /// Samples of an iteration.
  static var rollout: Int { rolloutSteps * environments }

  func configuration() throws -> RunConfiguration {
    var choices = [
      "steps=\(iterations * SmallRun.rollout)", "environments=\(SmallRun.environments)",
      "rollout-steps=\(SmallRun.rolloutSteps)",
    ]
    if agent != "random" {
      choices += [
        "network=pooled", "precision=\(precision.rawValue)", "lanes=2", "evaluations=\(evaluations)",
        "evaluation-episodes=2",
      ]
    }
    if agent == "ppo" { choices += ["minibatch-size=8", "epochs=2"] }
    return try RunConfiguration(
      environment: environment, agent: agent, (choices + others).map { try Assignment($0) })
  }

  /// Begins it in a new folder.
  func begin(in folder: String, threads: Int = 2) throws -> Training {
    Training(try configuration(), folder: try RunFolder.create(at: folder), threads: threads)
  }

  /// Trains in one go and hands over what it came to.
  func whole() throws -> RunState {
    try withTemporaryFolder { folder in
      let training = try begin(in: folder.path + "/run")
      _ = try training.run()
      return try RunState(of: training.folder)
    }
  }
}

extension Training {
  /// Trains for so many iterations, or to its end.
  @discardableResult
  func run(iterations: Int) throws -> TrainingResult {
    var left = iterations
    return try run(shouldStop: {
      left -= 1
      return left <= 0
    })
  }
}

/// All that two runs of one configuration must have in common, byte for byte.
struct RunState: Equatable {
  /// Name and bytes of the latest.
  let checkpoint: String
  let checkpointBytes: Data
  /// Nil where there is none.
  let best: Data?
  /// The lines without what depends on the clock.
  let metrics: [String]
  let evaluations: [String]

  init(of folder: RunFolder) throws {
    let latest = try #require(folder.latestCheckpoint).path
    checkpoint = String(latest.dropFirst(folder.path.count))
    checkpointBytes = try Data(contentsOf: URL(filePath: latest))
    best = FileManager.default.contents(atPath: folder.bestPath)
    metrics = try RunState.lines(folder.metricsPath)
    evaluations = try RunState.lines(folder.evaluationsPath)
  }

  private static func lines(_ path: String) throws -> [String] {
    try MetricsLine.read(path).map { line in
      MetricsLine(steps: line.steps, line.numbers.filter { !["seconds", "time"].contains($0.name) }).text
    }
  }
}
