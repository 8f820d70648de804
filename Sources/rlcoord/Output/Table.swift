/// Rows of text in aligned columns.
enum Table {
  /// Columns of standard output: of the terminal, or in a pipe as many as a line needs, so that nothing is cut off there.
  private static var width: Int { Console.isOutputWatched ? Console.outputWidth : .max }

  /// The rows as lines; a last column that would run past the width continues in further lines.
  ///
  /// - Parameters:
  ///   - rows: all with the same number of columns.
  ///   - indent: spaces before each line.
  ///   - isBrief: a line for each row; `…` stands for what does not fit.
  static func lines(_ rows: [[String]], indent: Int = 0, isBrief: Bool = false) -> [String] {
    guard let columns = rows.first?.count else { return [] }
    let widths = (0..<columns - 1).map { column in rows.map { $0[column].count }.max() ?? 0 }
    let start = widths.reduce(indent) { $0 + $1 + 2 }
    // In a terminal too narrow for columns, a word a line would be worse than lines that the terminal wraps.
    let room = width == .max ? .max : max(20, width - start - (isBrief ? 2 : 0))
    return rows.flatMap { row in
      let head = zip(row, widths).map { cell, width in cell + spaces(width - cell.count + 2) }.joined()
      let words = wrapped(row[columns - 1], width: room)
      let shown = isBrief && words.count > 1 ? [words[0] + " …"] : words
      return shown.enumerated().map { ($0.offset == 0 ? spaces(indent) + head : spaces(start)) + $0.element }
    }
  }

  /// A text in lines broken between words; a word that is too long has a line of its own.
  private static func wrapped(_ text: String, width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      if lines == [""] {
        lines = [String(word)]
      } else if lines[lines.count - 1].count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
