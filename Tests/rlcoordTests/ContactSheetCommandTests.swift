import Foundation
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(20))) struct ContactSheetCommandTests {
  @Test func `the environments named are drawn, the same way each time`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let arguments = ["minatar/breakout", "minatar/breakout:sticky=0", "--columns", "1"]
      let outcome = try rlcoord.finish(rlcoord.start(["contact-sheet", "--out", "one.png"] + arguments))
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      #expect(outcome.output == "one.png: 2 environments, 216×526\n")
      _ = try rlcoord.finish(rlcoord.start(["contact-sheet", "--out", "two.png"] + arguments))
      _ = try rlcoord.finish(rlcoord.start(["contact-sheet", "--out", "three.png", "--seed", "2"] + arguments))
      #expect(try rlcoord.contents == ["one.png", "three.png", "two.png"])
      let (one, two, three) = try (read(rlcoord, "one.png"), read(rlcoord, "two.png"), read(rlcoord, "three.png"))
      #expect(one.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      #expect(one == two)
      #expect(one != three)
    }
  }

  @Test func `of a family each game is drawn once, whatever its sets of actions`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let family = try rlcoord("contact-sheet", "--out", "family.png", "--steps", "1", "minatar")
      #expect(family.output.hasPrefix("family.png: 5 environments, "))
      let named = try rlcoord("contact-sheet", "--out", "named.png", "--steps", "1", "minatar/breakout-full")
      #expect(named.output.hasPrefix("named.png: 1 environment, "))
    }
  }

  private func read(_ rlcoord: Tool, _ name: String) throws -> Data {
    try Data(contentsOf: rlcoord.folder.appending(path: name))
  }
}
