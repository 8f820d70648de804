internal import RLEnvironmentKit

/// The environment's name, its family beside it.
struct TitleBlock: Block {
  let title: String
  let family: String

  var height: Int { 2 * PixelFont.height }

  func draw(on picture: inout Picture, x: Int, y: Int, width: Int) {
    picture.draw(label: title, x: x, y: y, width: width, largest: 2, color: StageTheme.accent)
    let scale = PixelFont.width(of: title, scale: 2) <= width ? 2 : 1
    let room = width - PixelFont.width(of: title, scale: scale) - 2 * PixelFont.advance
    guard room >= PixelFont.width(of: family) else { return }
    picture.draw(
      label: family, x: x, y: y + PixelFont.height, width: width, alignment: .right, color: StageTheme.quiet)
  }
}

/// Large figures with small names, two in a row.
struct FiguresBlock: Block {
  let figures: [(name: String, value: String)]

  private static let rowHeight = PixelFont.height + 4 + 2 * PixelFont.height
  private static let spacing = 10
  private static let columns = 2

  private var rows: Int { (figures.count + FiguresBlock.columns - 1) / FiguresBlock.columns }

  var height: Int { rows * (FiguresBlock.rowHeight + FiguresBlock.spacing) - FiguresBlock.spacing }

  func draw(on picture: inout Picture, x: Int, y: Int, width: Int) {
    let gap = StageTheme.margin
    let cell = (width + gap) / FiguresBlock.columns
    for (place, figure) in figures.enumerated() {
      let (row, column) = place.quotientAndRemainder(dividingBy: FiguresBlock.columns)
      let (left, top) = (x + column * cell, y + row * (FiguresBlock.rowHeight + FiguresBlock.spacing))
      picture.draw(label: figure.name, x: left, y: top, width: cell - gap, color: StageTheme.quiet)
      picture.draw(
        label: figure.value, x: left, y: top + PixelFont.height + 4, width: cell - gap, largest: 2,
        color: StageTheme.text)
    }
  }
}

/// How likely each action is, the chosen one bright.
struct PolicyBlock: Block {
  let names: [String]
  let probabilities: [Float]
  let chosen: Int?
  let next: String

  /// From the top of a bar to the top of the next: tighter where there are many.
  private var pitch: Int { names.count <= 12 ? 11 : 10 }

  var height: Int { StageTheme.heading + names.count * pitch - (pitch - PixelFont.height) }

  func draw(on picture: inout Picture, x: Int, y: Int, width: Int) {
    picture.draw(text: "POLICY", x: x, y: y, color: StageTheme.quiet)
    picture.draw(label: "next: " + next, x: x, y: y, width: width, alignment: .right, color: StageTheme.text)
    let nameWidth = min(13, names.map(\.count).max() ?? 0) * PixelFont.advance
    let percentWidth = PixelFont.width(of: "100%")
    let left = x + nameWidth + 4
    let room = width - nameWidth - 4 - percentWidth - 6
    for (place, name) in names.enumerated() {
      let top = y + StageTheme.heading + place * pitch
      let probability = place < probabilities.count ? min(1, max(0, probabilities[place])) : 0
      let isChosen = place == chosen
      let ink = isChosen ? StageTheme.accent : StageTheme.text
      picture.draw(label: name, x: x, y: top, width: nameWidth, color: ink)
      picture.fill(x: left, y: top, width: room, height: PixelFont.height, StageTheme.backdrop)
      // What is not a number is not likely.
      let length = probability.isNaN ? 0 : Int((probability * Float(room)).rounded())
      let color = isChosen ? StageTheme.accent : StageTheme.bar
      picture.fill(x: left, y: top, width: length, height: PixelFont.height, color)
      picture.draw(
        label: probability.percentage, x: x, y: top, width: width, alignment: .right,
        color: isChosen ? StageTheme.accent : StageTheme.quiet)
    }
  }
}

/// What the agent sees.
struct ObservationBlock: Block {
  let picture: Picture

  var height: Int { StageTheme.heading + picture.height }

  func draw(on picture: inout Picture, x: Int, y: Int, width: Int) {
    picture.draw(text: "WHAT THE AGENT SEES", x: x, y: y, color: StageTheme.quiet)
    let (seen, top) = (self.picture, y + StageTheme.heading)
    picture.copy(seen, x: x, y: top)
    picture.frame(x: x, y: top, width: seen.width, height: seen.height, StageTheme.rim)
  }
}

extension Float {
  /// A probability in words: `7%`.
  var percentage: String { isNaN ? "nan" : "\(Int((min(1, max(0, self)) * 100).rounded()))%" }
}
