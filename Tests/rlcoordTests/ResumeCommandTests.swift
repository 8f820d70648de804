import Foundation
import RLRuns
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct ResumeCommandTests {
  /// A run of many short iterations, seconds long: on a busy machine a signal may take its time.
  private static let arguments = [
    "minatar/breakout", "a2c", "--steps", "12000", "--envs", "4", "--lanes", "2", "--network", "pooled", "--set",
    "rollout-steps=2", "--set", "evaluations=2", "--set", "evaluation-episodes=1", "--eval-episodes", "1",
  ]

  private func bytes(_ rlcoord: Tool, _ path: String) throws -> Data {
    try Data(contentsOf: rlcoord.folder.appending(path: path))
  }

  @Test(arguments: Depth.sample([SIGINT, SIGTERM], 1))
  func `a signal saves and prints how to resume, which ends with the same bytes`(signal: Int32) throws {
    try Tool.inEmptyFolder { rlcoord in
      let whole = try rlcoord.finish(rlcoord.start(["run", "--out", "whole", "--json", "--quiet"] + Self.arguments))
      #expect(whole.status == 0, "\(whole.errors)")
      let process = try rlcoord.start(["run", "--out", "cut"] + Self.arguments)
      rlcoord.awaitTraining(in: "cut", by: process)
      kill(process.processIdentifier, signal)
      let stopped = try rlcoord.finish(process)
      #expect(stopped.status == 128 + signal && stopped.output == "")
      let line = try #require(stopped.errors.split(separator: "\n").last)
      let message = try #require(
        line.wholeMatch(of: /stopped after ([0-9,]+) steps, saved; to resume: rlcoord (resume cut --eval-episodes 1)/))
      let steps = try #require(Int(message.1.replacing(",", with: "")))
      #expect(steps > 0 && steps < 12000)
      let listed = try JSONLine(#require(try rlcoord("runs", "--under", ".", "--json").lines.first))
      #expect(listed["state"] == "\"stopped\"" && listed["steps"] == String(steps))

      let resumed = try rlcoord.finish(
        rlcoord.start(message.2.split(separator: " ").map(String.init) + ["--json", "--quiet"]))
      #expect(resumed.status == 0, "\(resumed.errors)")
      let (first, second) = (try JSONLine(#require(whole.lines.last)), try JSONLine(#require(resumed.lines.last)))
      #expect(first.names == second.names)
      for name in ["event", "steps", "meanReturn", "weightsSHA256"] { #expect(first[name] == second[name], "\(name)") }
      for name in ["checkpoints/step-000000012000.safetensors", "best.safetensors"] {
        #expect(try bytes(rlcoord, "whole/" + name) == bytes(rlcoord, "cut/" + name), "\(name)")
      }
      #expect(try rlcoord("eval", "cut/best.safetensors", "--episodes", "1", "--json").status == 0)
    }
  }

  @Test func `a finished run is evaluated again, and trained longer when asked`() throws {
    try Tool.inEmptyFolder { rlcoord in
      #expect(try rlcoord("run", "minatar/breakout", "random", "--steps", "100", "--out", "r", "--quiet").status == 0)
      let before = try bytes(rlcoord, "r/checkpoints/step-000000008192.safetensors")
      // Nothing was trained, so there is no speed.
      let evaluated = try rlcoord("resume", "r", "--quiet")
      #expect(evaluated.output.contains(", after 8,192 steps in ") && !evaluated.output.contains("steps/s"))
      let again = try rlcoord("resume", "r", "--json", "--quiet")
      #expect(again.status == 0 && again.lines.count == 1)
      #expect(try JSONLine(#require(again.lines.last))["steps"] == "8192")
      #expect(try bytes(rlcoord, "r/checkpoints/step-000000008192.safetensors") == before)
      let longer = try rlcoord("resume", "r", "--steps", "10k", "--json", "--quiet", "--eval-episodes", "3")
      #expect(try JSONLine(#require(longer.lines.last))["steps"] == "16384")
      #expect(
        try String(contentsOf: rlcoord.folder.appending(path: "r/config.yaml"), encoding: .utf8).contains(
          "steps: 10100 "))
    }
  }

  @Test func `what cannot be resumed is refused in a line, and stays as it is`() throws {
    try Tool.inEmptyFolder { rlcoord in
      #expect(try rlcoord("run", "minatar/breakout", "random", "--steps", "1", "--out", "r", "--quiet").status == 0)
      try FileManager.default.createDirectory(
        at: rlcoord.folder.appending(path: "started"), withIntermediateDirectories: false)
      let settings = try bytes(rlcoord, "r/config.yaml")
      try settings.write(to: rlcoord.folder.appending(path: "started/config.yaml"))
      try Data().write(to: rlcoord.folder.appending(path: "started/metrics.jsonl"))
      let before = try rlcoord.contents
      let cases: [(arguments: String, status: Int32, message: String)] = [
        ("nothing", 65, "'nothing' is not the folder of a run: it has no config.yaml with metrics beside it"),
        (
          "r/checkpoints", 65,
          "'r/checkpoints' is not the folder of a run: it has no config.yaml with metrics beside it"
        ),
        (
          "started", 65,
          "the run 'started' has no checkpoint to resume from; start over with `rlcoord run --config started/config.yaml`"
        ),
        (
          "r --steps 0", 64,
          "The value '0' is invalid for '--steps <n>': 0 is too small; expected a whole number of at least 1"
        ),
        ("r --checkpoint-every -1", 64, "The value '-1' is invalid for '--checkpoint-every <s>'"),
        ("r --checkpoint-every soon", 64, "The value 'soon' is invalid for '--checkpoint-every <s>'"),
        ("r --keep 0", 64, "The value '0' is invalid for '--keep <n>'"),
        ("r --seed 2", 64, "Unknown option '--seed'"),
        ("", 64, "Missing expected argument '<folder>'"),
      ]
      for (arguments, status, message) in cases {
        let words = ["resume"] + arguments.split(separator: " ").map(String.init)
        let outcome = try rlcoord.finish(rlcoord.start(words))
        #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
        #expect(outcome.errors.hasPrefix("Error: " + message), "\(arguments): \(outcome.errors)")
        #expect(outcome.errors.count { $0 == "\n" } == 1 && outcome.output == "", "\(arguments)")
      }
      for (from, to, status, message) in [
        ("seed: 1", "seed: 2", 65, "was saved with another seed than config.yaml has now; change it back to resume"),
        ("seed: 1", "sed: 1", 65, "unknown setting 'sed'; did you mean 'seed'?"),
        ("agent: random", "agent: rndom", 64, "unknown agent 'rndom'; did you mean 'random'?"),
      ] as [(String, String, Int32, String)] {
        let text = String(decoding: settings, as: UTF8.self)
        try Data(text.replacing(from, with: to).utf8).write(to: rlcoord.folder.appending(path: "r/config.yaml"))
        let outcome = try rlcoord("resume", "r")
        #expect(outcome.status == status && outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.errors.count { $0 == "\n" } == 1)
      }
      #expect(try rlcoord.contents == before)
      try settings.write(to: rlcoord.folder.appending(path: "r/config.yaml"))
      #expect(try rlcoord("resume", "r", "--checkpoint-every", "1e300", "--eval-episodes", "1").status == 0)
    }
  }

  @Test func `a run that is going on is shown, and is not taken from its process`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let long = ["run", "minatar/breakout", "a2c", "--network", "pooled", "--envs", "4", "--out", "runs/long"]
      let process = try rlcoord.start(long)
      defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
      rlcoord.awaitTraining(in: "runs/long", by: process)
      let number = process.processIdentifier
      // Its streams are files beside the folder; the other calls have theirs in another one.
      let other = Tool(folder: rlcoord.folder.appending(path: "runs"))
      let status = try JSONLine(#require(try other("status", "--under", ".", "--json").lines.first))
      #expect(status["state"] == "\"running\"" && status["process"] == String(number))
      #expect(status["folder"] == "\".\\/long\"")
      let table = try other("status", "--under", ".")
      #expect(table.status == 0 && table.output.contains("./long  running (\(number))"), "\(table.output)")
      for arguments in [["resume", "long"], ["runs", "remove", "long", "--yes"]] {
        let outcome = try other.finish(other.start(arguments))
        #expect(outcome.status == 65)
        // No checkpoint may have been saved yet.
        #expect(
          outcome.errors == "Error: the run 'long' is being written by process \(number); wait for its end\n"
            || arguments[0] == "resume" && outcome.errors.contains("has no checkpoint to resume from"))
      }
      #expect(process.isRunning)
      process.terminate()
      #expect(try rlcoord.finish(process).status == 143)
      #expect(try rlcoord("status").errors == "nothing is being trained under 'runs'\n")
      #expect(try rlcoord("status", "--json").output == "")
    }
  }
}
