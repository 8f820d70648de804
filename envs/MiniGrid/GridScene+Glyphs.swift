import RLEnvironmentKit

/// A scene in characters, for terminals.
extension GridScene {
  /// The whole map; what the agent carries lies on the cell it stands on.
  func glyphs() -> GlyphPicture {
    var picture = GlyphPicture(width: grid.width, height: grid.height, filledWith: GridScene.glyph(of: .empty))
    for y in 0..<grid.height {
      for x in 0..<grid.width { picture[x, y] = GridScene.glyph(of: grid[x, y]) }
    }
    let arrow = ["▶", "▼", "◀", "▲"][Int(direction.rawValue)]
    let below = picture[agent.x, agent.y]
    let load = carried == .empty ? " " : String(GridScene.glyph(of: carried).text.prefix(1))
    picture[agent.x, agent.y] = GlyphPicture.Glyph(arrow + load, ink: RGB(255, 80, 80), on: below.ground)
    return picture
  }

  private static let ground = RGB(16, 18, 24)

  private static func glyph(of cell: GridCell) -> GlyphPicture.Glyph {
    let ink = color(of: cell.color)
    func glyph(_ text: String, on ground: RGB = GridScene.ground) -> GlyphPicture.Glyph {
      GlyphPicture.Glyph(text, ink: ink, on: ground)
    }
    return switch cell.object {
    case .unseen, .empty, .agent: GlyphPicture.Glyph("· ", ink: RGB(52, 56, 68), on: ground)
    case .wall: GlyphPicture.Glyph("  ", ink: ink, on: RGB(100, 104, 116))
    case .floor: GlyphPicture.Glyph("  ", ink: ink, on: dimmed(ink))
    case .goal: GlyphPicture.Glyph("  ", ink: ink, on: RGB(40, 190, 80))
    case .lava: GlyphPicture.Glyph("≈≈", ink: RGB(60, 20, 0), on: RGB(255, 128, 0))
    case .key: glyph("k ")
    case .ball: glyph("● ")
    case .box: glyph("▣ ")
    case .door:
      switch cell.doorState {
      case .open: glyph("╱ ")
      case .closed: glyph("[]", on: dimmed(ink))
      case .locked: glyph("▒▒", on: dimmed(ink))
      }
    }
  }

  /// MiniGrid's colors, light enough for a dark ground.
  private static func color(of color: GridColor) -> RGB {
    switch color {
    case .red: RGB(255, 70, 70)
    case .green: RGB(70, 220, 90)
    case .blue: RGB(90, 140, 255)
    case .purple: RGB(180, 110, 255)
    case .yellow: RGB(255, 225, 80)
    case .grey: RGB(170, 174, 186)
    }
  }

  private static func dimmed(_ color: RGB) -> RGB { RGB(color.red / 3, color.green / 3, color.blue / 3) }
}
