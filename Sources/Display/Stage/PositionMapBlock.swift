internal import EnvironmentKit

/// What a filter adds where, in colours, with the scale beside it.
struct PositionMapBlock: Block {
  let map: PositionMap

  /// The longer side of the map at most.
  private static let side = 132
  private static let legend = 8

  /// Pixels of the picture for one value.
  private var scale: Int { max(1, PositionMapBlock.side / max(1, map.width, map.height)) }

  var height: Int { 2 * StageTheme.heading + max(map.height * scale, 4 * StageTheme.heading) }

  func draw(on picture: inout Picture, x: Int, y: Int, width: Int) {
    picture.draw(text: "POSITION MAP", x: x, y: y, color: StageTheme.quiet)
    picture.draw(
      label: "\(map.layer), filter \(map.filter + 1) of \(map.filters)", x: x, y: y + StageTheme.heading, width: width,
      color: StageTheme.text)
    let top = y + 2 * StageTheme.heading
    let extreme = map.values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    for place in map.values.indices {
      let color = DivergingColors[extreme > 0 ? map.values[place] / extreme : 0]
      let (row, column) = place.quotientAndRemainder(dividingBy: map.width)
      picture.fill(x: x + column * scale, y: top + row * scale, width: scale, height: scale, color)
    }
    drawLegend(on: &picture, x: x + map.width * scale + 10, y: top, extreme: extreme, right: x + width)
  }

  /// The bar of colours from the largest value to the smallest.
  private func drawLegend(on picture: inout Picture, x: Int, y: Int, extreme: Float, right: Int) {
    let height = map.height * scale
    for row in 0..<height {
      let color = DivergingColors[1 - 2 * Float(row) / Float(max(1, height - 1))]
      picture.fill(x: x, y: y + row, width: PositionMapBlock.legend, height: 1, color)
    }
    let left = x + PositionMapBlock.legend + 4
    let lines = [
      (Double(extreme).signedFigure, y), (" 0", y + (height - PixelFont.height) / 2),
      (Double(-extreme).signedFigure, y + height - PixelFont.height),
    ]
    for (text, top) in lines {
      picture.draw(label: text, x: left, y: top, width: right - left, color: StageTheme.quiet)
    }
  }
}

/// Colours for values from −1 to 1: blue below zero, orange above, dark at it.
enum DivergingColors {
  private static let anchors: [(red: Float, green: Float, blue: Float)] = [
    (160, 212, 255), (50, 116, 214), (26, 28, 36), (206, 92, 40), (255, 208, 134),
  ]

  /// - Parameter value: beyond −1 and 1 as at them; grey for what is not a number.
  static subscript(value: Float) -> RGB {
    guard !value.isNaN else { return StageTheme.quiet }
    let place = (min(1, max(-1, value)) + 1) * 2
    let index = min(3, Int(place))
    let (low, high, share) = (anchors[index], anchors[index + 1], place - Float(index))
    let mixed = { (from: Float, to: Float) in UInt8((from + (to - from) * share).rounded()) }
    return RGB(mixed(low.red, high.red), mixed(low.green, high.green), mixed(low.blue, high.blue))
  }
}
