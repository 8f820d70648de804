import RLEnvironmentKit
import Testing

@testable import RLDisplay

@Suite(.timeLimit(.minutes(20))) struct TerminalLayoutTests {
  private static func compose(
    _ moments: [Moment], columns: Int = 80, rows: Int = 24, change: (inout Notes) -> Void = { _ in }
  ) -> TerminalFrame {
    var notes = Notes()
    change(&notes)
    var layout = TerminalLayout()
    return layout.compose(moments, notes, columns: columns, rows: rows)
  }

  private static func lines(_ frame: TerminalFrame) -> [String] {
    (0..<frame.rows).map { row in
      String(String.UnicodeScalarView((0..<frame.columns).map { frame[$0, row].scalar }))
    }
  }

  @Test func `half blocks show two pixels in a cell`() {
    var picture = Picture(width: 3, height: 5)
    for y in 0..<5 {
      for x in 0..<3 { picture[x, y] = RGB(UInt8(10 * x), UInt8(10 * y), 9) }
    }
    picture[1, 1] = picture[1, 0]
    var frame = TerminalFrame(columns: 5, rows: 4)
    frame.draw(picture, x: 1, y: 1)
    for y in 0..<4 {
      for x in 0..<3 {
        let cell = frame[1 + x, 1 + y / 2]
        let isUpper = y % 2 == 0 && cell.scalar == "▀"
        #expect((isUpper ? cell.ink : cell.ground) == picture[x, y])
      }
    }
    #expect(frame[2, 1].scalar == " ")
    #expect(frame[1, 3] == TerminalCell(scalar: "▀", ink: picture[0, 4], ground: StageTheme.ground))
  }

  @Test func `a game is shown in half blocks, a whole number of times smaller, with its panel beside`() {
    let world = StageWorld(side: 336, actions: ["up", "down"])
    let frame = TerminalLayoutTests.compose([world.moment(step: 41, episodeReturn: -3, insight: world.insight())])
    // 48×48 pixels of it are 48×24 cells; of the one with the mark the lower half is plain.
    let cells = frame.cells.filter { $0.ground == world.color }
    #expect(cells.count == 48 * 24)
    let lines = TerminalLayoutTests.lines(frame)
    #expect(lines[0].contains("world") && lines[0].contains("test"))
    #expect(lines.contains { $0.contains("return") && $0.hasSuffix("-3  ") })
    #expect(lines.contains { $0.contains("step") && $0.hasSuffix("41  ") })
    #expect(lines.contains { $0.contains("next action") && $0.hasSuffix("up  ") })
    #expect(lines.contains { $0.contains("down ▄") && $0.hasSuffix("50%  ") })
  }

  @Test func `glyphs are shown where they fit, else half blocks`() {
    let glyph = GlyphPicture.Glyph("k", ink: .white, on: RGB(1, 1, 1))
    let world = StageWorld(side: 64, glyphs: GlyphPicture(width: 10, height: 6, filledWith: glyph))
    let roomy = TerminalLayoutTests.compose([world.moment()])
    #expect(roomy.cells.filter { $0.scalar == "k" && $0.ground == RGB(1, 1, 1) }.count >= 60)
    let narrow = TerminalLayoutTests.compose([world.moment()], columns: 19, rows: 30) { $0.showsPanel = false }
    #expect(narrow.cells.allSatisfy { $0.scalar != "k" })
    #expect(narrow.cells.contains { $0.ground == world.color })
  }

  @Test func `in a narrow terminal the panel lies below`() {
    let world = StageWorld(side: 64)
    let lines = TerminalLayoutTests.lines(
      TerminalLayoutTests.compose([world.moment(step: 5)], columns: 40, rows: 50))
    #expect(lines.firstIndex { $0.contains("world") } ?? 0 > 20)
    #expect(lines.contains { $0.contains("step") })
  }

  @Test func `the status is the last line, help lies over all`() {
    let frame = TerminalLayoutTests.compose([StageWorld(side: 64).moment()]) { notes in
      notes.status = "paused \u{1B}[2J日"
      notes.help = [Notes.Help("space", "pause"), Notes.Help("q", "leave")]
    }
    let lines = TerminalLayoutTests.lines(frame)
    #expect(lines[23].hasPrefix(" paused ?[2J?"))
    #expect(lines.contains { $0.contains("space  pause") })
    #expect(lines.contains { $0.contains("q      leave") })
  }

  @Test(arguments: [2, 3, 4, 6, 9])
  func `several worlds are tiles`(count: Int) {
    let worlds = (0..<count).map { StageWorld(side: 48, color: RGB(UInt8(100 + 10 * $0), 3, 3)) }
    let frame = TerminalLayoutTests.compose(worlds.enumerated().map { $1.moment(step: 70 + $0) }, columns: 100)
    let areas = worlds.map { world in frame.cells.filter { $0.ground == world.color }.count }
    #expect(areas.allSatisfy { $0 == areas[0] && $0 >= 24 })
    let text = TerminalLayoutTests.lines(frame).joined()
    for step in 70..<70 + count { #expect(text.contains("step \(step)")) }
  }

  @Test func `tiles that would show nothing give way to the first world`() {
    let worlds = (0..<40).map { StageWorld(side: 48, color: RGB(UInt8(100 + $0), 3, 3)) }
    let frame = TerminalLayoutTests.compose(worlds.map { $0.moment() }, columns: 20, rows: 10)
    #expect(frame.cells.filter { $0.ground == worlds[0].color }.count > 30)
    #expect(!frame.cells.contains { $0.ground == worlds[1].color })
  }

  @Test func `a panel that would leave little of the world is left out`() {
    let world = StageWorld(side: 64)
    let frame = TerminalLayoutTests.compose([world.moment()], columns: 30, rows: 10)
    #expect(frame.cells.filter { $0.ground == world.color }.count > 100)
    #expect(!TerminalLayoutTests.lines(frame).contains { $0.contains("return") })
  }

  @Test func `the position map is shown where there is room`() {
    let world = StageWorld(side: 64)
    let moment = world.moment(insight: world.insight(map: .rising(width: 12, height: 8)))
    let (roomy, low) = (
      TerminalLayoutTests.compose([moment]), TerminalLayoutTests.compose([moment], columns: 80, rows: 16)
    )
    #expect(roomy.cells.filter { $0.ground == DivergingColors[1] }.count == 4)
    #expect(TerminalLayoutTests.lines(roomy).contains { $0.contains("first, filter 3 of 16") })
    #expect(!low.cells.contains { $0.ground == DivergingColors[1] })
  }

  @Test func `no terminal is too small`() {
    let world = StageWorld(actions: (0..<18).map { "action \($0)" })
    let moment = world.moment(isOver: true, insight: world.insight(map: .rising(width: 3, height: 3)))
    for columns in 1...24 {
      for rows in 1...12 {
        for count in [1, 5] {
          let frame = TerminalLayoutTests.compose(
            Array(repeating: moment, count: count), columns: columns, rows: rows
          ) { notes in
            notes.status = "a status"
            notes.help = [Notes.Help("space", "pause"), Notes.Help("q", "leave")]
          }
          #expect(frame.cells.count == columns * rows)
        }
      }
    }
  }
}
