public import RLEnvironmentKit

/// Composes moments into one picture: a world with a panel, or several worlds as tiles.
///
/// Equal moments and notes give equal pictures, and the picture's size follows from shapes alone: the worlds' own
/// pictures, the number of actions, the observation, whether there is an insight, a map, a status. So a source that
/// keeps to its shapes is shown at one size from its first step to its last.
public struct Stage {
  /// Kept, so that a steady show allocates little.
  private var canvas = Picture()
  private var scratch = Picture()

  public init() {}

  /// The picture of some moments.
  ///
  /// - Parameters:
  ///   - moments: one of each world. One alone is shown large, several as tiles.
  ///   - notes: the text beside the worlds.
  /// - Precondition: there is a moment.
  public mutating func compose(_ moments: [Moment], _ notes: Notes) -> Picture {
    precondition(!moments.isEmpty, "a stage without moments")
    if moments.count > 1 {
      composeTiles(of: moments, notes)
    } else if notes.showsPanel {
      composePanel(beside: moments[0], notes)
    } else {
      composeWorld(of: moments[0], notes)
    }
    if !notes.status.isEmpty { StatusLine(text: notes.status).draw(on: &canvas) }
    if !notes.help.isEmpty { HelpCard(entries: notes.help).draw(on: &canvas) }
    return canvas
  }

  /// The world, nothing beside it.
  private mutating func composeWorld(of moment: Moment, _ notes: Notes) {
    moment.world.draw(on: &scratch)
    let scale = Stage.comfortableScale(of: scratch)
    canvas.resize(width: scratch.width * scale, height: scratch.height * scale + StatusLine.height(of: notes))
    canvas.copy(scratch, x: 0, y: 0, scale: scale)
  }

  /// The world on the left, the panel on the right, each in the middle of its height.
  private mutating func composePanel(beside moment: Moment, _ notes: Notes) {
    moment.world.draw(on: &scratch)
    let margin = StageTheme.margin
    let scale = Stage.comfortableScale(of: scratch)
    let (width, height) = (scratch.width * scale, scratch.height * scale)
    // The panel draws on the scratch next, so the world must be on the canvas before.
    let world = scratch
    let panel = Panel(moment, limit: max(height, Stage.lowestLimit), scratch: &scratch).columns
    let inner = max(height, panel.height)
    canvas.resize(
      width: margin + width + BlockColumns.gap + panel.width + margin,
      height: margin + inner + margin + StatusLine.height(of: notes))
    canvas.fill(StageTheme.ground)
    let top = margin + (inner - height) / 2
    canvas.copy(world, x: margin, y: top, scale: scale)
    canvas.frame(x: margin, y: top, width: width, height: height, StageTheme.rim)
    if moment.isOver { OverBadge().draw(on: &canvas, x: margin, y: top, width: width, height: height) }
    panel.draw(on: &canvas, x: margin + width + BlockColumns.gap, y: margin)
  }

  private mutating func composeTiles(of moments: [Moment], _ notes: Notes) {
    var tiles = Tiles(count: moments.count)
    for (place, moment) in moments.enumerated() {
      moment.world.draw(on: &scratch)
      if place == 0 {
        tiles.choose(for: scratch)
        canvas.resize(width: tiles.width, height: tiles.height + StatusLine.height(of: notes))
        canvas.fill(StageTheme.ground)
      }
      tiles.draw(moment, picture: scratch, place: place, on: &canvas)
    }
  }

  /// A panel may be as high as this beside a low world.
  private static let lowestLimit = 376

  /// The whole number that brings a picture's longer side nearest to what is comfortable, by ratio.
  private static func comfortableScale(of picture: Picture) -> Int {
    let longest = Double(max(1, picture.width, picture.height))
    let (wished, largest) = (380.0, 560.0)
    let scales = 1...max(1, Int(largest / longest))
    let strangeness = { (scale: Int) in max(longest * Double(scale) / wished, wished / (longest * Double(scale))) }
    return scales.min { strangeness($0) < strangeness($1) } ?? 1
  }
}
