import RLAgents
import Foundation
import TestSupport
import Testing

/// A run that is killed again and again, wherever it is at that moment, comes to the bytes of one that never was.
@Suite(.timeLimit(.minutes(20))) struct KillTests {
  struct Case: Sendable, Equatable, CustomTestStringConvertible {
    let agent: String
    let environment: String
    let precision: String
    let seed: UInt64

    var testDescription: String { "\(environment) \(agent) \(precision)" }

    var arguments: [String] {
      [
        "--steps", environment.hasPrefix("arcade") ? "120" : "320", "--envs", "4", "--lanes", "2", "--network",
        "pooled",
        "--precision", precision, "--set", "rollout-steps=2", "--set", "evaluations=0",
      ] + (agent == "ppo" ? ["--set", "epochs=1"] : [])
    }
  }

  static let cases: [Case] = ["ppo", "a2c"].flatMap { agent in
    ["minatar/breakout", "minigrid/doorkey-5x5", "arcade/pong+time-limit=20"].flatMap { environment in
      Precision.allCases.filter(\.isSupported).map { (agent, environment, $0.rawValue) }
    }
  }.enumerated().map { Case(agent: $1.0, environment: $1.1, precision: $1.2, seed: UInt64($0)) }

  /// Kills of each case that must hit a process while it trains: 36 together in the deep mode.
  private static let kills = 3

  @Test(arguments: Depth.sample(cases, 3))
  func `a run that is killed at any moment comes to the same bytes`(c: Case) throws {
    try Tool.inEmptyFolder { rlcoord in
      let whole = try rlcoord.finish(
        rlcoord.start(
          ["run", c.environment, c.agent, "--out", "whole", "--threads", "2", "--eval-episodes", "1", "--quiet"]
            + c.arguments))
      #expect(whole.status == 0, "\(whole.errors)")
      let expected = try latest(rlcoord, "whole")

      var random = SplitMix64(c.seed)
      var kills = 0
      for attempt in 1...20 where kills < Self.kills {
        let folder = "cut\(attempt)"
        while true {
          let isOver = try step(rlcoord, c, folder, &random, &kills)
          if isOver { break }
        }
        let found = try latest(rlcoord, folder)
        #expect(found.name == expected.name && found.bytes == expected.bytes)
      }
      #expect(kills >= Self.kills)
    }
  }

  /// Starts or resumes the run, and kills it if it has not been often enough.
  /// - Returns: whether it came to its end.
  private func step(
    _ rlcoord: Tool, _ c: Case, _ folder: String, _ random: inout SplitMix64, _ kills: inout Int
  ) throws -> Bool {
    let story = rlcoord.folder.appending(path: folder + "/events.log")
    let checkpoints = rlcoord.folder.appending(path: folder + "/checkpoints").path
    func lines() -> Int { (try? Data(contentsOf: story))?.count { $0 == UInt8(ascii: "\n") } ?? 0 }
    func isWriting() -> Bool {
      ((try? FileManager.default.contentsOfDirectory(atPath: checkpoints)) ?? []).contains { $0.hasSuffix(".part") }
    }
    let isBegun =
      (try? FileManager.default.contentsOfDirectory(atPath: checkpoints))?
      .contains { $0.hasSuffix(".safetensors") } == true
    if !isBegun { try? FileManager.default.removeItem(atPath: rlcoord.folder.appending(path: folder).path) }
    let before = lines()
    let process = try rlcoord.start(
      (isBegun ? ["resume", folder] : ["run", c.environment, c.agent, "--out", folder] + c.arguments) + [
        "--threads", Bool.random(using: &random) ? "1" : "2", "--checkpoint-every", "0", "--eval-episodes", "1",
        "--quiet",
      ])
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    if kills < Self.kills {
      // From here on it trains. One kill of each case comes when it is found writing a checkpoint.
      rlcoord.wait(for: process) { lines() != before }
      if kills == 1 {
        while process.isRunning, !isWriting() { usleep(50) }
      } else {
        usleep(UInt32.random(in: 0...60_000, using: &random))
      }
      kill(process.processIdentifier, SIGKILL)
    }
    let outcome = try rlcoord.finish(process)
    if process.terminationReason == .uncaughtSignal {
      #expect(outcome.status == SIGKILL, "\(outcome.errors)")
      kills += 1
      return false
    }
    #expect(outcome.status == 0, "\(outcome.errors)")
    return true
  }

  private func latest(_ rlcoord: Tool, _ folder: String) throws -> (name: String, bytes: Data) {
    let url = rlcoord.folder.appending(path: folder + "/checkpoints")
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".safetensors") }
    let name = try #require(names.max())
    return (name, try Data(contentsOf: url.appending(path: name)))
  }
}
