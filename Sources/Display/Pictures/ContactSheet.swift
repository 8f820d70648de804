public import RLEnvironmentKit

/// Small pictures in a labeled grid, section by section.
public struct ContactSheet: Sendable {
  /// Width and height of a small picture. The arcade's 84 pixels fill it when doubled.
  static let side = 168
  /// Around the sheet, and between pictures.
  static let margin = 24
  private static let ground = RGB(14, 15, 20)
  private static let backdrop = RGB(26, 28, 36)
  private static let titleColor = RGB(240, 200, 110)
  private static let titleScale = 3
  /// From the top of a title to the top of its first row of pictures.
  static let titleHeight = 40

  private struct Cell {
    let picture: Picture
    let caption: Caption
  }

  private struct Section {
    let title: String
    var rows: [[Cell]] = []
  }

  private let columns: Int
  private var sections: [Section] = []

  /// An empty sheet.
  ///
  /// - Parameter columns: pictures side by side, at least 1.
  public init(columns: Int) {
    precondition(columns > 0, "a sheet of \(columns) columns")
    self.columns = columns
  }

  /// Adds a picture, scaled to its cell.
  ///
  /// - Parameters:
  ///   - picture: of any size but none.
  ///   - caption: what stands below it.
  ///   - title: of the section it belongs to; a new title begins a new section.
  public mutating func add(_ picture: Picture, caption: String, section title: String) {
    // A caption may reach a little beyond its picture; its neighbors are a margin away.
    let cell = Cell(
      picture: picture.fitted(in: Self.side), caption: Caption(caption, width: Self.side + Self.margin / 2))
    let index = sections.firstIndex { $0.title == title } ?? sections.count
    if index == sections.count { sections.append(Section(title: title)) }
    if sections[index].rows.last.map({ $0.count < columns }) != true { sections[index].rows.append([]) }
    sections[index].rows[sections[index].rows.count - 1].append(cell)
  }

  /// The whole sheet, no wider and no higher than what is on it.
  public func composed() -> Picture {
    let widest = sections.flatMap(\.rows).map(\.count).max() ?? 0
    let titles = sections.map { PixelFont.width(of: $0.title, scale: Self.titleScale) + Self.margin }
    let height = sections.reduce(0) { $0 + Self.titleHeight + $1.rows.map(Self.height).reduce(0, +) }
    var sheet = Picture(
      width: Self.margin + max(widest * (Self.side + Self.margin), titles.max() ?? 0), height: Self.margin + height)
    sheet.fill(Self.ground)
    var top = Self.margin
    for section in sections {
      sheet.draw(text: section.title, x: Self.margin, y: top, scale: Self.titleScale, color: Self.titleColor)
      top += Self.titleHeight
      for row in section.rows {
        for (column, cell) in row.enumerated() {
          Self.draw(cell, on: &sheet, x: Self.margin + column * (Self.side + Self.margin), y: top)
        }
        top += Self.height(of: row)
      }
    }
    return sheet
  }

  private static func draw(_ cell: Cell, on sheet: inout Picture, x: Int, y: Int) {
    sheet.fill(x: x, y: y, width: side, height: side, backdrop)
    sheet.copy(cell.picture, x: x + (side - cell.picture.width) / 2, y: y + (side - cell.picture.height) / 2)
    cell.caption.draw(on: &sheet, middle: x + side / 2, y: y + side + margin / 2)
  }

  /// From the top of a row to the top of the next.
  private static func height(of row: [Cell]) -> Int {
    side + margin / 2 + (row.map(\.caption.lines.count).max() ?? 0) * Caption.lineHeight + margin
  }
}
