internal import EnvironmentKit

/// Worlds side by side in a grid near a square, all at one size, a caption below each.
struct Tiles {
  /// What the whole is fitted to, about: a little more is allowed for the sake of crisp pixels.
  private static let (roomWidth, roomHeight) = (1040, 780)

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

  /// Chooses the largest tiles that leave the whole within its room, for worlds like this one: pictures a whole number
  /// of times as large or as small as it, whose pixels stay squares.
  mutating func choose(for picture: Picture) {
    let (width, height) = (max(1, picture.width), max(1, picture.height))
    let larger = (1...max(1, 480 / max(width, height))).reversed().map { (width * $0, height * $0) }
    let smaller = (2...64).map { (max(1, width / $0), max(1, height / $0)) }
    for (width, height) in larger + smaller {
      (tileWidth, tileHeight) = (width, height)
      // A grid as wide as high, or a little wider.
      let square = max(1, Int(Double(count).squareRoot().rounded(.up)))
      for columns in [square, square + 1, square + 2] where columns <= count {
        self.columns = columns
        if self.width <= Tiles.roomWidth && self.height <= Tiles.roomHeight { return }
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
    if moment.isOver {
      canvas.frame(x: x - 2, y: y - 2, width: tileWidth + 4, height: tileHeight + 4, thickness: 2, StageTheme.accent)
    }
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
