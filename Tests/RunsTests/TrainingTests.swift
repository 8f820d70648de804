import RLAgents
import Foundation
import RLNetworks
import RLRuns
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct TrainingTests {
  static func configuration(_ agent: String, steps: Int = 4096, seed: UInt64 = 1) throws -> RunConfiguration {
    // Short iterations, 64 × 32 steps for PPO, whatever the preset says, and none interrupted by evaluations.
    let short = ["rollout-steps=32", "minibatch-size=256"]
    let choices = ["steps=\(steps)", "seed=\(seed)", "evaluations=0"] + (agent == "ppo" ? short : [])
    return try RunConfiguration(
      environment: "minatar/breakout", agent: agent, choices.map { try Assignment($0) })
  }

  /// Trains in a folder of its own and hands out what is there before it goes.
  static func train<R>(
    _ configuration: RunConfiguration, threads: Int = 2, shouldStop: () -> Bool = { false },
    _ body: (TrainingResult) throws -> R
  ) throws -> R {
    try withTemporaryFolder { parent in
      let folder = try RunFolder.create(at: parent.path + "/run")
      return try body(Training(configuration, folder: folder, threads: threads).run(shouldStop: shouldStop))
    }
  }

  @Test(arguments: ["ppo", "a2c"])
  func `the weights do not depend on threads`(agent: String) throws {
    let configuration = try Self.configuration(agent, steps: 2048)
    let digests = try (Depth.isDeep ? [1, 2, 4, 2] : [1, 2, 4]).map {
      try Self.train(configuration, threads: $0, \.checkpoint.weightsSHA256)
    }
    #expect(Set(digests).count == 1)
    let other = try Self.train(Self.configuration(agent, steps: 2048, seed: 2), \.checkpoint.weightsSHA256)
    #expect(other != digests[0])
  }

  @Test func `a run leaves its configuration, metrics and checkpoint`() throws {
    let configuration = try Self.configuration("ppo")
    try Self.train(configuration) { result in
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: result.folder.path).sorted()
          .map { $0.hasPrefix("events.out.tfevents.") ? "events.out.tfevents" : $0 }
          == [
            "checkpoints", "config.yaml", "evaluations.jsonl", "events.log", "events.out.tfevents", "lock",
            "metrics.jsonl",
          ])
      #expect(
        result.folder.checkpoints.map(\.path) == [result.folder.path + "/checkpoints/step-000000004096.safetensors"])
      let written = try Data(contentsOf: URL(filePath: result.folder.configurationPath))
      #expect(try RunConfiguration(parsing: Array(written), path: "config.yaml") == configuration)
      #expect(try Checkpoint(readingFrom: result.folder.path) == result.checkpoint)
      #expect(result.steps == 4096)
      #expect(!result.isInterrupted)
    }
  }

  @Test func `metrics of two runs differ in nothing but time`() throws {
    let configuration = try Self.configuration("ppo", steps: 8192)
    let (first, second) = (try Self.train(configuration, Self.metrics), try Self.train(configuration, Self.metrics))
    #expect(first == second)
    #expect(first.count == 4)
    #expect(first.first?.starts(with: ["steps", "seconds", "time", "episodes", "meanReturn"]) == true)
  }

  /// Every line of the metrics file, as names followed by values without the time.
  private static func metrics(_ result: TrainingResult) throws -> [[String]] {
    try String(contentsOfFile: result.folder.metricsPath, encoding: .utf8).split(separator: "\n").map { line in
      let line = try JSONLine(line)
      return line.names + line.names.filter { !["seconds", "time"].contains($0) }.compactMap { line[$0] }
    }
  }

  @Test func `a wish to stop ends the run after the iteration, saved`() throws {
    let configuration = try Self.configuration("ppo", steps: 1_000_000)
    try Self.train(configuration, shouldStop: { true }) { result in
      #expect(result.isInterrupted)
      #expect(result.steps == 2048)
      let saved = try Checkpoint(readingFrom: result.folder.path)
      #expect(saved.steps == 2048)
    }
  }

  @Test func `choices override the preset, and impossible ones are refused`() throws {
    let choices = [Assignment("environments", "16"), Assignment("lanes", "2"), Assignment("convolution", "coordconv")]
    let configuration = try RunConfiguration(environment: "MinAtar/Breakout-v1", agent: "ppo", choices)
    #expect(configuration.environment == "minatar/breakout")
    #expect(configuration.agent.environments == 16)
    #expect(configuration.agent.lanes == 2)
    #expect(configuration.network.convolution == .coordconv)
    #expect(throws: ConfigurationError.moreLanesThanEnvironments(lanes: 32, environments: 16)) {
      try RunConfiguration(environment: "minatar/breakout", agent: "ppo", choices + [Assignment("lanes", "32")])
    }
  }
}
