extension LineChart {
  /// The chart for a terminal, drawn in braille: title, plot with axes, and what is what.
  ///
  /// The lines alone are drawn, without intervals and strands.
  ///
  /// - Parameters:
  ///   - width: columns that a line may take.
  ///   - height: lines that the plot takes.
  ///   - isColored: whether the reader sees colors. Without them nothing distinguishes lines in one plot, so every
  ///     series gets its own, lower one.
  public func text(width: Int = 80, height: Int = 12, isColored: Bool = false) -> [String] {
    let series = drawable.enumerated().filter { !$0.element.lines.isEmpty }
    let all = series.flatMap { $0.element.lines.joined() }
    guard !all.isEmpty else { return [title, "  nothing to draw yet"] }
    let plots = isColored ? [series] : series.map { [$0] }
    let rows = max(4, plots.count == 1 ? height : height / 2)
    let vertical = Axis(over: all.map(\.y).startingAtZero, ticks: rows / 2)
    let horizontal = Axis(over: all.map(\.x).startingAtZero, ticks: max(2, width / 12))
    let margin = vertical.ticks.map { vertical.label($0).count }.max() ?? 0
    let columns = max(8, width - margin - 2)

    var lines = [title]
    for plot in plots {
      var canvas = BrailleCanvas(columns: columns, rows: rows)
      let (right, bottom) = (Double(canvas.width - 1), Double(canvas.height - 1))
      for (index, series) in plot {
        for line in series.lines {
          let places = line.map {
            (horizontal.position($0.x, from: 0, to: right), vertical.position($0.y, from: bottom, to: 0))
          }
          canvas.draw(places, ink: index)
        }
      }
      lines += plot.map { index, series in
        isColored ? BrailleCanvas.colored("━━", ink: index) + " " + series.name : series.name
      }
      lines += vertical.framing(canvas.lines(isColored: isColored), margin: margin)
    }
    return lines + horizontal.footing(columns: columns, margin: margin) + [spaces(margin + 2) + xLabel]
  }
}

extension LineChart.Series {
  /// The line, or the strands where there is none.
  fileprivate var lines: [[LineChart.Point]] { (points.isEmpty ? strands : [points]).filter { !$0.isEmpty } }
}

extension Axis {
  /// The rows of a plot with the axis on their left.
  fileprivate func framing(_ rows: [String], margin: Int) -> [String] {
    var labels = [String](repeating: "", count: rows.count)
    for tick in ticks { labels[Int(position(tick, from: Double(rows.count - 1), to: 0).rounded())] = label(tick) }
    return zip(labels, rows).map { label, row in
      spaces(margin - label.count) + label + (label.isEmpty ? " │" : " ┤") + row
    }
  }

  /// The axis beneath a plot, and its figures.
  fileprivate func footing(columns: Int, margin: Int) -> [String] {
    var line = [Character](repeating: "─", count: columns)
    var figures = ""
    for tick in ticks {
      let column = Int(position(tick, from: 0, to: Double(columns - 1)).rounded())
      line[column] = "┬"
      let label = label(tick)
      let start = min(max(0, column - label.count / 2), columns - label.count)
      guard start >= figures.count else { continue }
      figures += spaces(start - figures.count) + label
    }
    return [spaces(margin) + " └" + String(line), spaces(margin + 2) + figures]
  }
}

private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
