import RLEnvironmentKit
import Testing

@testable import RLDisplay

@Suite(.timeLimit(.minutes(20))) struct StagePanelTests {
  private struct Space: Block {
    let height: Int
    func draw(on picture: inout Picture, x: Int, y: Int, width: Int) {
      picture.fill(x: x, y: y, width: width, height: height, .white)
    }
  }

  @Test(arguments: [
    ([50, 50, 50], 400, 1, 174), ([50, 50, 50], 174, 1, 174), ([50, 50, 50], 173, 2, 112), ([50, 50, 50], 50, 3, 50),
    ([90, 10, 10, 90], 200, 2, 112), ([500], 100, 1, 500), ([500, 20], 100, 2, 500), ([], 100, 0, 0),
  ])
  func `blocks stand in the fewest columns, and those are even`(heights: [Int], limit: Int, columns: Int, height: Int) {
    let laid = BlockColumns(heights.map(Space.init), limit: limit)
    #expect(laid.height == height)
    #expect(laid.width == columns * BlockColumns.width + (columns - 1) * BlockColumns.gap)
    guard columns > 0 else { return }
    var picture = Picture(width: laid.width, height: laid.height)
    laid.draw(on: &picture, x: 0, y: 0)
    #expect(picture.count(of: .white) == heights.reduce(0, +) * BlockColumns.width)
  }

  @Test func `policy bars are as long as their shares, the chosen one bright`() {
    let block = PolicyBlock(names: ["a", "b", "c"], probabilities: [0.5, 0.25, .nan], chosen: 1, next: "b")
    var picture = Picture(width: 204, height: block.height)
    block.draw(on: &picture, x: 0, y: 0, width: 204)
    // A row of pixels through each bar, where the text has gaps.
    let lengths = (0..<3).map { bar in
      (0..<204).reduce(into: (plain: 0, chosen: 0, room: 0)) { lengths, x in
        switch picture[x, StageTheme.heading + bar * 11] {
        case StageTheme.bar: lengths.plain += 1
        case StageTheme.accent: lengths.chosen += 1
        case StageTheme.backdrop: lengths.room += 1
        default: break
        }
      }
    }
    let room = lengths[2].room
    #expect(room > 100 && lengths[2].plain == 0 && lengths[2].chosen == 0)
    #expect(lengths[0].plain == (room + 1) / 2 && lengths[0].plain + lengths[0].room == room)
    #expect(lengths[1].plain == 0 && abs(lengths[1].chosen - room / 4) <= 12)
  }

  @Test func `eighteen actions fit beside a low world`() {
    let world = StageWorld(actions: (0..<18).map { "down-right-\($0)" }, shape: [84, 84, 4])
    var scratch = Picture()
    let map = PositionMap.rising(width: 20, height: 20)
    let panel = Panel(world.moment(insight: world.insight(map: map)), limit: 376, scratch: &scratch).columns
    #expect(panel.height <= 400 && panel.width <= 3 * 224)
  }

  @Test func `a map is colored symmetrically around zero, as strongly as its largest value`() {
    var map = PositionMap.rising(width: 5, height: 3)
    let picture = map.picture
    #expect((picture.width, picture.height) == (5, 3))
    #expect(picture[0, 0] == DivergingColors[-1] && picture[2, 1] == DivergingColors[0])
    #expect(picture[4, 2] == DivergingColors[1])
    map.values = map.values.map { $0 * 1e-6 }
    #expect(map.picture == picture)
    map.values = map.values.map { _ in 0 }
    #expect(map.picture.count(of: DivergingColors[0]) == 15)
    map.values[0] = .infinity
    map.values[1] = .nan
    #expect(map.extreme == 0)
    #expect(map.picture.count(of: DivergingColors[0]) == 15)
  }

  @Test func `values of opposite sign have opposite warmth`() {
    for step in 1...10 {
      let (warm, cold) = (DivergingColors[Float(step) / 10], DivergingColors[-Float(step) / 10])
      #expect(warm.red > warm.blue && cold.blue > cold.red)
    }
    #expect(DivergingColors[5] == DivergingColors[1] && DivergingColors[-5] == DivergingColors[-1])
    #expect(DivergingColors[.nan] == StageTheme.quiet)
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (21, "21"), (-21, "-21"), (0.9613, "0.96"), (-0.5, "-0.50"), (1.999, "2"), (-0.001, "0"),
    (0.05, "0.05"), (12_345.67, "12346"), (1e20, "1e+20"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
  ])
  func `figures are short`(value: Double, text: String) {
    #expect(value.figure == text)
  }

  @Test(arguments: [(0.0, " 0.000"), (0.25, "+0.250"), (-0.0625, "-0.063"), (-1234, "-1234"), (.nan, "nan")])
  func `signed figures are as wide as each other`(value: Double, text: String) {
    #expect(value.signedFigure == text)
  }

  @Test(arguments: [
    ("arcade/pong", "pong", "arcade"), ("minatar/breakout:sticky=0+frame-stack=4", "breakout", "minatar"),
    ("lonely", "lonely", ""), ("a/b/c", "c", "a/b"),
  ])
  func `a title is the name without family, options and wrappers`(name: String, title: String, family: String) {
    let moment = StageWorld(name: name).moment()
    #expect(moment.title == title && moment.family == family)
  }

  @Test(arguments: [("long text", 9, "long text"), ("long text", 8, "long t.."), ("abc", 2, ".."), ("abc", 0, "")])
  func `a text is cut to its room`(text: String, count: Int, cut: String) {
    #expect(text.shortened(to: count) == cut)
  }

  @Test func `an action that is none has no name`() {
    var moment = StageWorld().moment()
    #expect(moment.actionName(of: moment.world.spec) == "-")
    moment.action = 2
    #expect(moment.actionName(of: moment.world.spec) == "right")
    moment.action = 99
    #expect(moment.actionName(of: moment.world.spec) == "-")
  }
}
