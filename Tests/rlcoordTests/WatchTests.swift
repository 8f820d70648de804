import Foundation
import Runs
import Testing
import TestSupport

@Suite struct WatchTests {
  /// Keeps a random game of 30 steps.
  private func keepGame(_ rlcoord: Tool, _ name: String, of environment: String = "minatar/asterix") throws {
    var performance = try Cast([environment]).performance()
    for _ in 0..<30 { performance.advance(nil) }
    try performance.replay().write(to: rlcoord.folder.appending(path: name).path)
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
      let process = try rlcoord.start(["play", "minatar/breakout", "--render", "offscreen", "--speed", "4"])
      Thread.sleep(forTimeInterval: 1)
      process.interrupt()
      let played = try rlcoord.finish(process)
      #expect(played.status == 130)
      let line = try #require(played.lines.last)
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
          "run", "minatar/freeway", "ppo", "--steps", "4k", "--envs", "16", "--eval-episodes", "5", "--json",
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

      let evaluated = try rlcoord("eval", "plain", "--episodes", "5")
      #expect(try rlcoord("eval", "plain", "--episodes", "5", "--render", "offscreen").output == evaluated.output)
    }
  }
}
