internal import RLEnvironmentKit

extension Picture {
  /// Where a label's text lies between its edges.
  enum Alignment {
    case left, middle, right
  }

  /// Writes a text within a width: as large as allowed where it fits, smaller where it does not, cut in the end.
  ///
  /// A smaller text stands on the line on which the largest would.
  mutating func draw(
    label text: String, x: Int, y: Int, width: Int, largest: Int = 1, alignment: Alignment = .left, color: RGB
  ) {
    let scale = (1...largest).last { PixelFont.width(of: text, scale: $0) <= width } ?? 1
    let shown = text.shortened(to: (width / scale + 1) / PixelFont.advance)
    let room = width - PixelFont.width(of: shown, scale: scale)
    let shift =
      switch alignment {
      case .left: 0
      case .middle: room / 2
      case .right: room
      }
    draw(text: shown, x: x + shift, y: y + (largest - scale) * PixelFont.height, scale: scale, color: color)
  }

  /// Draws a rim around a rectangle, outside of it.
  mutating func frame(x: Int, y: Int, width: Int, height: Int, thickness: Int = 1, _ color: RGB) {
    let (left, top) = (x - thickness, y - thickness)
    fill(x: left, y: top, width: width + 2 * thickness, height: thickness, color)
    fill(x: left, y: y + height, width: width + 2 * thickness, height: thickness, color)
    fill(x: left, y: y, width: thickness, height: height, color)
    fill(x: x + width, y: y, width: thickness, height: height, color)
  }
}

extension String {
  /// The text, or its beginning and two dots where it has more characters than that.
  func shortened(to count: Int) -> String {
    self.count <= count ? self : prefix(max(0, count - 2)) + String(repeating: ".", count: Swift.max(0, min(2, count)))
  }
}
