internal import RLEnvironmentKit

/// A name below a small picture.
struct Caption: Sendable {
  private static let color = RGB(214, 218, 228)
  private static let scale = 2
  /// From the top of a line to the top of the next.
  static let lineHeight = (PixelFont.height + 2) * scale

  let lines: [String]

  /// Breaks a text after hyphens, and within a word that has no room on a line.
  ///
  /// - Parameter width: pixels a line may take.
  init(_ text: String, width: Int) {
    let length = max(1, (width / Caption.scale + 1) / PixelFont.advance)
    var lines: [String] = []
    var line = ""
    for character in text {
      if line.count == length {
        let end = line.lastIndex(of: "-").map { line.index(after: $0) } ?? line.endIndex
        lines.append(String(line[..<end]))
        line = String(line[end...])
      }
      line.append(character)
    }
    self.lines = lines + [line]
  }

  /// Draws the lines one below the other around a middle column.
  func draw(on picture: inout Picture, middle: Int, y: Int) {
    for (place, line) in lines.enumerated() {
      picture.draw(
        text: line, x: middle - PixelFont.width(of: line, scale: Caption.scale) / 2, y: y + place * Caption.lineHeight,
        scale: Caption.scale, color: Caption.color)
    }
  }
}
