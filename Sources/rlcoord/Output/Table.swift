/// Rows of text in aligned columns.
enum Table {
  /// Columns of characters that a line may take.
  static let width = 100

  /// The rows as lines; a last column that would run past the width is broken between words.
  ///
  /// - Parameters:
  ///   - rows: all with the same number of columns.
  ///   - indent: spaces before each line.
  static func lines(_ rows: [[String]], indent: Int = 0) -> [String] {
    guard let columns = rows.first?.count else { return [] }
    let widths = (0..<columns - 1).map { column in rows.map { $0[column].count }.max() ?? 0 }
    let start = widths.reduce(indent) { $0 + $1 + 2 }
    return rows.flatMap { row in
      var lines = [String(repeating: " ", count: indent)]
      for (cell, width) in zip(row, widths) {
        lines[0] += cell + String(repeating: " ", count: width - cell.count + 2)
      }
      for (place, word) in row[columns - 1].split(separator: " ").enumerated() {
        if place > 0 && lines[lines.count - 1].count + 1 + word.count > width {
          lines.append(String(repeating: " ", count: start) + word)
        } else {
          lines[lines.count - 1] += (place > 0 ? " " : "") + word
        }
      }
      return lines
    }
  }
}
