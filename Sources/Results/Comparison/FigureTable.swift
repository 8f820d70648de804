/// Rows of names and figures under headings, for a terminal and for a page.
struct FigureTable: Sendable, Equatable {
  let headings: [String]
  /// Of one length with the headings. A first name like the one above is not repeated.
  let rows: [[String]]
  /// How many columns from the left hold names; the others hold figures, which end at one edge.
  let names: Int

  /// The table in columns two spaces apart.
  var lines: [String] {
    let rows = shown.map(\.cells)
    let widths = headings.indices.map { column in ([headings] + rows).map { $0[column].count }.max() ?? 0 }
    return ([headings] + rows).map { row in
      var line = ""
      for (column, (cell, width)) in zip(row, widths).enumerated() {
        let space = String(repeating: " ", count: width - cell.count)
        line += (column == 0 ? "" : "  ") + (column < names ? cell + space : space + cell)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The rows without repeated names, and whether each is the first of its name.
  private var shown: [(cells: [String], isFirst: Bool)] {
    zip(rows, [[]] + rows).map { row, above in
      guard names > 1 else { return (row, false) }
      let isFirst = row.first != above.first
      return (isFirst ? row : [""] + row.dropFirst(), isFirst && !above.isEmpty)
    }
  }

  var html: String {
    let line = { (row: [String], tag: String, isFirst: Bool) in
      (isFirst ? "<tr class=\"group\">" : "<tr>")
        + row.enumerated().map { column, cell in
          "<\(tag)\(column < names ? " class=\"name\"" : "")>\(escaped(cell))</\(tag)>"
        }.joined() + "</tr>"
    }
    return """
      <div class="scroll"><table>
      <thead>\(line(headings, "th", false))</thead>
      <tbody>
      \(shown.map { line($0.cells, "td", $0.isFirst) }.joined(separator: "\n"))
      </tbody>
      </table></div>
      """
  }
}

/// How figures are written.
enum Figures {
  /// An estimate and its interval, as in `0.72 [0.61, 0.83]`, with spaces that no line breaks at.
  static func text(_ estimate: Estimate, places: Int, hasInterval: Bool, isSigned: Bool = false) -> String {
    let number = { (value: Double) in
      (isSigned && value.fixed(places).contains { "123456789".contains($0) } && value > 0 ? "+" : "")
        + typographic(value.fixed(places))
    }
    let ends = estimate.interval
    return number(estimate.value) + (hasInterval ? "\u{a0}[\(number(ends.lower)),\u{a0}\(number(ends.upper))]" : "")
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
