import RLEnvironmentKit
import Testing

@testable import RLDisplay

@Suite(.timeLimit(.minutes(20))) struct TerminalPaletteTests {
  /// xterm's table, but for the first 16.
  private static let table: [(Int, Int, Int)] = {
    let levels = [0, 95, 135, 175, 215, 255]
    var table: [(Int, Int, Int)] = []
    for red in levels {
      for green in levels {
        for blue in levels { table.append((red, green, blue)) }
      }
    }
    for gray in stride(from: 8, through: 238, by: 10) { table.append((gray, gray, gray)) }
    return table
  }()

  @Test func `the nearest of 256 colors is chosen`() {
    var random = Philox(seed: 1, lane: 0, purpose: .actions)
    for _ in 0..<2000 {
      let channels = (random.below(256), random.below(256), random.below(256))
      let distances = TerminalPaletteTests.table.map { color in
        let (red, green, blue) = (color.0 - channels.0, color.1 - channels.1, color.2 - channels.2)
        return red * red + green * green + blue * blue
      }
      let code = TerminalPalette.indexed.code(of: RGB(UInt8(channels.0), UInt8(channels.1), UInt8(channels.2)))
      #expect(distances[Int(code) - 16] == distances.min())
    }
  }

  @Test func `colors of the table are themselves`() {
    for color in TerminalPaletteTests.table {
      let code = TerminalPalette.indexed.code(of: RGB(UInt8(color.0), UInt8(color.1), UInt8(color.2)))
      #expect(TerminalPaletteTests.table[Int(code) - 16] == color)
    }
    #expect(TerminalPalette.indexed.parameters(for: 196, target: 48) == "48;5;196")
    #expect(
      TerminalPalette.trueColor.parameters(for: TerminalPalette.trueColor.code(of: RGB(1, 2, 255)), target: 38)
        == "38;2;1;2;255")
  }

  @Test(arguments: [
    (["TERM": "xterm-256color"], TerminalPalette.indexed), (["TERM": "xterm", "COLORTERM": "truecolor"], .trueColor),
    (["TERM": "tmux", "COLORTERM": "24bit"], .trueColor), (["TERM": "xterm-direct"], .trueColor),
    (["TERM": "xterm", "COLORTERM": "yes"], .indexed), (["TERM": "xterm", "NO_COLOR": ""], .indexed),
  ])
  func `the process's environment decides the colors`(environment: [String: String], palette: TerminalPalette) throws {
    #expect(try TerminalPalette(environment: environment) == palette)
  }

  @Test(arguments: [
    (["TERM": "dumb", "COLORTERM": "truecolor"], "TERM=dumb"), ([:], "TERM="),
    (["TERM": "xterm", "NO_COLOR": "1"], "NO_COLOR=1"),
  ])
  func `without colors nothing is shown`(environment: [String: String], setting: String) {
    #expect(throws: TerminalError.noColors(setting: setting)) { try TerminalPalette(environment: environment) }
  }

  @Test func `errors say what is wrong and what would be right`() {
    #expect(
      TerminalError.noColors(setting: "TERM=dumb").description
        == "the terminal shows no colors (TERM=dumb), and a picture needs them; set TERM to what the terminal is, "
        + "such as xterm-256color, and unset NO_COLOR")
    #expect(
      TerminalError.notATerminal.description
        == "standard output is not a terminal, so nothing can be shown there; run it in a terminal, or record to a file"
    )
    #expect(TerminalError.refused(reason: "Bad thing").description == "the terminal cannot be used: Bad thing")
  }
}
