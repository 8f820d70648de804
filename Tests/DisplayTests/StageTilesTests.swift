import RLEnvironmentKit
import Testing

@testable import RLDisplay

@Suite(.timeLimit(.minutes(20))) struct StageTilesTests {
  @Test(arguments: [(2, 608), (3, 84), (4, 336), (9, 256), (16, 160), (30, 608)])
  func `several worlds are tiles of one size that do not touch`(count: Int, side: Int) {
    let worlds = (0..<count).map { StageWorld(side: side, color: RGB(UInt8(100 + 3 * $0), 7, 99)) }
    var stage = Stage()
    let picture = stage.compose(worlds.map { $0.moment() }, Notes())
    #expect(picture.width <= 1010 && picture.height <= 810)
    let areas = picture.counts(of: worlds.map(\.color))
    // A world's first pixel is white, and where it is made smaller its neighbors are a little so.
    #expect(areas.allSatisfy { abs($0 - areas[0]) <= 1 && $0 > 40 * 40 })
  }

  @Test func `the number of tiles alone decides the size`() {
    let world = StageWorld(side: 336)
    var stage = Stage()
    let calm = stage.compose([world.moment(), world.moment()], Notes())
    let wild = stage.compose([world.moment(step: 99_999, episodeReturn: -1e9, isOver: true), world.moment()], Notes())
    #expect((calm.width, calm.height) == (wild.width, wild.height))
    #expect(calm != wild)
  }

  @Test func `worlds of different sizes share one size of tiles`() {
    var stage = Stage()
    let (large, small) = (StageWorld(side: 200), StageWorld(side: 33, color: RGB(1, 2, 255)))
    let picture = stage.compose([large.moment(), small.moment()], Notes())
    #expect(picture.count(of: large.color) >= picture.count(of: small.color))
    #expect(picture.count(of: small.color) > 100 * 100)
  }
}
