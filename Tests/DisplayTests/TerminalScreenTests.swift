import RLEnvironmentKit
import Testing

@testable import RLDisplay

@Suite(.timeLimit(.minutes(20))) struct TerminalScreenTests {
  /// A terminal that can be resized, typed at and cut off.
  private final class Port: TerminalPort {
    var emulator = TerminalEmulator(columns: 60, rows: 20)
    var typed: [UInt8]? = []
    var isOut = false
    var sends = 0
    var leaves = 0

    var size: (columns: Int, rows: Int) { (emulator.columns, emulator.rows) }

    func send(_ bytes: [UInt8]) throws(TerminalError) {
      guard !isOut else { throw .refused(reason: "Input/output error") }
      sends += 1
      emulator.take(bytes)
    }

    func receive() -> [UInt8]? {
      defer { typed = typed.map { _ in [] } }
      return typed
    }

    func leave() { leaves += 1 }
  }

  private static func expected(_ moments: [Moment], _ notes: Notes, columns: Int, rows: Int) -> TerminalFrame {
    var layout = TerminalLayout()
    return layout.compose(moments, notes, columns: columns, rows: rows)
  }

  @Test(arguments: [TerminalPalette.trueColor, .indexed])
  func `whatever was shown before, a terminal shows the last moments in full`(palette: TerminalPalette) throws {
    let port = Port()
    let screen = TerminalScreen(port: port, palette: palette)
    var notes = Notes()
    for (step, side) in [40, 64, 64, 96, 40, 336].enumerated() {
      let world = StageWorld(side: side, color: RGB(UInt8(40 * step), 90, 30))
      let moment = world.moment(step: step, isOver: step == 3, insight: step % 2 == 0 ? world.insight() : nil)
      notes.status = "step \(step)"
      notes.help = step == 2 ? [Notes.Help("q", "leave")] : []
      let moments = Array(repeating: moment, count: step == 4 ? 3 : 1)
      if step == 3 { port.emulator.resize(columns: 90, rows: 31) }
      try screen.show(moments, notes)
      #expect(port.sends == step + 1)
      let (columns, rows) = port.size
      let frame = TerminalScreenTests.expected(moments, notes, columns: columns, rows: rows)
      #expect(port.emulator.shows(frame, palette: palette))
      #expect(port.emulator.complaints.isEmpty)
    }
  }

  @Test func `keys are events, and there are no releases`() {
    let port = Port()
    let screen = TerminalScreen(port: port, palette: .trueColor)
    #expect(screen.events().isEmpty)
    port.typed = Array("w\u{1B}[A\u{1B}".utf8)
    #expect(screen.events() == [.pressed(.character("w")), .pressed(.up)])
    #expect(screen.events() == [.pressed(.escape)])
    #expect(!screen.tellsReleases)
  }

  @Test func `Control-L repaints everything`() throws {
    let port = Port()
    let screen = TerminalScreen(port: port, palette: .trueColor)
    let (moments, notes) = ([StageWorld().moment()], Notes())
    try screen.show(moments, notes)
    port.emulator.take(Array("\u{1B}[1;1Hsomebody writes here".utf8))
    try screen.show(moments, notes)
    let frame = TerminalScreenTests.expected(moments, notes, columns: 60, rows: 20)
    #expect(!port.emulator.shows(frame, palette: .trueColor))
    port.typed = [0x0C]
    #expect(screen.events().isEmpty)
    try screen.show(moments, notes)
    #expect(port.emulator.shows(frame, palette: .trueColor))
  }

  @Test func `a terminal that went away closes the screen`() throws {
    let port = Port()
    let screen = TerminalScreen(port: port, palette: .trueColor)
    port.typed = nil
    #expect(screen.events() == [.closed])
    port.isOut = true
    #expect(throws: TerminalError.refused(reason: "Input/output error")) {
      try screen.show([StageWorld().moment()], Notes())
    }
  }

  @Test func `a closed screen leaves the terminal alone, and so does one that is gone`() throws {
    let port = Port()
    do {
      let screen = TerminalScreen(port: port, palette: .trueColor)
      screen.close()
      #expect(port.leaves == 1)
      try screen.show([StageWorld().moment()], Notes())
      #expect(port.sends == 0)
      #expect(screen.events() == [.closed])
    }
    #expect(port.leaves == 2)
  }

  @Test func `its picture is what a window would show`() throws {
    let screen = TerminalScreen(port: Port(), palette: .trueColor)
    #expect(screen.picture == nil)
    let (moment, notes) = (StageWorld().moment(step: 4), Notes())
    try screen.show([moment], notes)
    var stage = Stage()
    #expect(screen.picture == stage.compose([moment], notes))
  }
}
