public import RLEnvironmentKit
public import RLResults

/// What came of a study.
public struct StudyReport: Sendable {
  /// A picture with its caption, on a sheet of many.
  public struct Figure: Sendable {
    public var section: String
    public var caption: String
    public var picture: Picture
  }

  /// For a terminal.
  public var lines: [String] = []
  /// Markdown, the first of the files.
  public var summary: String = ""
  /// Further files, by name.
  public var files: [(name: String, text: String)] = []
  /// The sheet `maps.png`, which ``summary`` shows where there are any.
  public var figures: [Figure] = []
  /// For a program.
  public var record: JSON = .null

  /// The sheet's file name.
  public static let sheetName = "maps.png"

  /// Writes the summary and the files into a folder; the sheet is for who can write pictures.
  public func write(into folder: String) throws(FileError) {
    try File.makeFolder(folder)
    try File.replace("\(folder)/summary.md", with: Array(summary.utf8))
    for file in files { try File.replace("\(folder)/\(file.name)", with: Array(file.text.utf8)) }
  }
}

/// Rows of cells as Markdown and as text.
struct StudyTable {
  let header: [String]
  var rows: [[String]] = []

  var markdown: String {
    let lines = [header, header.map { _ in "---" }] + rows
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n") + "\n"
  }

  /// Aligned with spaces.
  var lines: [String] {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      var line = ""
      for (cell, width) in zip(row, widths) { line += cell + String(repeating: " ", count: width - cell.count + 2) }
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  var csv: String {
    ([header] + rows).map { $0.map(Self.quoted).joined(separator: ",") }.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ cell: String) -> String {
    cell.contains { ",\"\n".contains($0) } ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }
}
