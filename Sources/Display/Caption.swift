internal import EnvironmentKit

/// A name below a small picture.
struct Caption: Sendable {
  private static let color = RGB(214, 218, 228)

  let lines: [String]
  let scale: Int

  /// Large letters on as many lines as it takes, broken after hyphens; small ones on a line for a longer word.
  ///
  /// - Parameter width: pixels a line may take; a text that has no room even in small letters is cut.
  init(_ text: String, width: Int) {
    func length(scale: Int) -> Int { max(1, (width / scale + 1) / PixelFont.advance) }
    let large = Caption.broken(text, length: length(scale: 2))
    lines = large ?? [String(text.prefix(length(scale: 1)))]
    scale = large == nil ? 1 : 2
  }

  var height: Int { lines.count * lineHeight }

  /// From the top of a line to the top of the next.
  private var lineHeight: Int { (PixelFont.height + 2) * scale }

  /// Draws the lines one below the other around a middle column.
  func draw(on picture: inout Picture, middle: Int, y: Int) {
    for (place, line) in lines.enumerated() {
      picture.draw(
        text: line, x: middle - PixelFont.width(of: line, scale: scale) / 2, y: y + place * lineHeight, scale: scale,
        color: Caption.color)
    }
  }

  /// Lines of at most `length` characters, broken after hyphens; nil where a word is longer.
  private static func broken(_ text: String, length: Int) -> [String]? {
    var lines: [String] = []
    var line = ""
    for character in text {
      if line.count == length {
        guard let hyphen = line.lastIndex(of: "-") else { return nil }
        lines.append(String(line[...hyphen]))
        line = String(line[line.index(after: hyphen)...])
      }
      line.append(character)
    }
    return lines + [line]
  }
}
