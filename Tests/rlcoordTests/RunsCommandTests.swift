import Foundation
import RLRuns
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct RunsCommandTests {
  /// A short run that is finished.
  private func train(_ rlcoord: Tool, _ arguments: String...) throws {
    let outcome = try rlcoord.finish(
      rlcoord.start(
        ["run", "minatar/breakout", "random", "--steps", "1", "--eval-episodes", "2", "--quiet"] + arguments))
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func `runs are listed with their state, at any depth`() throws {
    try Tool.inEmptyFolder { rlcoord in
      #expect(try rlcoord("runs").errors == "no runs under 'runs'\n")
      #expect(try rlcoord("runs", "list", "--json").output == "")
      try train(rlcoord)
      try train(rlcoord, "--seed", "2", "--out", "runs/deep/er/two")
      try train(rlcoord, "--out", "runs/broken")
      let settings = rlcoord.folder.appending(path: "runs/broken/config.yaml")
      try Data("nonsense".utf8).write(to: settings)
      // Links that lead back do not make it go round.
      for name in ["runs/again", "runs/deep/again"] {
        try FileManager.default.createSymbolicLink(
          at: rlcoord.folder.appending(path: name), withDestinationURL: rlcoord.folder.appending(path: "runs"))
      }
      let table = try rlcoord("runs")
      #expect(table.status == 0 && table.errors == "")
      let lines = table.lines.map { $0.split(separator: " ").map(String.init) }
      #expect(
        lines.map { $0.prefix(2) } == [
          ["run", "state"], ["runs/broken", "damaged"], ["runs/deep/er/two", "finished"],
          ["runs/minatar-breakout-random-seed1-1", "finished"],
        ])
      #expect(!table.output.contains(" \n"))
      let records = try rlcoord("runs", "--json").lines.map { try JSONLine($0) }
      #expect(records.map { $0["seed"] } == ["null", "2", "1"])
      #expect(records.map { $0["state"] } == ["\"damaged\"", "\"finished\"", "\"finished\""])
      #expect(records[0]["problem"]?.contains("settings are written name: value, one a line") == true)
      #expect(records[1]["problem"] == "null" && records[1]["process"] == "null" && records[1]["steps"] == "8192")
      #expect(try rlcoord("runs", "--under", "runs/deep/er", "--json").lines.count == 1)

      let shown = try rlcoord("runs", "show", "runs/broken")
      #expect(shown.errors.hasPrefix("Error: runs/broken/config.yaml:1: settings are written name: value"))
    }
  }

  @Test(arguments: ["-5", "1e300", "null", "\"x\"", "9223372036854775808"])
  func `a result that is none makes a run damaged, never a trap`(steps: String) throws {
    try Tool.inEmptyFolder { rlcoord in
      try train(rlcoord, "--out", "runs/a")
      let path = rlcoord.folder.appending(path: "runs/a/result.json")
      let text = try String(contentsOf: path, encoding: .utf8)
      try Data(text.replacing("\"steps\":8192", with: "\"steps\":\(steps)").utf8).write(to: path)
      let listed = try rlcoord("runs", "--json")
      #expect(listed.status == 0)
      let record = try JSONLine(#require(listed.lines.first))
      #expect(record["state"] == "\"damaged\"")
      #expect(record["problem"]?.contains("is not a run's result; `rlcoord resume` of its run writes it again") == true)
      let shown = try rlcoord("runs", "show", "runs/a")
      #expect(shown.status == 65 && shown.output.contains("\n  runs/a/checkpoints/step-000000008192.safetensors\n"))
      #expect(
        shown.errors
          == "Error: 'runs/a/result.json' is not a run's result; `rlcoord resume` of its run writes it again\n")
      #expect(try rlcoord("resume", "runs/a", "--eval-episodes", "1", "--quiet").status == 0)
      #expect(try JSONLine(#require(try rlcoord("runs", "--json").lines.first))["state"] == "\"finished\"")
    }
  }

  @Test func `a run is shown with its evaluations, checkpoints and settings`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord(
        "run", "minatar/breakout", "a2c", "--steps", "64", "--envs", "4", "--network", "pooled", "--set",
        "rollout-steps=4", "--set", "evaluations=2", "--set", "evaluation-episodes=1", "--eval-episodes", "1", "--out",
        "r", "--quiet")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let shown = try rlcoord("runs", "show", "r/")
      #expect(shown.status == 0 && shown.errors == "")
      for part in [
        "r    finished  64 of 64", "evaluations on the way, mean return:\n  steps  sampled  greedy\n  32 ",
        "checkpoints:\n  r/checkpoints/step-000000000064.safetensors\n", "settings:\n  version: ",
        "  rollout-steps: 4 ",
      ] {
        #expect(shown.output.contains(part), "\(part): \(shown.output)")
      }
      let none = try rlcoord("runs", "show", "none")
      #expect(
        none.status == 65
          && none.errors == "Error: 'none' is not the folder of a run: it has no config.yaml with metrics beside it\n")
    }
  }

  @Test func `runs are removed only on request, and only runs`() throws {
    try Tool.inEmptyFolder { rlcoord in
      try train(rlcoord, "--out", "runs/a")
      try train(rlcoord, "--out", "runs/b")
      try FileManager.default.createDirectory(
        at: rlcoord.folder.appending(path: "mine"), withIntermediateDirectories: false)
      // Settings alone are nobody's run.
      try Data("seed: 2\n".utf8).write(to: rlcoord.folder.appending(path: "mine/config.yaml"))
      try Data("mine".utf8).write(to: rlcoord.folder.appending(path: "runs/b/notes.txt"))
      let before = try rlcoord.contents
      let asked = try rlcoord("runs", "remove", "runs/a")
      #expect(asked.status == 64)
      #expect(asked.errors.hasPrefix("Error: nothing was removed; --yes removes without asking"))
      let foreign = try rlcoord("runs", "remove", "runs/a", "mine", "--yes")
      #expect(foreign.status == 65)
      #expect(
        foreign.errors == "Error: 'mine' is not the folder of a run: it has no config.yaml with metrics beside it\n")
      #expect(try rlcoord("runs", "remove").status == 64)
      #expect(try rlcoord.contents == before)

      let removed = try rlcoord("runs", "remove", "runs/a", "--yes")
      #expect(removed.status == 0 && removed.errors == "removed runs/a\n" && removed.output == "")
      let rest = before.filter { $0 != "runs/a" && !$0.hasPrefix("runs/a/") }
      #expect(try rlcoord.contents == rest)
      let kept = try rlcoord("runs", "remove", "runs/b", "--yes")
      #expect(kept.errors == "removed runs/b, but for files that are not the run's\n")
      #expect(try rlcoord.contents == rest.filter { !$0.hasPrefix("runs/b/") } + ["runs/b/notes.txt"])
    }
  }
}
