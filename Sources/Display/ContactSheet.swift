public import EnvironmentKit

/// Small pictures in a labelled grid, section by section.
public struct ContactSheet: Sendable {
  /// Width and height of a small picture. The arcade's 84 pixels fill it when doubled.
  public static let side = 168

  private static let margin = 24
  private static let gap = 16
  private static let ground = RGB(14, 15, 20)
  private static let backdrop = RGB(26, 28, 36)
  private static let titleColor = RGB(240, 200, 110)
  private static let captionColor = RGB(214, 218, 228)
  private static let titleScale = 3
  private static let captionScale = 2
  /// From the top of a title to the top of its first row of pictures.
  private static let titleHeight = 40
  /// From the top of a caption's line to the next.
  private static let lineHeight = (PixelFont.height + 2) * captionScale

  private struct Cell {
    let picture: Picture
    let caption: [String]
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
  ///   - caption: what stands below it, broken after hyphens where it is long.
  ///   - title: of the section it belongs to; a new title begins a new section.
  public mutating func add(_ picture: Picture, caption: String, section title: String) {
    let cell = Cell(
      picture: picture.fitted(in: ContactSheet.side),
      caption: ContactSheet.lines(
        of: caption, length: (ContactSheet.side / ContactSheet.captionScale + 1) / PixelFont.advance))
    let index = sections.firstIndex { $0.title == title } ?? sections.count
    if index == sections.count { sections.append(Section(title: title)) }
    if sections[index].rows.last.map({ $0.count < columns }) != true { sections[index].rows.append([]) }
    sections[index].rows[sections[index].rows.count - 1].append(cell)
  }

  /// The whole sheet, no wider and no higher than what is on it.
  public func composed() -> Picture {
    let widest = sections.flatMap(\.rows).map(\.count).max() ?? 0
    let titles = sections.map { PixelFont.width(of: $0.title, scale: ContactSheet.titleScale) }
    let width = max(widest * (ContactSheet.side + ContactSheet.gap) - ContactSheet.gap, titles.max() ?? 0)
    let height = sections.reduce(0) { $0 + ContactSheet.titleHeight + $1.rows.map(ContactSheet.height).reduce(0, +) }
    var sheet = Picture(
      width: width + 2 * ContactSheet.margin,
      height: height + 2 * ContactSheet.margin - (sections.isEmpty ? 0 : ContactSheet.gap))
    sheet.fill(ContactSheet.ground)
    var top = ContactSheet.margin
    for section in sections {
      sheet.draw(
        text: section.title, x: ContactSheet.margin, y: top, scale: ContactSheet.titleScale,
        color: ContactSheet.titleColor)
      top += ContactSheet.titleHeight
      for row in section.rows {
        for (column, cell) in row.enumerated() {
          let left = ContactSheet.margin + column * (ContactSheet.side + ContactSheet.gap)
          ContactSheet.draw(cell, on: &sheet, x: left, y: top)
        }
        top += ContactSheet.height(of: row)
      }
    }
    return sheet
  }

  private static func draw(_ cell: Cell, on sheet: inout Picture, x: Int, y: Int) {
    sheet.fill(x: x, y: y, width: side, height: side, backdrop)
    sheet.copy(cell.picture, x: x + (side - cell.picture.width) / 2, y: y + (side - cell.picture.height) / 2)
    for (line, text) in cell.caption.enumerated() {
      let left = x + (side - PixelFont.width(of: text, scale: captionScale)) / 2
      sheet.draw(
        text: text, x: left, y: y + side + gap / 2 + line * lineHeight, scale: captionScale, color: captionColor)
    }
  }

  /// From the top of a row to the top of the next.
  private static func height(of row: [Cell]) -> Int {
    side + gap / 2 + (row.map(\.caption.count).max() ?? 0) * lineHeight + gap
  }

  /// A text in lines of at most `length` characters, broken after hyphens, and within a word that is too long.
  static func lines(of text: String, length: Int) -> [String] {
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
    return lines + [line]
  }
}
