import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct CheckCommandTests {
  @Test func `a level is described as it would be trained in`() throws {
    try Tool.inEmptyFolder { rlcoord in
      try Data("#####\n#@.G#\n#####\n".utf8).write(to: rlcoord.folder.appending(path: "level.txt"))
      let checked = try rlcoord("check", "level.txt:view=full+time-limit=7")
      #expect(checked.status == 0 && checked.errors == "")
      #expect(checked.lines.contains("  observation  5×3×3, bytes from 0 to 10"))
      #expect(checked.lines.contains("  step limit   7"))
    }
  }

  @Test func `the first mistake is reported with its line and column`() throws {
    try Tool.inEmptyFolder { rlcoord in
      try Data("#####\n#@?G#\n#####\n".utf8).write(to: rlcoord.folder.appending(path: "level.txt"))
      let checked = try rlcoord("check", "minatar/breakout", "level.txt")
      #expect(checked.status == 65 && checked.output.hasPrefix("minatar/breakout\n"))
      #expect(checked.errors.hasPrefix("Error: level.txt:2:3: '?' means nothing; this level knows "))
    }
  }
}
