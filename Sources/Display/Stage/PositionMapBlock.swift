internal import RLEnvironmentKit

/// What a filter adds where, in colors, with the scale beside it.
struct PositionMapBlock: Block {
  private let map: PositionMap
  private let colors: Picture

  /// Room for the longer side of the map, taken whatever the layer's size.
  private static let side = 132
  private static let legend = 8

  init(_ map: PositionMap) {
    self.map = map
    colors = map.picture.fitted(in: PositionMapBlock.side)
  }

  var height: Int { 2 * StageTheme.heading + PositionMapBlock.side }

  func draw(on picture: inout Picture, x: Int, y: Int, width: Int) {
    picture.draw(text: "POSITION MAP", x: x, y: y, color: StageTheme.quiet)
    picture.draw(
      label: "\(map.layer), filter \(map.filter + 1) of \(map.filters)", x: x, y: y + StageTheme.heading, width: width,
      color: StageTheme.text)
    let top = y + 2 * StageTheme.heading
    picture.copy(colors, x: x, y: top)
    drawLegend(on: &picture, x: x + colors.width + 10, y: top, right: x + width)
  }

  /// The bar of colors from the largest value to the smallest.
  private func drawLegend(on picture: inout Picture, x: Int, y: Int, right: Int) {
    let height = colors.height
    for row in 0..<height {
      let color = DivergingColors[1 - 2 * Float(row) / Float(max(1, height - 1))]
      picture.fill(x: x, y: y + row, width: PositionMapBlock.legend, height: 1, color)
    }
    let left = x + PositionMapBlock.legend + 4
    let lines = [
      (Double(map.extreme).signedFigure, y), (" 0", y + (height - PixelFont.height) / 2),
      (Double(-map.extreme).signedFigure, y + height - PixelFont.height),
    ]
    for (text, top) in lines {
      picture.draw(label: text, x: left, y: top, width: right - left, color: StageTheme.quiet)
    }
  }
}
