import RLEnvironmentKit
import Testing

@testable import RLDisplay

@Suite(.timeLimit(.minutes(20))) struct StageTests {
  private static func notes(panel: Bool = true, status: String = "") -> Notes {
    var notes = Notes()
    notes.showsPanel = panel
    notes.status = status
    return notes
  }

  private static func compose(_ moments: [Moment], _ notes: Notes = StageTests.notes()) -> Picture {
    var stage = Stage()
    return stage.compose(moments, notes)
  }

  @Test(arguments: [(20, 380), (84, 420), (160, 320), (256, 512), (288, 288), (336, 336), (560, 560), (800, 800)])
  func `a world alone is enlarged by a whole number to a comfortable size`(side: Int, shown: Int) {
    let picture = StageTests.compose([StageWorld(side: side).moment()], StageTests.notes(panel: false))
    #expect((picture.width, picture.height) == (shown, shown))
    #expect(picture.count(of: .white) == (shown / side) * (shown / side))
    #expect(picture[shown - 1, shown - 1] == StageWorld().color)
  }

  @Test func `beside its panel the world is the same`() {
    let moment = StageWorld(side: 160).moment()
    let (alone, both) = (StageTests.compose([moment], StageTests.notes(panel: false)), StageTests.compose([moment]))
    let (margin, top) = (StageTheme.margin, (both.height - alone.height) / 2)
    #expect(both.part(x: margin, y: top, width: alone.width, height: alone.height) == alone)
    #expect(both.width > alone.width + 200)
  }

  @Test(arguments: [1, 3, 6, 10, 18])
  func `the size follows from shapes, not from texts`(actions: Int) {
    var world = StageWorld(actions: (0..<actions).map { "action-\($0)" })
    let calm = world.moment(insight: world.insight(map: .rising(width: 20, height: 20)))
    var wild = world.moment(
      step: 123_456_789, episodeReturn: -98_765.4321, isOver: true,
      insight: world.insight(value: -.infinity, map: .rising(width: 7, height: 9)))
    wild.reward = .nan
    wild.action = actions - 1
    world.color = .black
    wild.world = world
    let (first, second) = (StageTests.compose([calm]), StageTests.compose([wild]))
    #expect((first.width, first.height) == (second.width, second.height))
    #expect(first != second)
  }

  @Test func `equal moments give equal pictures, whatever was shown before`() {
    let world = StageWorld()
    let moment = world.moment(step: 3, insight: world.insight(map: .rising(width: 5, height: 5)))
    var stage = Stage()
    var help = StageTests.notes(status: "paused")
    help.help = [Notes.Help("space", "pause")]
    let first = stage.compose([moment], StageTests.notes())
    for other in [[moment, moment], [StageWorld(side: 333).moment()], [moment]] {
      _ = stage.compose(other, help)
      help.status = ""
      #expect(stage.compose([moment], StageTests.notes()) == first)
    }
  }

  @Test func `what is unknown takes no room`() {
    let world = StageWorld(actions: (0..<18).map { "action \($0)" }, shape: [84, 84, 1])
    let bare = StageTests.compose([world.moment()])
    let told = StageTests.compose([world.moment(insight: world.insight())])
    let mapped = StageTests.compose([world.moment(insight: world.insight(map: .rising(width: 20, height: 20)))])
    #expect(bare.width < told.width)
    #expect(mapped != told)
  }

  @Test func `a status is a line across the bottom`() {
    let moment = StageWorld().moment()
    let (without, with) = (StageTests.compose([moment]), StageTests.compose([moment], StageTests.notes(status: "hm")))
    #expect(with.part(x: 0, y: 0, width: without.width, height: without.height) == without)
    let line = with.part(x: 0, y: without.height, width: with.width, height: with.height - without.height)
    #expect(line.height > PixelFont.height)
    #expect(line[0, 0] == StageTheme.backdrop && line[line.width - 1, line.height - 1] == StageTheme.backdrop)
    #expect(line.count(of: StageTheme.text) > 0)
    let long = StageTests.compose([moment], StageTests.notes(status: String(repeating: "long ", count: 99)))
    #expect((long.width, long.height) == (with.width, with.height))
  }

  @Test func `the end of an episode is shown without hiding the world`() {
    let world = StageWorld(side: 336)
    let (on, over) = (StageTests.compose([world.moment()]), StageTests.compose([world.moment(isOver: true)]))
    #expect(on.count(of: StageTheme.accent) < over.count(of: StageTheme.accent))
    #expect(Double(over.count(of: world.color)) > 0.99 * Double(on.count(of: world.color)))
  }

  @Test func `help lies in the middle, over a world that shines through`() {
    let moment = StageWorld().moment()
    var notes = StageTests.notes(panel: false)
    let plain = StageTests.compose([moment], notes)
    notes.help = [Notes.Help("space", "pause"), Notes.Help("q", "leave")]
    let helped = StageTests.compose([moment], notes)
    #expect((helped.width, helped.height) == (plain.width, plain.height))
    #expect(helped[0, 0] == plain[0, 0])
    let middle = helped[helped.width / 2, helped.height / 2 - 1]
    #expect(middle != plain[0, 1] && middle != StageTheme.ground)
    #expect(helped.count(of: StageTheme.accent) > 0 && helped.count(of: StageTheme.text) > 0)
  }

  @Test func `help that is larger than the picture is cut`() {
    var notes = StageTests.notes(panel: false)
    notes.help = (0..<99).map { Notes.Help("key \($0)", String(repeating: "meaning ", count: 99)) }
    let picture = StageTests.compose([StageWorld().moment()], notes)
    #expect((picture.width, picture.height) == (380, 380))
  }
}
