import Foundation
import TestSupport
import Testing

/// What Control-C and SIGTERM do outside training; `ResumeCommandTests` has training itself.
@Suite(.timeLimit(.minutes(20))) struct InterruptionTests {
  /// Far more episodes than anyone waits for.
  private static let endless = "1000000"

  private func awaitEvaluation(_ rlcoord: Tool, by process: Process) {
    rlcoord.wait(for: process) { rlcoord.errors.contains("evaluating: ") }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `the final evaluation of a run stops, and prints the command that repeats it`(signal: Int32) throws {
    try Tool.inEmptyFolder { rlcoord in
      let process = try rlcoord.start([
        "run", "minatar/breakout", "random", "--steps", "1", "--out", "a b", "--eval-episodes", Self.endless,
      ])
      awaitEvaluation(rlcoord, by: process)
      kill(process.processIdentifier, signal)
      let stopped = try rlcoord.finish(process)
      #expect(stopped.status == 128 + signal && stopped.output == "")
      #expect(
        stopped.errors.hasSuffix(
          "trained for 8,192 steps, saved, but not evaluated to the end; to do that: "
            + "rlcoord resume 'a b' --eval-episodes \(Self.endless)\n"))
      #expect(try !rlcoord.contents.contains("a b/result.json"))
      let resumed = try rlcoord("resume", "a b", "--eval-episodes", "2")
      #expect(resumed.status == 0 && resumed.lines.count == 1)
      #expect(resumed.errors.hasSuffix("again:  rlcoord eval 'a b' --episodes 2\n"))
    }
  }

  @Test(arguments: [SIGINT, SIGTERM]) func `eval stops without a result`(signal: Int32) throws {
    try Tool.inEmptyFolder { rlcoord in
      #expect(try rlcoord("run", "minatar/breakout", "random", "--steps", "1", "--out", "r", "--quiet").status == 0)
      let process = try rlcoord.start(["eval", "r", "--episodes", Self.endless, "--junit", "r.xml"])
      awaitEvaluation(rlcoord, by: process)
      kill(process.processIdentifier, signal)
      let stopped = try rlcoord.finish(process)
      #expect(stopped.status == 128 + signal && stopped.output == "")
      let line = try #require(stopped.errors.split(separator: "\n").last)
      #expect(line.wholeMatch(of: /the evaluation was stopped after [0-9]+ of 1000000 episodes/) != nil)
      #expect(try !rlcoord.contents.contains("r.xml"))
    }
  }

  @Test func `an evaluation during training stops, and the run resumes with it`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let process = try rlcoord.start([
        "run", "minatar/breakout", "a2c", "--envs", "4", "--lanes", "1", "--steps", "100", "--out", "r",
        "--set", "evaluations=1", "--set", "evaluation-episodes=100000", "--eval-episodes", "1",
      ])
      rlcoord.awaitTraining(in: "r", by: process)
      kill(process.processIdentifier, SIGINT)
      let stopped = try rlcoord.finish(process)
      #expect(stopped.status == 130, "\(stopped.errors)")
      #expect(
        stopped.errors.hasSuffix(", saved; to resume: rlcoord resume r --eval-episodes 1\n")
          || stopped.errors.hasSuffix("rlcoord resume r --eval-episodes 1\n"), "\(stopped.errors)")
      #expect(try !rlcoord.contents.contains("r/best.safetensors"))
    }
  }

  @Test func `the second signal stops at once, with a line`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let process = try rlcoord.start([
        "run", "minatar/breakout", "a2c", "--envs", "4", "--lanes", "1", "--steps", "100", "--out", "r",
        "--checkpoint-every", "0", "--set", "evaluations=1", "--set", "evaluation-episodes=100000",
      ])
      rlcoord.awaitTraining(in: "r", by: process)
      kill(process.processIdentifier, SIGINT)
      kill(process.processIdentifier, SIGTERM)
      let stopped = try rlcoord.finish(process)
      // Two signals at once may come in any order.
      #expect([130, 143].contains(stopped.status))
      #expect(stopped.errors.hasSuffix("\nstopped at once; what was saved before is kept\n"))
    }
  }

  @Test func `the printed commands repeat the figure, also of a folder with spaces`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let run = try rlcoord(
        "run", "minatar/breakout", "ppo", "--steps", "1k", "--envs", "8", "--set", "evaluations=0", "--out",
        "it's mine",
        "--eval-episodes", "3", "--greedy")
      #expect(run.errors.hasSuffix("again:  rlcoord eval 'it'\\''s mine' --episodes 3 --greedy\n"))
      let again = try rlcoord("eval", "it's mine", "--episodes", "3", "--greedy")
      let figure = try #require(run.output.firstMatch(of: /mean return .* over 3 episodes/))
      #expect(again.output.contains(figure.0))
    }
  }
}
