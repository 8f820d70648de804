import Foundation
import RLAgents
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// `stop-return` ends training once the mean of the latest 100 episodes is as good as asked for, and not before.
@Suite(.timeLimit(.minutes(20))) struct StopReturnTests {
  private static func configuration(_ stop: String, steps: Int = 200_000, agent: String = "random") throws
    -> RunConfiguration
  {
    var choices = ["steps=\(steps)", "stop-return=\(stop)", "environments=16", "rollout-steps=16"]
    if agent != "random" { choices += ["network=pooled", "evaluations=2", "evaluation-episodes=2", "lanes=2"] }
    return try RunConfiguration(
      environment: "minatar/breakout", agent: agent, choices.map { try Assignment($0) })
  }

  @Test(arguments: ["random", "a2c"])
  func `training ends with the first full window that is good enough`(agent: String) throws {
    try withTemporaryFolder { folder in
      // What random play reaches at once.
      let configuration = try Self.configuration("0", agent: agent)
      let training = Training(configuration, folder: try RunFolder.create(at: folder.path + "/run"), threads: 2)
      let result = try training.run()
      #expect(!result.isInterrupted && result.steps < configuration.steps)
      let lines = try MetricsLine.read(training.folder.metricsPath)
      // Lines are written for every iteration here.
      #expect(lines.last?.steps == result.steps && lines.last?["windowEpisodes"] == 100)
      #expect(lines.dropLast().allSatisfy { ($0["windowEpisodes"] ?? 0) < 100 })
      #expect(
        try String(contentsOfFile: training.folder.eventsPath, encoding: .utf8).contains(
          "trained for \(result.steps) steps: the mean return reached 0.0"))
      // The last evaluation is that of the agent as it is, however early.
      if agent != "random" {
        #expect(try MetricsLine.read(training.folder.evaluationsPath).last?.steps == result.steps)
      }
      // To resume it changes nothing, until it is asked for more.
      let again = try Training(resuming: training.folder, threads: 1).run()
      #expect(again.steps == result.steps && !again.isInterrupted)
      #expect(again.checkpoint.weights == result.checkpoint.weights)
    }
  }

  @Test func `a return out of reach changes nothing`() throws {
    try withTemporaryFolder { folder in
      let configuration = try Self.configuration("1e9", steps: 2_560)
      let training = Training(configuration, folder: try RunFolder.create(at: folder.path + "/run"), threads: 1)
      #expect(try training.run().steps == 2_560)
    }
  }

  @Test(arguments: ["nan", "inf", "", "much"])
  func `what is not a finite number is refused`(text: String) throws {
    let error = #expect(throws: SettingsError.self) { try Self.configuration(text) }
    #expect(error?.description == "stop-return cannot be '\(text)'; it takes a finite number, or none")
  }
}
