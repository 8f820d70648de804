import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct CompareCommandTests {
  private static let plan = [
    "compare", "minatar/breakout", "minatar/freeway", "--conv", "conv,coordconv", "--seeds", "2", "--steps", "256",
    "--networks", "pooled", "--set", "environments=8", "--set", "rollout-steps=8", "--set", "evaluations=0",
    "--eval-episodes", "2", "--out", "c",
  ]

  @Test func `a comparison trains every run, reports, and has nothing to do the second time`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let first = try rlcoord.finish(rlcoord.start(Self.plan))
      #expect(first.status == 0, "\(first.errors)")
      #expect(first.lines.first == "ppo pooled coordconv against ppo pooled conv on 2 environments")
      #expect(first.errors.hasSuffix("report: c/report.html\n"))
      let made = try rlcoord.contents
      for environment in ["breakout", "freeway"] {
        for convolution in ["conv", "coordconv"] {
          for seed in 1...2 {
            #expect(made.contains("c/minatar-\(environment)-ppo-pooled-\(convolution)-seed\(seed)/result.json"))
          }
        }
      }
      let csv = try text(rlcoord, "c/runs.csv").split(separator: "\n")
      #expect(csv.count == 9)
      #expect(try text(rlcoord, "c/report.html").contains("<svg"))

      let again = try rlcoord.finish(rlcoord.start(Self.plan + ["--json"]))
      #expect(again.status == 0 && again.lines.count == 1)
      let record = try JSONLine(#require(again.lines.last))
      #expect(record.names.starts(with: ["event", "environments"]))
      #expect(try text(rlcoord, "c/runs.csv").split(separator: "\n") == csv)
      // A run that was killed while its first checkpoint was written is trained from the start.
      let cut = "c/minatar-breakout-ppo-pooled-conv-seed1/"
      let before = try text(rlcoord, cut + "result.json")
      let checkpoint = try #require(made.first { $0.hasPrefix(cut + "checkpoints/step-") })
      func url(_ path: String) -> URL { rlcoord.folder.appending(path: path) }
      try FileManager.default.moveItem(at: url(checkpoint), to: url(checkpoint + ".part"))
      try FileManager.default.removeItem(at: url(cut + "result.json"))
      let repaired = try rlcoord.finish(rlcoord.start(Self.plan + ["--quiet"]))
      #expect(repaired.status == 0, "\(repaired.errors)")
      let (old, new) = (try JSONLine(before[...]), try JSONLine(text(rlcoord, cut + "result.json")[...]))
      #expect(old["weightsSHA256"] == new["weightsSHA256"] && old["meanReturn"] == new["meanReturn"])
      #expect(try !rlcoord.contents.contains(checkpoint + ".part"))
      // A run alone gives what it gives among others.
      let alone = try rlcoord(
        "run", "minatar/freeway", "ppo", "--network", "pooled", "--conv", "coordconv", "--seed", "2", "--steps", "256",
        "--envs", "8", "--set", "rollout-steps=8", "--set", "evaluations=0", "--eval-episodes", "2", "--out", "alone",
        "--json", "--quiet")
      let among = try JSONLine(text(rlcoord, "c/minatar-freeway-ppo-pooled-coordconv-seed2/result.json")[...])
      let other = try JSONLine(#require(alone.lines.last))
      #expect(other["weightsSHA256"] == among["weightsSHA256"] && other["meanReturn"] == among["meanReturn"])
    }
  }

  @Test func `a comparison that was killed resumes where it was`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let process = try rlcoord.start(Self.plan)
      let result = rlcoord.folder.appending(path: "c/minatar-breakout-ppo-pooled-conv-seed1/result.json")
      rlcoord.wait(for: process) { FileManager.default.fileExists(atPath: result.path) }
      kill(process.processIdentifier, SIGKILL)
      _ = try rlcoord.finish(process)
      let kept = try Data(contentsOf: result)
      let next = try rlcoord.finish(rlcoord.start(Self.plan + ["--quiet"]))
      #expect(next.status == 0, "\(next.errors)")
      #expect(try Data(contentsOf: result) == kept)
      #expect(try text(rlcoord, "c/runs.csv").split(separator: "\n").count == 9)
    }
  }

  @Test func `what cannot be compared is refused in a line`() throws {
    try Tool.inEmptyFolder { rlcoord in
      #expect(try rlcoord.finish(rlcoord.start(Self.plan + ["--quiet"])).status == 0)
      let cases: [(arguments: [String], message: String)] = [
        (["compare", "minatar/brekout"], "unknown environment 'minatar/brekout'; did you mean 'minatar/breakout'?"),
        (["compare", "minatar/breakout", "--agents", "ppo,dqn"], "unknown agent 'dqn'"),
        (["compare", "minatar/breakout", "--conv", "conv,"], "unknown convolution ''"),
        (
          ["compare", "minatar/breakout", "--conv", "conv,conv"],
          "'conv' is named twice; a comparison takes everything once"
        ),
        (["compare", "minatar/breakout", "--set", "gama=1"], "unknown setting 'gama'; did you mean 'gamma'?"),
        (
          Self.plan + ["--set", "gamma=0.5", "--quiet"],
          "the run 'c/minatar-breakout-ppo-pooled-conv-seed1' has gamma 0.99, but this comparison asks for 0.5; "
            + "choose another folder with --out"
        ),
      ]
      for (arguments, message) in cases {
        let outcome = try rlcoord.finish(rlcoord.start(arguments))
        #expect(outcome.status == 64, "\(arguments): \(outcome.errors)")
        #expect(outcome.errors.hasPrefix("Error: " + message), "\(outcome.errors)")
      }
    }
  }

  @Test func `learning curves are drawn in a terminal and in files`() throws {
    try Tool.inEmptyFolder { rlcoord in
      for seed in ["1", "2"] {
        let run = try rlcoord(
          "run", "minatar/breakout", "random", "--steps", "20k", "--seed", seed, "--eval-episodes", "1", "--quiet")
        #expect(run.status == 0)
      }
      let drawn = try rlcoord("plot", "runs")
      #expect(drawn.status == 0 && drawn.output.hasPrefix("minatar/breakout\n") && drawn.output.contains("⠤"))
      #expect(try rlcoord("plot", "runs", "--out", "curves.svg").status == 0)
      #expect(try text(rlcoord, "curves.svg").hasPrefix("<svg"))
      let other = try rlcoord("plot", "runs", "--out", "curves.pdf")
      #expect(other.status == 64)
      #expect(
        other.errors
          == "Error: cannot write a chart to 'curves.pdf': its name must end in .svg or .html\n")
      #expect(try rlcoord("plot", "nothing").status == 65)
    }
  }

  @Test func `seeds are numbers and ranges`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let compared = try rlcoord(
        "compare", "minatar/breakout", "--agents", "random", "--seeds", "2,4-5", "-n", "1", "--eval-episodes", "1",
        "-o",
        "c", "-q")
      #expect(compared.status == 0, "\(compared.errors)")
      let runs = try FileManager.default.contentsOfDirectory(atPath: rlcoord.folder.path + "/c").filter {
        $0.contains("seed")
      }
      #expect(runs.sorted() == [2, 4, 5].map { "minatar-breakout-random-seed\($0)" })
    }
  }

  private func text(_ rlcoord: Tool, _ path: String) throws -> String {
    try String(contentsOf: rlcoord.folder.appending(path: path), encoding: .utf8)
  }
}
