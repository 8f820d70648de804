import RLEnvironmentKit
import RLEnvironments
import Foundation
import TestSupport
import Testing

@testable import RLParity

@Suite(.timeLimit(.minutes(20))) struct ParityCheckTests {
  /// A true trace, recorded from our own world.
  private func trace(_ game: String, seed: UInt64, steps: Int) throws -> [String] {
    let name = "minatar/\(game)-full:sticky=0.1,ramping=yes"
    var world = try #require(try EnvironmentCatalog.entry(named: name)).makeEnvironment()
    func text(_ observation: [UInt8]) -> String { observation.map { String($0) }.joined() }
    world.seed(seed)
    var lines = [
      """
      {"package":"MinAtar 1.0.15","game":"\(game)","seed":\(seed),"sticky":0.1,"ramping":true,\
      "shape":\(world.spec.observationShape),"steps":\(steps)}
      """, "{\"reset\":0,\"obs\":\"\(text(world.reset()))\"}",
    ]
    for step in 1...steps {
      let played = world.step(step % 6)
      let digits = String(fnv1a(played.observation), radix: 16)
      let hash = String(repeating: "0", count: 16 - digits.count) + digits
      lines.append("[\(step % 6),\(played.outcome.reward),\(played.outcome.isTerminated ? 1 : 0),0,\"\(hash)\"]")
      if played.outcome.isTerminated { lines.append("{\"reset\":1,\"obs\":\"\(text(world.reset()))\"}") }
      if step % 10 == 0 { lines.append("{\"at\":\(step),\"obs\":\"\(text(played.observation))\"}") }
    }
    return lines
  }

  /// Replays lines from a file.
  private func replay(
    _ lines: [String], name: String = "t.jsonl"
  ) throws -> (check: ParityCheck, differences: [ParityCheck.Difference], error: TraceError?) {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: name)
      try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: file)
      var (check, differences) = (ParityCheck(), [ParityCheck.Difference]())
      do throws(TraceError) {
        try check.replay(file.path) { differences.append($0) }
      } catch {
        return (check, differences, error)
      }
      return (check, differences, nil)
    }
  }

  @Test func `several traces in one file are replayed one after another`() throws {
    let lines = try trace("freeway", seed: 5, steps: 60) + trace("breakout", seed: 6, steps: 3)
    let result = try replay(lines)
    #expect(result.differences.isEmpty && result.error == nil)
    #expect(result.check.traces == 2 && result.check.steps == 63 && result.check.differing == 0)
  }

  @Test func `the first difference of each trace is reported, with its place, and nothing after it`() throws {
    var first = try trace("freeway", seed: 5, steps: 60)
    first[4] = first[4].replacing(/^\[\d,0.0/, with: "[2,1")
    first[7] = first[7].replacing(/\d"\]$/, with: "x\"]").replacing("x", with: "0")
    let result = try replay(first + trace("freeway", seed: 6, steps: 5))
    #expect(result.error == nil)
    #expect(result.check.traces == 2 && result.check.steps == 65 && result.check.differing == 1)
    let difference = try #require(result.differences.first)
    #expect(result.differences.count == 1)
    #expect(difference.line == 5 && difference.step == 3 && difference.seed == 5)
    #expect(
      difference.description.hasSuffix(
        "/t.jsonl:5: minatar/freeway-full:sticky=0.1,ramping=yes, seed 5, step 3: " + difference.what))
    #expect(difference.what.hasPrefix("reward is 0.0, recorded 1.0"))
  }

  @Test func `a view that differs is reported by the cell`() throws {
    var lines = try trace("freeway", seed: 5, steps: 10)
    // The chicken's cell: x 4, y 9, channel 0.
    let cell = lines[1].index(lines[1].startIndex, offsetBy: "{\"reset\":0,\"obs\":\"".count + 94 * 7)
    lines[1].replaceSubrange(cell...cell, with: "0")
    #expect(try replay(lines).differences.map(\.what) == ["plane at x 4, y 9, channel 0 is 1, recorded 0"])
  }

  @Test func `a header with another shape differs`() throws {
    var lines = try trace("freeway", seed: 5, steps: 10)
    lines[0].replace("[10, 10, 7]", with: "[10, 10, 8]")
    let differences = try replay(lines).differences
    #expect(differences.map(\.what) == ["shape is [10, 10, 7], recorded [10, 10, 8]"])
    #expect(differences.map(\.line) == [1])
  }

  @Test func `what is no trace is refused with its place`() throws {
    let sound = try trace("breakout", seed: 1, steps: 4)
    let cases: [([String], Int?, TraceProblem)] = [
      ([], nil, .empty),
      (Array(sound.dropFirst()), 1, .malformed(text: sound[1])),
      (Array(sound.dropLast()), sound.count - 1, .wrongLength(steps: 3, announced: 4)),
      (Array(sound.dropLast()) + sound, sound.count, .wrongLength(steps: 3, announced: 4)),
      (sound + ["what"], sound.count + 1, .malformed(text: "what")),
      ([sound[0], "[6,0,0,0,\"00000000000000ab\"]"], 2, .unknownAction(6, count: 6)),
      ([sound[0], "[-1,0,0,0,\"00000000000000ab\"]"], 2, .unknownAction(-1, count: 6)),
      (
        [sound[0].replacing("breakout", with: "brakeout")], 1,
        .unknownWorld("minatar/brakeout-full:sticky=0.1,ramping=yes")
      ),
      (
        [sound[0].replacing("0.1", with: "1.5")], 1, .unknownWorld("minatar/breakout-full:sticky=1.5,ramping=yes")
      ),
    ]
    for (lines, line, problem) in cases {
      let error = try replay(lines).error
      #expect(error?.line == line)
      #expect(error?.problem == problem)
    }
  }

  @Test func `a grid world's header cannot name another kind of world`() throws {
    let header = """
      {"package":"minigrid 3.2.0","env":"minatar/breakout","seed":3,"width":5,"height":6,"max_steps":100,\
      "actions":7,"steps":20}
      """
    #expect(try replay([header]).error?.problem == .unknownWorld("minatar/breakout"))
  }

  @Test func `gzipped traces are unpacked, and what gzip refuses is refused with its reason`() throws {
    let lines = try trace("breakout", seed: 1, steps: 40)
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "t.jsonl")
      try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: file)
      let gzip = Process()
      gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      gzip.arguments = ["gzip", file.path]
      try gzip.run()
      gzip.waitUntilExit()
      var check = ParityCheck()
      try check.replay(file.path + ".gz") { Issue.record("\($0)") }
      #expect(check.steps == 40)
    }
    let error = try replay(lines, name: "t.jsonl.gz").error
    guard case .notUnpacked(let reason) = error?.problem else {
      Issue.record("threw \(String(describing: error))")
      return
    }
    #expect(reason.contains("not in gzip format"))
  }

  @Test func `a missing file is refused with the system's reason`() {
    var check = ParityCheck()
    #expect(throws: TraceError(name: "no.jsonl", line: nil, problem: .unreadable(reason: "No such file or directory")))
    {
      try check.replay("no.jsonl") { _ in }
    }
  }

  @Test func `errors say what is wrong and where`() {
    let error = TraceError(name: "a.gz", line: 7, problem: .malformed(text: "x"))
    #expect(error.description == "'a.gz', line 7: 'x' is not a line of a trace")
    #expect(
      TraceError(name: "a.gz", line: nil, problem: .empty).description
        == "'a.gz' is empty; a trace begins with a header")
  }
}
