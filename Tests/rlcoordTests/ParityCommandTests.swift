import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct ParityCommandTests {
  /// A game of no steps, and what is seen of it at first.
  private func trace(seen: String) -> String {
    """
    {"package":"MinAtar 1.0.15","game":"space_invaders","seed":3,"sticky":0.1,"ramping":true,"shape":[10,10,6],"steps":0}
    {"reset":0,"obs":"\(seen)"}

    """
  }

  @Test func `a trace that differs is reported with its place, and the exit code is 1`() throws {
    try Tool.inEmptyFolder { rlcoord in
      try Data((trace(seen: "01") + trace(seen: "0")).utf8).write(to: rlcoord.folder.appending(path: "t.jsonl"))
      let outcome = try rlcoord("parity", "t.jsonl")
      #expect(outcome.status == 1)
      #expect(
        outcome.output == """
          t.jsonl:2: minatar/space-invaders-full:sticky=0.1,ramping=yes, seed 3, step 0: plane has 600 bytes, recorded 2
          t.jsonl:4: minatar/space-invaders-full:sticky=0.1,ramping=yes, seed 3, step 0: plane has 600 bytes, recorded 1
          2 traces, 0 steps: 2 differ

          """)
      #expect(outcome.errors == "")
    }
  }

  @Test func `a trace that is repeated is counted, and the exit code is 0`() throws {
    let seen = (0..<100).map { cell in
      let (x, y) = (cell % 10, cell / 10)
      if y == 9 && x == 5 { return "100000" }
      return y < 4 && (2...7).contains(x) ? "011000" : "000000"
    }
    try Tool.inEmptyFolder { rlcoord in
      try Data(trace(seen: seen.joined()).utf8).write(to: rlcoord.folder.appending(path: "t.jsonl"))
      let outcome = try rlcoord("parity", "t.jsonl", "t.jsonl")
      #expect(outcome.status == 0)
      #expect(outcome.output == "2 traces, 0 steps: no difference\n")
    }
  }
}
