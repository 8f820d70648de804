import RLEnvironmentKit
import Testing

@testable import RLDisplay

@Suite(.timeLimit(.minutes(20))) struct TerminalPainterTests {
  /// Changes a few cells, from few colors and characters, so that frames share much.
  private static func change(_ frame: inout TerminalFrame, _ random: inout Philox) {
    let scalars: [Unicode.Scalar] = [" ", "▀", "a", "é", "▄"]
    for _ in 0..<random.below(30) {
      let color = { (random: inout Philox) in RGB(UInt8(100 * random.below(3)), 40, UInt8(random.below(2))) }
      let cell = TerminalCell(
        scalar: scalars[random.below(scalars.count)], ink: color(&random), ground: color(&random))
      let (x, y) = (random.below(frame.columns), random.below(frame.rows))
      for place in 0..<random.below(6) { frame[x + place, y] = cell }
    }
  }

  @Test(arguments: [TerminalPalette.trueColor, .indexed])
  func `after any row of frames a terminal shows the last`(palette: TerminalPalette) {
    var random = Philox(seed: 7, lane: 0, purpose: .actions)
    for _ in 0..<12 {
      var painter = TerminalPainter(palette: palette)
      var frame = TerminalFrame(columns: 1 + random.below(30), rows: 1 + random.below(12))
      var emulator = TerminalEmulator(columns: frame.columns, rows: frame.rows)
      for _ in 0..<25 {
        if random.below(8) == 0 {
          frame = TerminalFrame(columns: 1 + random.below(30), rows: 1 + random.below(12))
          emulator.resize(columns: frame.columns, rows: frame.rows)
        }
        TerminalPainterTests.change(&frame, &random)
        emulator.take(painter.paint(frame))
        #expect(emulator.shows(frame, palette: palette))
        #expect(emulator.complaints.isEmpty)
        #expect(!emulator.isUpdating)
      }
    }
  }

  @Test func `a frame that is shown already costs nothing`() {
    var painter = TerminalPainter(palette: .trueColor)
    let frame = TerminalFrame(columns: 40, rows: 10)
    #expect(!painter.paint(frame).isEmpty)
    #expect(painter.paint(frame).isEmpty)
    painter.forget()
    #expect(!painter.paint(frame).isEmpty)
  }

  @Test func `spaces and letters without a color of their own are the same`() {
    var painter = TerminalPainter(palette: .trueColor)
    var frame = TerminalFrame(columns: 4, rows: 1, ground: .black)
    _ = painter.paint(frame)
    frame[1, 0] = TerminalCell(scalar: " ", ink: .white, ground: .black)
    frame[2, 0] = TerminalCell(scalar: "x", ink: .black, ground: .black)
    #expect(painter.paint(frame).isEmpty)
  }

  @Test func `another shape of as many cells is painted in full`() {
    var painter = TerminalPainter(palette: .trueColor)
    var emulator = TerminalEmulator(columns: 6, rows: 4)
    var frame = TerminalFrame(columns: 6, rows: 4)
    emulator.take(painter.paint(frame))
    frame = TerminalFrame(columns: 4, rows: 6)
    emulator = TerminalEmulator(columns: 4, rows: 6)
    emulator.take(painter.paint(frame))
    #expect(emulator.shows(frame, palette: .trueColor))
  }

  @Test func `only what changed is sent, with the colors that change, in one update`() {
    var painter = TerminalPainter(palette: .trueColor)
    var frame = TerminalFrame(columns: 40, rows: 10, ground: .black)
    _ = painter.paint(frame)
    frame.write("ab", x: 3, y: 2, width: 9, ink: .white)
    frame.write("c", x: 39, y: 9, width: 1, ink: .white)
    let sent = String(decoding: painter.paint(frame), as: UTF8.self)
    #expect(
      sent == "\u{1B}[?2026h\u{1B}[3;4H\u{1B}[38;2;255;255;255;48;2;0;0;0mab\u{1B}[10;40Hc\u{1B}[0m\u{1B}[?2026l")
  }

  @Test func `colors that a palette does not distinguish are no change`() {
    var painter = TerminalPainter(palette: .indexed)
    var frame = TerminalFrame(columns: 4, rows: 1, ground: RGB(0, 0, 0))
    _ = painter.paint(frame)
    frame.fill(frame.area, RGB(1, 0, 1))
    #expect(painter.paint(frame).isEmpty)
  }
}
