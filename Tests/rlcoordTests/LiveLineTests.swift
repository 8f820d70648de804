import TestSupport
import Testing

/// A terminal that wraps its lines again when it becomes narrower, as most do: a line is one text, whatever its rows. It is
/// wide while a line is written and narrow when the next one clears it.
private struct WrappingTerminal {
  private(set) var lines: [[Character]] = [[]]
  private var cursor = 0
  let columns: Int

  init(columns: Int) { self.columns = columns }

  mutating func take(_ text: String) {
    var rest = Substring(text)
    while let character = rest.popFirst() {
      switch character {
      case "\n", "\r\n":
        lines.append([])
        cursor = 0
      case "\r": cursor = rest.hasPrefix("\u{1B}[K") ? cursor - cursor % columns : 0
      case "\u{1B}" where rest.hasPrefix("[J"):
        rest = rest.dropFirst(2)
        lines[lines.count - 1].removeLast(lines[lines.count - 1].count - cursor)
      case "\u{1B}" where rest.hasPrefix("[K"):
        rest = rest.dropFirst(2)
        let row = min(cursor - cursor % columns + columns, lines[lines.count - 1].count)
        if row == lines[lines.count - 1].count { lines[lines.count - 1].removeLast(row - cursor) }
      default:
        if cursor == lines[lines.count - 1].count { lines[lines.count - 1].append(" ") }
        lines[lines.count - 1][cursor] = character
        cursor += 1
      }
    }
  }
}

@Suite(.timeLimit(.minutes(20))) struct LiveLineTests {
  @Test(.enabled(if: Tool.hasTerminals)) func `a narrower terminal keeps nothing of old progress`() throws {
    try Tool.inEmptyFolder { rlcoord in
      let outcome = try rlcoord.inTerminal(
        ["run", "minatar/breakout", "ppo", "--steps", "16k", "--eval-episodes", "1", "--out", "r"], typing: "",
        until: "folder: r")
      // A fast machine may be done before the first line is due; the line is cleared all the same.
      #expect(outcome.status == 0 && outcome.output.contains("\u{1B}[J"), "\(outcome.output)")
      // It wrote lines for a wide terminal; this one is narrower.
      var terminal = WrappingTerminal(columns: 20)
      terminal.take(outcome.output)
      let seen = terminal.lines.map { String($0) }.filter { !$0.isEmpty }
      #expect(seen.count == 4 && !seen.contains { $0.contains(" of 16,000 steps") }, "\(seen)")
      #expect(seen.last == "again:  rlcoord eval r --episodes 1")
    }
  }
}
