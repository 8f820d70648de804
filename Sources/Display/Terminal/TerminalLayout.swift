internal import RLEnvironmentKit

/// Composes moments into a frame of a terminal: a world with lines beside or below it, or several worlds as tiles.
///
/// Equal moments and notes give equal frames at one size, whatever was shown before.
struct TerminalLayout {
  private static let panelWidth = 28
  /// Around the panel.
  private static let gap = 2

  /// Kept, so that nothing is allocated where sizes stay.
  private var scratch = Picture()

  /// - Parameters:
  ///   - columns: of the terminal, at least 1.
  ///   - rows: of the terminal, at least 1.
  mutating func compose(_ moments: [Moment], _ notes: Notes, columns: Int, rows: Int) -> TerminalFrame {
    var frame = TerminalFrame(columns: columns, rows: rows)
    var area = frame.area
    if !notes.status.isEmpty && rows > 1 {
      area.height -= 1
      frame.fill(TerminalArea(x: 0, y: area.height, width: columns, height: 1), StageTheme.backdrop)
      frame.write(notes.status, x: 1, y: area.height, width: columns - 2, ink: StageTheme.text)
    }
    if moments.count > 1 {
      drawTiles(of: moments, in: area, on: &frame)
    } else if let moment = moments.first, notes.showsPanel {
      drawPanel(with: moment, in: area, on: &frame)
    } else if let moment = moments.first {
      drawWorld(of: moment, in: area, on: &frame)
    }
    if !notes.help.isEmpty { TerminalLayout.draw(notes.help, in: area, on: &frame) }
    return frame
  }

  /// One world and its panel, beside or below it, where the world becomes larger. A panel that would leave little of
  /// the world is left out.
  private mutating func drawPanel(with moment: Moment, in area: TerminalArea, on frame: inout TerminalFrame) {
    let rows = TerminalRow.rows(of: moment)
    var beside = area
    beside.width -= TerminalLayout.panelWidth + 2 * TerminalLayout.gap
    var below = area
    below.height -= rows.count + 1
    let (sideBeside, sideBelow) = (TerminalLayout.side(of: beside), TerminalLayout.side(of: below))
    guard 3 * max(sideBeside, sideBelow) >= TerminalLayout.side(of: area) else {
      drawWorld(of: moment, in: area, on: &frame)
      return
    }
    let isBeside = sideBeside >= sideBelow
    let world = isBeside ? beside : below
    drawWorld(of: moment, in: world, on: &frame)
    let panel =
      isBeside
      ? TerminalArea(
        x: world.width + TerminalLayout.gap, y: 0, width: TerminalLayout.panelWidth, height: area.height)
      : TerminalArea(x: 1, y: world.height + 1, width: min(area.width - 2, 60), height: rows.count)
    for (place, row) in rows.prefix(panel.height).enumerated() {
      row.draw(on: &frame, x: panel.x, y: panel.y + place, width: panel.width)
    }
    guard isBeside, let map = moment.insight?.positionMap else { return }
    TerminalLayout.draw(map, in: panel, below: rows.count + 1, on: &frame)
  }

  /// The position map in half blocks, where there is room left below the lines.
  private static func draw(_ map: PositionMap, in panel: TerminalArea, below line: Int, on frame: inout TerminalFrame) {
    guard line + 1 + (map.height + 1) / 2 <= panel.height && map.width <= panel.width else { return }
    frame.write(
      "\(map.layer), filter \(map.filter + 1) of \(map.filters)", x: panel.x, y: panel.y + line, width: panel.width,
      ink: StageTheme.quiet)
    frame.draw(map.picture, x: panel.x, y: panel.y + line + 1)
  }

  /// The world in the middle of an area: in glyphs where it has some and they fit, else in half blocks.
  ///
  /// - Returns: where it is.
  @discardableResult
  mutating func drawWorld(
    of moment: Moment, in area: TerminalArea, on frame: inout TerminalFrame
  ) -> TerminalArea {
    guard area.width > 0 && area.height > 0 else { return area }
    if let glyphs = moment.world.glyphs, 2 * glyphs.width <= area.width && glyphs.height <= area.height {
      let place = area.middle(width: 2 * glyphs.width, height: glyphs.height)
      frame.draw(glyphs, x: place.x, y: place.y)
      return place
    }
    moment.world.draw(on: &scratch)
    let picture = scratch.reduced(width: area.width, height: 2 * area.height)
    let place = area.middle(width: picture.width, height: (picture.height + 1) / 2)
    frame.draw(picture, x: place.x, y: place.y)
    return place
  }

  /// Keys and meanings in the middle, over everything else.
  private static func draw(_ help: [Notes.Help], in area: TerminalArea, on frame: inout TerminalFrame) {
    let keysWidth = help.map(\.keys.count).max() ?? 0
    let width = keysWidth + 2 + (help.map(\.meaning.count).max() ?? 0)
    let card = area.middle(width: min(area.width, width + 4), height: min(area.height, help.count + 2))
    frame.fill(card, StageTheme.backdrop)
    for (place, entry) in help.prefix(card.height - 1).enumerated() {
      let (y, left) = (card.y + 1 + place, card.x + 2)
      frame.write(entry.keys, x: left, y: y, width: card.width - 2, ink: StageTheme.accent)
      frame.write(
        entry.meaning, x: left + keysWidth + 2, y: y, width: card.width - 4 - keysWidth - 2, ink: StageTheme.text)
    }
  }

  /// How many pixels a square picture has each way in an area.
  static func side(of area: TerminalArea) -> Int { min(area.width, 2 * area.height) }
}
