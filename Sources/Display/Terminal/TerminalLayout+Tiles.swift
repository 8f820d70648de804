internal import RLEnvironmentKit

extension TerminalLayout {
  /// Narrower tiles show nothing.
  private static let narrowestTile = 8
  private static let captionWidth = 24
  /// Narrower captions are figures alone.
  private static let wordyWidth = 19

  /// Several worlds, in the number of columns that makes them largest, each with a caption below; the first one alone
  /// where all of them have no room.
  mutating func drawTiles(of moments: [Moment], in area: TerminalArea, on frame: inout TerminalFrame) {
    let tiles = (1...moments.count).map { TerminalLayout.tiles(moments.count, columns: $0, in: area) }
    let sides = tiles.map { TerminalLayout.side(of: $0[0]) }
    guard let most = sides.indices.max(by: { sides[$0] < sides[$1] }), sides[most] >= TerminalLayout.narrowestTile
    else {
      drawWorld(of: moments[0], in: area, on: &frame)
      return
    }
    for (moment, tile) in zip(moments, tiles[most]) {
      let shown = drawWorld(of: moment, in: tile, on: &frame)
      // As wide as the world, but never too narrow to be read.
      let width = min(tile.width, max(shown.width, TerminalLayout.captionWidth))
      let x = tile.x + (tile.width - width) / 2
      TerminalLayout.drawCaption(of: moment, x: x, y: shown.y + shown.height, width: width, on: &frame)
    }
  }

  /// The parts of an area for so many worlds, a column to the right of each and a row below it left free.
  private static func tiles(_ count: Int, columns: Int, in area: TerminalArea) -> [TerminalArea] {
    let rows = (count + columns - 1) / columns
    let (width, height) = (area.width / columns, area.height / rows)
    return (0..<count).map { place in
      TerminalArea(
        x: area.x + place % columns * width, y: area.y + place / columns * height, width: width - 1, height: height - 1)
    }
  }

  /// Return and step, in figures alone where there is little room.
  private static func drawCaption(of moment: Moment, x: Int, y: Int, width: Int, on frame: inout TerminalFrame) {
    let isRoomy = width >= wordyWidth
    let gained = (isRoomy ? "return " : "") + moment.episodeReturn.figure
    let step = moment.isOver ? "over" : (isRoomy ? "step " : "") + String(moment.step)
    frame.write(gained, x: x, y: y, width: width - step.count - 1, ink: StageTheme.text)
    frame.write(
      step, x: x, y: y, width: width, isRight: true, ink: moment.isOver ? StageTheme.accent : StageTheme.quiet)
  }
}
