import RLAgents
import Foundation
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// Checkpoints that are whole and sealed, but hold what no run of theirs ever was.
@Suite(.timeLimit(.minutes(20))) struct TrainingStateTests {
  /// A run that was stopped after two iterations, and its checkpoint.
  private func withStoppedRun(_ agent: String, _ body: (RunFolder, Checkpoint) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let training = try SmallRun(agent: agent, evaluations: 0).begin(in: folder.path + "/run")
      try training.run(iterations: 2)
      try body(training.folder, Checkpoint(readingFrom: training.folder.path))
    }
  }

  /// What going on from a changed checkpoint complains of; it is tried for two iterations, which must not trap.
  private func problem(
    _ folder: RunFolder, _ checkpoint: Checkpoint, _ change: (inout Checkpoint) -> Void
  ) throws -> CheckpointError.Problem? {
    var changed = checkpoint
    change(&changed)
    let path = try #require(folder.latestCheckpoint).path
    try changed.write(to: path)
    do {
      try Training(resuming: folder, threads: 1).run(iterations: 2)
      return nil
    } catch let error as CheckpointError {
      #expect(error.path == path && !error.description.contains("\n"))
      return error.problem
    }
  }

  private func isImpossible(_ problem: CheckpointError.Problem?) -> Bool {
    if case .impossibleState? = problem { true } else { false }
  }

  @Test(arguments: AgentConfiguration.names)
  func `a state that is cut or too long is refused`(agent: String) throws {
    try withStoppedRun(agent) { folder, checkpoint throws in
      let size = try #require(checkpoint.resumption).state.count
      for length in [0, 1, 7, 8, 16, size / 3, size / 2, size - 8, size - 1] {
        let problem = try problem(folder, checkpoint) { $0.resumption?.state.removeLast(size - length) }
        #expect(isImpossible(problem), "\(length) of \(size): \(String(describing: problem))")
      }
      for surplus in [1, 8, 100_000] {
        let problem = try problem(folder, checkpoint) { $0.resumption?.state += [UInt8](repeating: 0, count: surplus) }
        #expect(isImpossible(problem), "\(surplus) more: \(String(describing: problem))")
      }
      #expect(try problem(folder, checkpoint) { _ in } == nil)
    }
  }

  /// Steps, episodes in the window, their returns, the next place in it, all episodes, the optimizer's steps: each is a
  /// number of eight bytes at the state's beginning.
  @Test(arguments: AgentConfiguration.names)
  func `counters that never come about are refused`(agent: String) throws {
    try withStoppedRun(agent) { folder, checkpoint throws in
      let state = try #require(checkpoint.resumption).state
      let window = state[8..<16].reversed().reduce(0) { $0 << 8 | Int($1) }
      let next = 16 + 8 * window
      var places = [("steps", 0), ("window", 8), ("next", next), ("total", next + 8)]
      if agent != "random" { places.append(("optimizer", next + 16)) }
      for (name, place) in places {
        for value in [Int.max, Int.min, -1, Int.max / 2 + 1] {
          let problem = try problem(folder, checkpoint) { checkpoint in
            for byte in 0..<8 {
              checkpoint.resumption?.state[place + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte))
            }
          }
          #expect(isImpossible(problem), "\(name) \(value): \(String(describing: problem))")
        }
      }
    }
  }

  @Test(arguments: ["ppo", "a2c"])
  func `an order of samples that there are not is refused`(agent: String) throws {
    try withStoppedRun(agent) { folder, checkpoint throws in
      // The last lane's order ends the state.
      for value: Int32 in [Int32(SmallRun.rollout / 2), .max, .min, -1] {
        let problem = try problem(folder, checkpoint) { checkpoint in
          let end = checkpoint.resumption?.state.count ?? 0
          for byte in 0..<4 {
            checkpoint.resumption?.state[end - 4 + byte] = UInt8(truncatingIfNeeded: value >> Int32(8 * byte))
          }
        }
        #expect(isImpossible(problem), "\(value): \(String(describing: problem))")
      }
    }
  }

  @Test(arguments: AgentConfiguration.names)
  func `a state with any bytes in it is resumed or refused, never more`(agent: String) throws {
    try withStoppedRun(agent) { folder, checkpoint throws in
      var random = SplitMix64(3)
      let size = try #require(checkpoint.resumption).state.count
      for _ in 0..<40 {
        // Mostly the environments and counters at the beginning and the end.
        let end = Bool.random(using: &random)
        let place = Int.random(in: 0..<min(size - 8, 4000), using: &random)
        let value: UInt8 = [0, 0x7F, 0x80, 0xFF][Int.random(in: 0..<4, using: &random)]
        let count = Int.random(in: 1...8, using: &random)
        do {
          _ = try problem(folder, checkpoint) { checkpoint in
            for byte in place..<place + count { checkpoint.resumption?.state[end ? size - 1 - byte : byte] = value }
          }
        } catch is TrainingError {
          // Numbers that learning cannot bear.
        } catch let error as MetricsError {
          // Steps that are fewer than before.
          Issue.record("\(error)")
        }
        for name in ["metrics.jsonl", "evaluations.jsonl"] {
          try? FileManager.default.removeItem(atPath: folder.path + "/" + name)
        }
      }
    }
  }

  @Test func `an agent without a training state is refused by resume, and can be evaluated`() throws {
    try withStoppedRun("ppo") { folder, checkpoint throws in
      #expect(try problem(folder, checkpoint) { $0.resumption = nil } == .notResumable)
      #expect(try Evaluation(Checkpoint(readingFrom: folder.path), path: "c").run(episodes: 2, seed: 1).episodes == 2)
    }
  }

  @Test func `steps that are not the state's are refused`() throws {
    try withStoppedRun("a2c") { folder, checkpoint throws in
      for steps in [0, 1, SmallRun.rollout, 3 * SmallRun.rollout] {
        #expect(isImpossible(try problem(folder, checkpoint) { $0.steps = steps }), "\(steps)")
      }
      #expect(try problem(folder, checkpoint) { $0.steps = -5 } == .unknownField(name: "steps", value: "-5"))
    }
  }

  @Test func `settings in it that are none are refused`() throws {
    try withStoppedRun("a2c") { folder, checkpoint throws in
      for text in ["", "environment: minatar/breakout\n", "[", "environment: minatar/breakout\nagent: a2c\ngamma: x\n"]
      {
        #expect(throws: SettingsError.self) {
          _ = try problem(folder, checkpoint) { $0.resumption?.configuration = text }
        }
      }
      let other = checkpoint.resumption?.configuration.replacing("gamma: 0.99", with: "gamma: 0.5") ?? ""
      #expect(
        try problem(folder, checkpoint) { $0.resumption?.configuration = other }
          == .otherConfiguration(setting: "gamma"))
    }
  }

  @Test func `weights that are not the network's are refused`() throws {
    try withStoppedRun("a2c") { folder, checkpoint throws in
      let name = try #require(checkpoint.weights.first).name
      guard case .missingWeight(name, _)? = try problem(folder, checkpoint, { $0.weights.removeFirst() }) else {
        Issue.record("a missing weight")
        return
      }
    }
  }
}
