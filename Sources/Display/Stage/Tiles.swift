internal import RLEnvironmentKit

/// Worlds side by side in a grid near a square, all at one size, a caption below each.
struct Tiles {
  /// What the whole is fitted to, about: a little more is allowed for the sake of crisp pixels.
  private static let (roomWidth, roomHeight) = (1010, 810)
  /// The longer side of a tile at most.
  private static let longest = 480

  private let count: Int
  private var columns = 1
  /// Of a tile without its caption.
  private var tileWidth = 0
  private var tileHeight = 0

  init(count: Int) { self.count = count }

  private var rows: Int { (count + columns - 1) / columns }
  private var captionScale: Int { tileWidth >= 240 ? 2 : 1 }
  private var captionHeight: Int { captionScale * PixelFont.height + StageTheme.margin / 2 }

  var width: Int { StageTheme.margin + columns * (tileWidth + StageTheme.margin) }
  var height: Int { StageTheme.margin + rows * (tileHeight + captionHeight + StageTheme.margin) }

  /// Chooses the largest tiles that leave the whole within its room, for worlds like this one: a whole number of times
  /// as large as its picture, or some quarters of it, since worlds draw their pixels four or more to a side; an eighth
  /// of it at least.
  mutating func choose(for picture: Picture) {
    let longest = max(1, picture.width, picture.height)
    let larger = (1...max(1, Tiles.longest / longest)).reversed().map { 8 * $0 }
    for eighths in larger + [6, 4, 2, 1] {
      tileWidth = max(1, picture.width * eighths / 8)
      tileHeight = max(1, picture.height * eighths / 8)
      // A grid as wide as high, or a little wider.
      let square = Int(Double(count).squareRoot().rounded(.up))
      for columns in square...square + 1 {
        self.columns = columns
        if width <= Tiles.roomWidth && height <= Tiles.roomHeight { return }
      }
      columns = square
    }
  }

  func draw(_ moment: Moment, picture: Picture, place: Int, on canvas: inout Picture) {
    let (row, column) = place.quotientAndRemainder(dividingBy: columns)
    let x = StageTheme.margin + column * (tileWidth + StageTheme.margin)
    let y = StageTheme.margin + row * (tileHeight + captionHeight + StageTheme.margin)
    let fitted = picture.fitted(in: max(tileWidth, tileHeight))
    canvas.fill(x: x, y: y, width: tileWidth, height: tileHeight, StageTheme.backdrop)
    canvas.copy(fitted, x: x + (tileWidth - fitted.width) / 2, y: y + (tileHeight - fitted.height) / 2)
    canvas.frame(
      x: x, y: y, width: tileWidth, height: tileHeight, thickness: moment.isOver ? 2 : 1,
      moment.isOver ? StageTheme.accent : StageTheme.rim)
    let below = y + tileHeight + StageTheme.margin / 2
    let half = tileWidth / 2
    canvas.draw(
      label: "return \(moment.episodeReturn.figure)", x: x, y: below, width: half, largest: captionScale,
      color: StageTheme.text)
    canvas.draw(
      label: moment.isOver ? "over" : "step \(moment.step)", x: x + half, y: below, width: tileWidth - half,
      largest: captionScale, alignment: .right, color: moment.isOver ? StageTheme.accent : StageTheme.quiet)
  }
}
