/// Rows of names and figures under headings, for a terminal and for a page.
struct FigureTable: Sendable, Equatable {
  let headings: [String]
  /// Of one length with the headings. A first name like the one above is left out in a terminal.
  let rows: [[String]]
  /// How many columns from the left hold names; the others hold figures, which end at one edge.
  let names: Int

  /// The table in columns two spaces apart.
  var lines: [String] {
    let widths = headings.indices.map { column in ([headings] + rows).map { $0[column].count }.max() ?? 0 }
    var above = ""
    return ([headings] + rows).map { row in
      var row = row
      if names > 1 { (row[0], above) = (row[0] == above ? "" : row[0], row[0]) }
      var line = ""
      for (column, (cell, width)) in zip(row, widths).enumerated() {
        let space = String(repeating: " ", count: width - cell.count)
        line += (column == 0 ? "" : "  ") + (column < names ? cell + space : space + cell)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  var html: String {
    let line = { (row: [String], tag: String) in
      "<tr>"
        + row.enumerated().map { column, cell in
          "<\(tag)\(column < names ? " class=\"name\"" : "")>\(escaped(cell))</\(tag)>"
        }.joined() + "</tr>"
    }
    return """
      <div class="scroll"><table>
      <thead>\(line(headings, "th"))</thead>
      <tbody>
      \(rows.map { line($0, "td") }.joined(separator: "\n"))
      </tbody>
      </table></div>
      """
  }
}

/// How figures are written.
enum Figures {
  /// An estimate and its interval, as in `0.72 [0.61, 0.83]`.
  static func text(_ estimate: Estimate, places: Int, hasInterval: Bool, isSigned: Bool = false) -> String {
    let number = { (value: Double) in
      (isSigned && value.fixed(places).contains { "123456789".contains($0) } && value > 0 ? "+" : "")
        + typographic(value.fixed(places))
    }
    let ends = estimate.interval
    return number(estimate.value) + (hasInterval ? " [\(number(ends.lower)), \(number(ends.upper))]" : "")
  }

  /// Digits after the point that returns of this size are worth.
  static func places(for values: [Double]) -> Int {
    switch values.map(\.magnitude).max() ?? 0 {
    case 1000...: 0
    case 100...: 1
    case 2...: 2
    default: 3
    }
  }
}
