import Foundation
import RLRuns
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(20))) struct WatchTests {
  /// Keeps a random game of 30 steps.
  private func keepGame(_ rlcoord: Tool, _ name: String, of environment: String = "minatar/asterix") throws {
    var playback = try EpisodeRequest([environment]).playback()
    for _ in 0..<30 { playback.advance(nil) }
    try playback.replay().write(to: rlcoord.folder.appending(path: name).path)
  }

  @Test func `a replay is watched to its end, and its last picture is the one recorded`() throws {
    try Tool.inEmptyFolder { rlcoord in
      try keepGame(rlcoord, "game.replay")
      let watched = try rlcoord(
        "watch", "game.replay", "--render", "offscreen", "--speed", "64", "--no-panel", "--screenshot", "end.png")
      #expect(watched.status == 0 && watched.errors == "" && watched.output == "")
      let recorded = try rlcoord("record", "game.replay", "--out", "record.png")
      #expect(recorded.status == 0)
      #expect(recorded.output.hasPrefix("record.png: 30 steps, "))
      #expect(try rlcoord.contents == ["end.png", "game.replay", "record.png"])
    }
  }

  @Test func `the same command records the same picture, another seed another one`() throws {
    try Tool.inEmptyFolder { rlcoord in
      for (name, seed) in [("a.png", "1"), ("b.png", "1"), ("c.png", "2")] {
        let outcome = try rlcoord(
          "record", "minigrid/fourrooms", "random", "--out", name, "--steps", "5", "--seed", seed, "--panel")
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      func read(_ name: String) throws -> Data { try Data(contentsOf: rlcoord.folder.appending(path: name)) }
      #expect(try read("a.png") == read("b.png"))
      #expect(try read("a.png") != read("c.png"))
    }
  }

  @Test func `a game that is interrupted is kept, and can be watched`() throws {
    try Tool.inEmptyFolder { rlcoord in
      // Nothing tells when the first step was taken; on a busy machine even listening to the signal may take long.
      var said: Substring?
      for patience in [1.0, 4, 16, 64] where said == nil {
        let process = try rlcoord.start(["play", "minatar/breakout", "--render", "offscreen", "--speed", "4"])
        Thread.sleep(forTimeInterval: patience)
        process.interrupt()
        let played = try rlcoord.finish(process)
        said = played.lines.last
        #expect(played.status == 130 || said == nil && played.status == SIGINT)
      }
      let line = try #require(said)
      #expect(line.hasPrefix("return ") && line.contains(" steps: rlcoord watch replays/minatar-breakout-"))
      let path = String(try #require(line.split(separator: " ").last))
      let watched = try rlcoord("watch", path, "--render", "offscreen", "--speed", "64")
      #expect(watched.status == 0, "\(watched.errors)")
    }
  }

  @Test func `training and evaluation that are shown come to the same`() throws {
    try Tool.inEmptyFolder { rlcoord in
      func finished(_ arguments: [String]) throws -> JSONLine {
        let run = [
          "run", "minatar/freeway", "ppo", "--steps", "4k", "--envs", "16", "--eval-episodes", "3", "--json",
          "--set", "evaluations=1", "--set", "evaluation-episodes=1",
        ]
        let outcome = try rlcoord.finish(rlcoord.start(run + arguments))
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONLine(#require(outcome.lines.last))
      }
      let plain = try finished(["--out", "plain"])
      let shown = try finished(
        ["--out", "shown", "--render", "offscreen", "--tiles", "2", "--screenshot", "live.png"])
      #expect(plain["weightsSHA256"] == shown["weightsSHA256"])
      #expect(plain["meanReturn"] == shown["meanReturn"])
      let picture = rlcoord.folder.appending(path: "live.png")
      #expect(try Data(contentsOf: picture).starts(with: [0x89, 0x50, 0x4E, 0x47]))

      let evaluated = try rlcoord("eval", "plain", "--episodes", "3")
      #expect(try rlcoord("eval", "plain", "--episodes", "3", "--render", "offscreen").output == evaluated.output)
    }
  }

  @Test func `mistakes are reported in a line, and nothing is written`() throws {
    try Tool.inEmptyFolder { rlcoord in
      try Data("no replay".utf8).write(to: rlcoord.folder.appending(path: "other.replay"))
      let cases: [(arguments: String, status: Int32, message: String)] = [
        ("watch other.replay", 65, "'other.replay' is not a replay; `rlcoord play` writes them"),
        ("record other.replay --out a.png", 65, "'other.replay' is not a replay; `rlcoord play` writes them"),
        (
          "run minatar/breakout other.replay", 64,
          "'other.replay' is a replay; see it with `rlcoord watch other.replay`"
        ),
        ("watch minatar/breakout --render terminal", 64, "standard output is not a terminal, so nothing can be shown"),
        ("watch minatar/breakout", 64, "cannot open a window: "),
        ("play minatar/breakout", 64, "cannot open a window: "),
        ("run minatar/breakout ppo --render", 64, "cannot open a window: "),
        ("run minatar/breakout ppo --render terminal", 64, "standard output is not a terminal"),
        ("run minatar/breakout ppo --tiles 4", 64, "'--tiles' needs --render"),
        ("run minatar/breakout ppo --screenshot a.png", 64, "'--screenshot' needs --render"),
        (
          "watch minatar/breakout --speed 0", 64,
          "The value '0' is invalid for '--speed <x>': '0' is not a number above 0"
        ),
        (
          "play minatar/breakout --keys fire=x", 64,
          "keys: unknown action 'fire' (available: nothing, left, right)"
        ),
        ("play minatar/breakout --out game.txt", 64, "cannot write 'game.txt': a replay's name ends in .replay"),
        ("record minatar/breakout random --out a.avi", 64, "cannot write 'a.avi': a recording's name must end in .gif"),
        ("record minatar/breakout random --out no/a.png", 65, "cannot write 'no/a.png': there is no folder 'no'"),
        ("watch a b c", 64, "expected an environment and an agent, or a run's folder"),
      ]
      for (arguments, status, message) in cases {
        let outcome = try rlcoord.finish(rlcoord.start(arguments.split(separator: " ").map(String.init)))
        #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
        #expect(outcome.errors.hasPrefix("Error: " + message), "\(arguments): \(outcome.errors)")
        #expect(outcome.errors.filter { $0 == "\n" }.count == 1, "\(arguments)")
      }
      #expect(try rlcoord.contents == ["other.replay"])
    }
  }

  @Test(.enabled(if: Tool.hasTerminals))
  func `training continues when its view is closed, with a line`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let arguments = [
        "run", "minatar/breakout", "ppo", "--steps", "25k", "--envs", "64", "--eval-episodes", "3", "--render",
        "terminal", "--out", "watched",
      ]
      let outcome = try rlcoord.inTerminal(arguments, typing: "q", until: "no longer shown")
      #expect(outcome.status == 0, "\(outcome.output)")
      let left = try #require(outcome.output.range(of: "no longer shown; training continues"))
      #expect(outcome.output[left.upperBound...].contains("minatar/breakout ppo: mean return "))
      #expect(try rlcoord.contents.contains { $0.hasPrefix("watched/checkpoints/step-") })
    }
  }
}
