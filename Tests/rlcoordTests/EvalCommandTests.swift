import Foundation
import FoundationXML
import RLRuns
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct EvalCommandTests {
  /// Names and attributes of an XML file's elements, in their order.
  private func elements(_ url: URL) throws -> [(name: String, attributes: [String: String])] {
    final class Reader: NSObject, XMLParserDelegate {
      var elements: [(name: String, attributes: [String: String])] = []

      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
      ) { elements.append((name, attributes)) }
    }
    let (reader, parser) = (Reader(), XMLParser(data: try Data(contentsOf: url)))
    parser.delegate = reader
    #expect(parser.parse())
    return reader.elements
  }

  @Test(arguments: ["nan", "-nan", "", "inf", "-infinity", "fifteen", "1e999"])
  func `a threshold that no return can be below is refused`(text: String) throws {
    try Tool.inEmptyFolder { rlcoord in
      let refused = try rlcoord("eval", "r", "--min-return", text)
      #expect(refused.status == 64)
      #expect(refused.errors.contains("'\(text)' is not a return; it must be a finite number, such as 15 or -0.5"))
    }
  }

  @Test func `an evaluation is written as JUnit XML, passed or failed`() throws {
    try Tool.inEmptyFolder { rlcoord in
      #expect(try rlcoord("run", "minatar/breakout", "random", "--steps", "1", "--out", "r", "--quiet").status == 0)
      for (least, status) in [("-1", 0), ("1000", 1)] as [(String, Int32)] {
        let outcome = try rlcoord(
          "eval", "r", "--episodes", "5", "--seed", "4", "--min-return", least, "--junit", "a b.xml", "--json")
        #expect(outcome.status == status, "\(outcome.errors)")
        let result = try JSONLine(#require(outcome.lines.last))
        let elements = try elements(rlcoord.folder.appending(path: "a b.xml"))
        let suite = try #require(elements.first { $0.name == "testsuite" }).attributes
        #expect(suite["tests"] == "1" && suite["failures"] == String(status) && suite["name"] == "rlcoord eval")
        let check = try #require(elements.first { $0.name == "testcase" }).attributes
        #expect(check["name"] == "minatar/breakout random")
        #expect(Double(check["time"] ?? "").map { $0 >= 0 } == true)
        let properties = Dictionary(
          elements.filter { $0.name == "property" }.map { ($0.attributes["name"] ?? "", $0.attributes["value"] ?? "") }
        ) { first, _ in first }
        #expect(properties["episodes"] == "5" && properties["seed"] == "4" && properties["greedy"] == "false")
        let meanReturn = try #require(properties["meanReturn"].flatMap(Double.init))
        #expect(meanReturn == result["meanReturn"].flatMap(Double.init))
        #expect(properties["weightsSHA256"].map { "\"\($0)\"" } == result["weightsSHA256"])
        let failure = elements.first { $0.name == "failure" }?.attributes["message"]
        #expect((failure != nil) == (status == 1))
        if let failure {
          #expect(failure.hasSuffix(" is below --min-return 1000.0") && outcome.errors == failure + "\n")
        }
      }
      let before = try rlcoord.contents
      let refused = try rlcoord("eval", "r", "--episodes", "1", "--junit", "no/a.xml")
      #expect(refused.status == 65)
      #expect(refused.errors == "Error: cannot write 'no/a.xml': No such file or directory\n")
      #expect(try rlcoord.contents == before)
    }
  }

  @Test func `the best agent and every kept checkpoint can be evaluated`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let run = try rlcoord(
        "run", "minatar/breakout", "a2c", "--steps", "64", "--envs", "4", "--network", "pooled", "--set",
        "rollout-steps=4", "--set", "evaluations=2", "--set", "evaluation-episodes=3", "--eval-episodes", "2", "--out",
        "r", "--quiet", "--checkpoint-every", "0", "--keep", "9")
      #expect(run.status == 0, "\(run.errors)")
      let names = [16, 32, 48, 64].map { "r/checkpoints/step-0000000000\($0).safetensors" }
      #expect(try rlcoord.contents.filter { $0.hasPrefix("r/checkpoints/") } == names)
      for (name, steps) in zip(names + ["r"], [16, 32, 48, 64, 64]) {
        let line = try JSONLine(#require(try rlcoord("eval", name, "--episodes", "1", "--json").lines.first))
        #expect(line["trainedSteps"] == String(steps))
      }
      let evaluations = try MetricsLine.read(rlcoord.folder.appending(path: "r/evaluations.jsonl").path)
      let best = try #require(evaluations.max { ($0["meanReturn"] ?? 0) < ($1["meanReturn"] ?? 0) })
      let line = try JSONLine(
        #require(try rlcoord("eval", "r/best.safetensors", "--episodes", "1", "--json").lines.first))
      // Of equal ones the first.
      #expect(
        line["trainedSteps"]
          == (evaluations.first { $0["meanReturn"] == best["meanReturn"] }).map { String($0.steps) })
      let resumed = try rlcoord("run", "minatar/breakout", "r/best.safetensors", "--eval-episodes", "1")
      #expect(resumed.status == 0)
    }
  }

  @Test func `several agents are evaluated into one table, with one exit code`() throws {
    try Tool.inEmptyFolder { rlcoord in
      for seed in ["1", "2"] {
        let run = try rlcoord(
          "run", "minatar/breakout", "random", "-n", "1", "-s", seed, "-o", "r\(seed)", "-q", "--eval-episodes", "1")
        #expect(run.status == 0, "\(run.errors)")
      }
      let table = try rlcoord("eval", "r1", "r2", "-n", "5")
      #expect(table.status == 0 && table.errors == "over 5 episodes each\n" && table.lines.count == 3)
      #expect(table.lines[0].hasPrefix("run  environment       agent   steps  mean return  95 % interval"))
      let records = try rlcoord("eval", "r1", "r2", "-n", "5", "--json").lines.map { try JSONLine($0) }
      #expect(records.map { $0["path"] } == ["\"r1\"", "\"r2\""] && records.map { $0["seed"] } == ["1", "2"])
      for (record, row) in zip(records, table.lines.dropFirst()) {
        let mean = try #require(record["meanReturn"].flatMap(Double.init))
        #expect(row.contains(" \(mean)0 "), "\(row)")
        // Each is what it is when evaluated alone.
        let path = try #require(record["path"]?.dropFirst().dropLast())
        let alone = try rlcoord("eval", String(path), "-n", "5", "--json")
        #expect(try JSONLine(#require(alone.lines.first))["meanReturn"] == record["meanReturn"])
      }
      let low = try rlcoord("eval", "r1", "r2", "-n", "5", "--min-return", "1000", "--junit", "both.xml")
      #expect(low.status == 1)
      #expect(low.errors.contains("\nr1: mean return ") && low.errors.contains("\nr2: mean return "))
      let suites = try elements(rlcoord.folder.appending(path: "both.xml")).filter { $0.name == "testsuite" }
      #expect(suites.map { $0.attributes["failures"] } == ["1", "1"])
    }
  }
}
