import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct StudyCommandTests {
  private static let small = [
    "study", "translation", "--split", "90%", "--conv", "linear", "--set", "epochs=2", "--threads", "1", "--out", "s",
  ]

  @Test func `studies are listed`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let list = try rlcoord("study", "list")
      #expect(list.status == 0 && list.lines.first?.hasPrefix("not-so-clevr/classification  Which pixel") == true)
      #expect(!list.output.contains("…"))
      let records = try rlcoord("study", "list", "--json")
      let names = [
        "not-so-clevr/classification", "not-so-clevr/regression", "not-so-clevr/rendering", "closed-form",
        "translation", "translation/place",
      ]
      #expect(records.lines.count == names.count)
      for (line, name) in zip(records.lines, names) {
        #expect(line.hasPrefix("{\"name\":\"\(name)\",\"summary\":"))
        #expect(try JSONLine(line).names == ["name", "summary", "source", "networks", "splits", "trains"])
      }
    }
  }

  @Test func `a study leaves a summary, tables, charts and weights, and is read the second time`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let first = try rlcoord.finish(rlcoord.start(Self.small))
      #expect(first.status == 0, "\(first.errors)")
      #expect(first.lines.count == 2 && first.lines[1].hasPrefix("90%       linear   139,651"))
      #expect(first.errors.hasSuffix("summary: s/summary.md\n"))
      let made = try rlcoord.contents.filter { $0.hasPrefix("s/") }
      #expect(
        made == [
          "s/curves.csv", "s/curves.svg", "s/generalization.svg", "s/linear-90%-seed1.json",
          "s/linear-90%-seed1.safetensors", "s/runs.csv", "s/scatter.svg", "s/summary.md",
        ])
      let again = try rlcoord.finish(rlcoord.start(Self.small + ["--json"]))
      let record = try JSONLine(#require(again.lines.last))
      #expect(again.lines.count == 1, "nothing is trained again")
      #expect(
        record.names.starts(with: [
          "event", "study", "folder", "version", "machine", "threads", "runs", "network",
        ]))
      let quiet = try rlcoord.finish(rlcoord.start(Self.small + ["--quiet"]))
      #expect(quiet.output == first.output && quiet.errors.isEmpty)
      // Other settings are another run's.
      let other = try rlcoord.finish(rlcoord.start(Self.small + ["--set", "epochs=3"]))
      #expect(other.status == 65)
      #expect(
        other.errors
          == "Error: 's/linear-90%-seed1.json' is of a run with other settings; choose another folder with --out\n")
    }
  }

  @Test func `the numbers of threads and of other runs change no weight`() throws {
    try Tool.inEmptyFolder { rlcoord in
      func weights(_ folder: String, _ name: String, _ arguments: String...) throws -> Data {
        let outcome = try rlcoord.finish(
          rlcoord.start(["study", "translation", "--set", "epochs=1", "--quiet", "--out", folder] + arguments))
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try Data(contentsOf: rlcoord.folder.appending(path: "\(folder)/\(name).safetensors"))
      }
      let name = "coordconv-90%-seed1"
      let one = try weights("a", name, "--split", "90%", "--conv", "coordconv", "--threads", "1")
      let two = try weights("b", name, "--split", "75%,90%", "--conv", "coordconv,linear", "--threads", "2")
      #expect(one == two)
    }
  }

  @Test func `maps are drawn where a network makes pictures`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord(
        "study", "not-so-clevr/regression", "--conv", "coordconv", "--split", "quadrant", "--set", "epochs=1", "--set",
        "batch-size=256", "--json", "--out", "s")
      #expect(outcome.status == 0, "\(outcome.errors)")
      // One line of progress, one of the result.
      #expect(outcome.lines.count == 2)
      let progress = try JSONLine(#require(outcome.lines.first))
      #expect(
        progress.names == [
          "event", "part", "parts", "label", "epoch", "epochs", "seconds", "trainScore", "testScore",
        ])
      let signature = try Data(contentsOf: rlcoord.folder.appending(path: "s/maps.png")).prefix(4)
      #expect(signature == Data([0x89, 0x50, 0x4E, 0x47]))
      #expect(
        try String(contentsOf: rlcoord.folder.appending(path: "s/summary.md"), encoding: .utf8).contains("(maps.png)"))
    }
  }

  @Test func `Control-C keeps what was trained, and the same command resumes`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let command = ["study", "translation", "--split", "10%", "--conv", "linear", "--set", "epochs=8", "--out", "s"]
      let process = try rlcoord.start(command + ["--json"])
      rlcoord.wait(for: process) { rlcoord.output.contains("\n") }
      process.interrupt()
      let stopped = try rlcoord.finish(process)
      #expect(stopped.status == 130)
      #expect(stopped.errors == "stopped, saved; to resume: rlcoord \(command.joined(separator: " ")) --json\n")
      let done = stopped.lines.count
      let rest = try rlcoord.finish(rlcoord.start(command + ["--json"]))
      #expect(rest.status == 0 && rest.lines.count == 8 - done + 1)
    }
  }

  @Test(arguments: [
    (
      "study not-so-clevr/clasification",
      "unknown study 'not-so-clevr/clasification'; did you mean 'not-so-clevr/classification'? (available: "
        + "not-so-clevr/classification, not-so-clevr/regression, not-so-clevr/rendering, closed-form, translation, "
        + "translation/place)"
    ),
    (
      "study not-so-clevr/regression --split quadrnt",
      "unknown split of not-so-clevr/regression 'quadrnt'; did you mean 'quadrant'? (available: uniform, quadrant)"
    ),
    (
      "study not-so-clevr/regression --conv cordconv",
      "unknown network of not-so-clevr/regression 'cordconv'; did you mean 'coordconv'? (available: conv-linear, "
        + "conv-mean, coordconv)"
    ),
    ("study closed-form --split uniform", "the study 'closed-form' has no splits"),
    ("study closed-form --conv conv", "the study 'closed-form' has no networks to choose from"),
    (
      "study closed-form --set epochs=3", "the study 'closed-form' trains nothing, so --set means nothing to it"
    ),
    (
      "study translation --set epoch=3",
      "unknown setting 'epoch'; did you mean 'epochs'? (available: epochs, batch-size, learning-rate, schedule, "
        + "weight-decay, kernel, scale, coordinates, places)"
    ),
    ("study translation --set epochs", "'epochs' is not a setting; expected name=value"),
    ("study translation --set batch-size=0", "batch-size cannot be '0'; it takes 1 ... 65536"),
    (
      "study translation --seeds 0",
      "The value '0' is invalid for '--seeds <n>': 0 is too small; expected a whole number of at least 1, such as 64, 200k, 5M or "
        + "1e6 (see 'rlcoord study run --help')"
    ),
  ]) func `a mistake is answered with what would be right`(command: String, problem: String) throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord.finish(rlcoord.start(command.split(separator: " ").map(String.init)))
      #expect(outcome.status == 64)
      #expect(outcome.errors == "Error: \(problem)\n" && outcome.output.isEmpty)
      #expect(try rlcoord.contents.isEmpty)
    }
  }
}
