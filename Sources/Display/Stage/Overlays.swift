internal import RLEnvironmentKit

/// A line across the bottom.
struct StatusLine {
  let text: String

  private static let height = PixelFont.height + StageTheme.margin

  /// Room it takes at the bottom; none without a status.
  static func height(of notes: Notes) -> Int { notes.status.isEmpty ? 0 : height }

  func draw(on picture: inout Picture) {
    let (top, margin) = (picture.height - StatusLine.height, StageTheme.margin)
    picture.fill(x: 0, y: top, width: picture.width, height: StatusLine.height, StageTheme.backdrop)
    picture.draw(
      label: text, x: margin, y: top + margin / 2, width: picture.width - 2 * margin, color: StageTheme.text)
  }
}

/// Says that an episode is over, across the lower edge of its world.
struct OverBadge {
  private static let text = "EPISODE OVER"

  func draw(on picture: inout Picture, x: Int, y: Int, width: Int, height: Int) {
    picture.frame(x: x, y: y, width: width, height: height, thickness: 2, StageTheme.accent)
    let (badgeWidth, badgeHeight) = (PixelFont.width(of: OverBadge.text) + 2 * 8, PixelFont.height + 2 * 4)
    let (left, top) = (x + (width - badgeWidth) / 2, y + height - badgeHeight / 2)
    picture.fill(x: left, y: top, width: badgeWidth, height: badgeHeight, StageTheme.accent)
    picture.draw(text: OverBadge.text, x: left + 8, y: top + 4, color: StageTheme.ground)
  }
}

/// Keys and what they do, in the middle, what is below it darkened.
struct HelpCard {
  let entries: [Notes.Help]

  func draw(on picture: inout Picture) {
    let scale = [3, 2].first { fits(picture, scale: $0) } ?? 1
    let (width, height) = size(scale: scale)
    let (x, y) = ((picture.width - width) / 2, (picture.height - height) / 2)
    picture.darken(x: x, y: y, width: width, height: height)
    picture.frame(x: x, y: y, width: width, height: height, thickness: scale, StageTheme.rim)
    let (margin, pitch) = (HelpCard.margin * scale, HelpCard.pitch * scale)
    let meanings = x + margin + keysWidth(scale: scale) + 2 * PixelFont.advance * scale
    for (row, entry) in entries.enumerated() {
      let top = y + margin + row * pitch
      picture.draw(text: entry.keys, x: x + margin, y: top, scale: scale, color: StageTheme.accent)
      picture.draw(text: entry.meaning, x: meanings, y: top, scale: scale, color: StageTheme.text)
    }
  }

  private static let margin = 10
  /// From line to line.
  private static let pitch = PixelFont.height + 5

  private func keysWidth(scale: Int) -> Int {
    entries.map { PixelFont.width(of: $0.keys, scale: scale) }.max() ?? 0
  }

  private func size(scale: Int) -> (width: Int, height: Int) {
    let meanings = entries.map { PixelFont.width(of: $0.meaning, scale: scale) }.max() ?? 0
    let width = keysWidth(scale: scale) + 2 * PixelFont.advance * scale + meanings
    let height = entries.count * HelpCard.pitch * scale - (HelpCard.pitch - PixelFont.height) * scale
    return (width + 2 * HelpCard.margin * scale, height + 2 * HelpCard.margin * scale)
  }

  private func fits(_ picture: Picture, scale: Int) -> Bool {
    let (width, height) = size(scale: scale)
    return width * 10 <= picture.width * 9 && height * 10 <= picture.height * 9
  }
}

extension Picture {
  /// Lets a rectangle shine through the ground's color only faintly, as far as it lies in the picture.
  fileprivate mutating func darken(x: Int, y: Int, width: Int, height: Int) {
    let columns = max(0, x)..<max(0, x, min(self.width, x + width))
    let rows = max(0, y)..<max(0, y, min(self.height, y + height))
    let pitch = self.width * 3
    let ground = [StageTheme.ground.red, StageTheme.ground.green, StageTheme.ground.blue]
    withBytes { bytes in
      for row in rows {
        for column in columns {
          for channel in 0..<3 {
            let place = row * pitch + column * 3 + channel
            bytes[place] = UInt8((Int(bytes[place]) + 11 * Int(ground[channel])) / 12)
          }
        }
      }
    }
  }
}
