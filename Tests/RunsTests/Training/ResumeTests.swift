import RLAgents
import RLEnvironmentKit
import Foundation
import RLNetworks
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

@Suite(.timeLimit(.minutes(20))) struct ResumeTests {
  /// Every agent in an environment of every family, in both precisions where there are any.
  static let cases: [SmallRun] = [
    ("minatar/breakout", 3), ("minigrid/doorkey-5x5", 2), ("arcade/pong", 0),
  ].flatMap { environment, evaluations in
    AgentConfiguration.names.flatMap { agent in
      (agent == "random" ? [Precision.f32] : Precision.allCases.filter(\.isSupported)).map {
        SmallRun(environment: environment, agent: agent, precision: $0, evaluations: evaluations)
      }
    }
  }

  /// What keeps statistics of what it has seen.
  static let normalized: [SmallRun] = ["ppo", "a2c"].flatMap { agent in
    [
      ["network=minatar-batchnorm"], ["network=minatar-layernorm"],
      ["normalize-observations=yes", "normalize-rewards=yes"],
    ].map { SmallRun(agent: agent, others: $0) }
  }

  @Test(arguments: Depth.sample(cases, 2) + Depth.sample(normalized, 1))
  func `a run that is stopped after every iteration comes to the same bytes on any threads`(run: SmallRun) throws {
    let whole = try run.whole()
    try withTemporaryFolder { folder in
      var training = try run.begin(in: folder.path + "/run")
      var threads = 1
      while true {
        let result = try training.run(iterations: 1)
        if !result.isInterrupted { break }
        training = try Training(resuming: training.folder, threads: threads)
        threads = threads % 2 + 1
      }
      let found = try RunState(of: training.folder)
      #expect(found.checkpoint == whole.checkpoint && found.checkpointBytes == whole.checkpointBytes)
      #expect(found.metrics == whole.metrics && found.evaluations == whole.evaluations)
      #expect(found.best == whole.best)
      // The files say what they should: a line for every iteration, an evaluation each third.
      #expect(found.metrics.count == run.iterations)
      #expect(found.evaluations.count == (run.agent == "random" ? 0 : run.evaluations))
      #expect((found.best != nil) == !found.evaluations.isEmpty)
    }
  }

  @Test(arguments: ["ppo", "a2c"])
  func `a run that is stopped within its evaluations comes to the same bytes`(agent: String) throws {
    let run = SmallRun(agent: agent)
    let whole = try run.whole()
    try withTemporaryFolder { folder in
      var training = try run.begin(in: folder.path + "/run")
      var (asked, stops) = (0, 0)
      while true {
        let limit = 3 + 5 * stops
        let result = try training.run(shouldStopEvaluation: {
          asked += 1
          return asked >= limit
        })
        // Past the last iteration only its evaluation is left.
        if !result.isInterrupted, try RunState(of: training.folder).evaluations.count == run.evaluations { break }
        stops += 1
        try #require(stops < 100)
        training = try Training(resuming: training.folder, threads: 2)
        asked = 0
      }
      #expect(stops > 2)
      let found = try RunState(of: training.folder)
      #expect(found.checkpoint == whole.checkpoint && found.checkpointBytes == whole.checkpointBytes)
      #expect(found.metrics == whole.metrics && found.evaluations == whole.evaluations && found.best == whole.best)
    }
  }

  @Test(arguments: ["ppo", "a2c"])
  func `another iteration more or less makes other bytes`(agent: String) throws {
    let whole = try SmallRun(agent: agent).whole()
    #expect(try SmallRun(agent: agent, iterations: 5).whole().checkpointBytes != whole.checkpointBytes)
    #expect(try SmallRun(agent: agent, others: ["seed=2"]).whole().metrics != whole.metrics)
  }

  @Test(arguments: ["ppo", "a2c", "random"])
  func `a run that is lengthened is the longer run, where no schedule depends on the length`(agent: String) throws {
    let others = agent == "random" ? [] : ["learning-rate-schedule=constant", "evaluations=0"]
    let whole = try SmallRun(agent: agent, iterations: 6, others: others).whole()
    try withTemporaryFolder { folder in
      var training = try SmallRun(agent: agent, iterations: 2, others: others).begin(in: folder.path + "/run")
      #expect(try !training.run().isInterrupted)
      training = try Training(resuming: training.folder, more: SmallRun.rollout, threads: 1)
      #expect(!training.isFinished)
      // Stopped and taken up again without more: the longer length is remembered.
      training = try Training(resuming: training.folder, more: 3 * SmallRun.rollout, threads: 1)
      try training.run(iterations: 1)
      training = try Training(resuming: training.folder, threads: 1)
      #expect(training.configuration.steps == 5 * SmallRun.rollout)
      _ = try training.run()
      training = try Training(resuming: training.folder, more: SmallRun.rollout, threads: 2)
      _ = try training.run()
      #expect(try RunState(of: training.folder) == whole)
      #expect(throws: SettingsError.self) { try Training(resuming: training.folder, more: .max, threads: 1) }
    }
  }

  @Test func `as many checkpoints are kept as are asked for, and each can be resumed`() throws {
    let run = SmallRun()
    let whole = try run.whole()
    for back in 0..<3 {
      try withTemporaryFolder { folder in
        var training = try run.begin(in: folder.path + "/run")
        training.checkpointInterval = .zero
        training.keptCheckpoints = 3
        let rest = try training.run(iterations: 5)
        #expect(rest.isInterrupted)
        let kept = training.folder.checkpoints
        #expect(kept.map(\.steps) == [3, 4, 5].map { $0 * SmallRun.rollout })
        for newer in kept.dropFirst(3 - back) { try FileManager.default.removeItem(atPath: newer.path) }
        _ = try Training(resuming: training.folder, threads: 1).run()
        // It saved once more, and keeps one by default.
        #expect(training.folder.checkpoints.count == 1)
        #expect(try RunState(of: training.folder) == whole)
      }
    }
  }

  @Test func `a run whose final evaluation was cut off is evaluated to the same`() throws {
    let run = SmallRun(agent: "a2c")
    try withTemporaryFolder { folder in
      let training = try run.begin(in: folder.path + "/run")
      let result = try training.run()
      let state = try RunState(of: training.folder)
      #expect(RunSummary(training.folder).state == .stopped)

      let resumed = try Training(resuming: training.folder, threads: 1)
      #expect(resumed.isFinished)
      let again = try resumed.run()
      #expect(again.steps == result.steps && !again.isInterrupted)
      let evaluation = try resumed.conclude(again, episodes: 3)
      #expect(try RunState(of: training.folder) == state)
      #expect(try training.conclude(result, episodes: 3) == evaluation)
      let written = try RunResult(readingFrom: training.folder.resultPath)
      #expect(written.meanReturn == evaluation.meanReturn && written.steps == result.steps)
      #expect(RunSummary(training.folder).state == .finished)
    }
  }

  @Test func `what a finished run came to is kept by a resumption that has nothing to do, and gone with one that has`()
    throws
  {
    try withTemporaryFolder { folder in
      let training = try SmallRun(agent: "a2c").begin(in: folder.path + "/run")
      _ = try training.conclude(training.run(), episodes: 1)
      _ = try Training(resuming: training.folder, threads: 1).run()
      #expect(RunSummary(training.folder).state == .finished)
      try Training(resuming: training.folder, more: 1000, threads: 1).run(iterations: 1)
      #expect(RunSummary(training.folder).state == .stopped)
      #expect(!FileManager.default.fileExists(atPath: training.folder.resultPath))
    }
  }

  @Test(arguments: AgentConfiguration.names)
  func `every setting but the steps must be as it was`(agent: String) throws {
    let others = ["seed": "9", "network": "mlp", "convolution": "coordconv", "precision": "bf16"]
    try withTemporaryFolder { folder in
      let training = try SmallRun(agent: agent).begin(in: folder.path + "/run")
      try training.run(iterations: 1)
      let path = training.folder.configurationPath
      let configuration = training.configuration
      let plain = try configuration.text
      defer { try? Data(plain.utf8).write(to: URL(filePath: path)) }
      for field in configuration.fields {
        let value = field.text(configuration)
        // Another value that the field and the others can live with.
        let candidates =
          [others[field.name]].compactMap { $0 } + [
            "8", "4", "2", "16", "0.5", "0.25", "yes", "no", "linear", "constant",
          ]
          + ["outside", "inside", "sgd", "none", String(repeating: "0", count: 64)]
        let works = candidates.first { candidate in
          guard candidate != value else { return false }
          var changed = configuration
          return field.write(&changed, candidate) && (try? changed.agent.validate()) != nil
        }
        let other = try #require(works, "\(field.name)")
        try Self.write(plain, with: field.name, as: other, to: path)
        if field.name == "steps" {
          #expect(try Training(resuming: training.folder, threads: 1).configuration.steps == Int(other))
          continue
        }
        let error = #expect(throws: CheckpointError.self, "\(field.name)") {
          try Training(resuming: training.folder, threads: 1)
        }
        #expect(error?.problem == .otherConfiguration(setting: field.name))
      }
    }
  }

  /// Puts a text of settings into a file, with one changed.
  private static func write(_ text: String, with setting: String, as value: String, to path: String) throws {
    // Another optimizer does not have them.
    let ofOptimizer = ["beta1: ", "beta2: ", "decay: ", "epsilon: ", "epsilon-placement: "]
    let lines = text.split(separator: "\n")
      .filter { line in setting != "optimizer" || !ofOptimizer.contains { line.hasPrefix($0) } }
      .map { $0.hasPrefix("\(setting): ") ? "\(setting): \(value)\n" : "\($0)\n" }
    try Data(lines.joined().utf8).write(to: URL(filePath: path))
  }

  @Test func `a run resumes in its environment, with its agent`() throws {
    try withTemporaryFolder { folder in
      let training = try SmallRun(agent: "a2c").begin(in: folder.path + "/run")
      try training.run(iterations: 1)
      let plain = try training.configuration.text
      for (setting, value) in [("environment", "minatar/asterix"), ("environment", "minatar/breakout:sticky=0.5")] {
        try Self.write(plain, with: setting, as: value, to: training.folder.configurationPath)
        let error = #expect(throws: CheckpointError.self) { try Training(resuming: training.folder, threads: 1) }
        #expect(error?.problem == .otherConfiguration(setting: "environment"))
      }
      // What another agent does not have is told before anything else.
      try Self.write(plain, with: "agent", as: "ppo", to: training.folder.configurationPath)
      let error = #expect(throws: CheckpointError.self) { try Training(resuming: training.folder, threads: 1) }
      #expect(error?.problem == .otherConfiguration(setting: "agent"))
    }
  }
}
