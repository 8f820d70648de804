extension IntervalChart {
  /// The chart as SVG text, `width` pixels wide, with at most so many panels beside each other.
  public func svg(width: Double = 800, columns: Int = 4) -> String {
    let columns = max(1, min(columns, panels.count))
    let longest = rows.map { Lettering.width($0, size: 12) }.max() ?? 0
    let left = min(longest, width * 0.3) + 14
    let gap = 34.0
    let cell = (width - left - 14 - gap * Double(columns - 1)) / Double(columns)

    var drawing = Drawing()
    var top = 0.0
    for start in stride(from: 0, to: panels.count, by: columns) {
      let shown = panels[start..<min(start + columns, panels.count)]
      let titles = shown.map { Lettering.lines($0.title, size: 13.5, width: cell + gap - 8) }
      let heading = 10 + 16 * Double(titles.map(\.count).max() ?? 0)
      let rowsTop = top + heading
      for (index, row) in rows.enumerated() {
        let label = Lettering.fitted(row, size: 12, width: left - 14)
        drawing.text(label, at: (left - 8, rowsTop + height * (Double(index) + 0.5) + 4), .end, size: 12)
      }
      for ((index, panel), title) in zip(shown.enumerated(), titles) {
        let x = left + Double(index) * (cell + gap)
        for (line, text) in title.enumerated() {
          drawing.text(text, at: (x + cell / 2, top + 16 + 16 * Double(line)), .middle, size: 12, isBold: true)
        }
        draw(panel, into: &drawing, from: (x, rowsTop), width: cell)
      }
      top = rowsTop + height * Double(rows.count) + 48
    }
    return drawing.svg(width: width, height: top, title: title)
  }

  /// Of a row.
  private var height: Double { 24 }

  private func draw(_ panel: Panel, into drawing: inout Drawing, from corner: Drawing.Place, width: Double) {
    let bars = panel.bars.filter { $0.estimate.isFinite }
    let values = bars.flatMap { [$0.estimate, $0.ends.lower, $0.ends.upper] }
    let must = [panel.level, panel.range?.lower, panel.range?.upper].compactMap { $0 }
    let axis = Axis(over: (panel.range == nil ? values.padded : values) + must, ticks: min(8, max(3, Int(width / 60))))
    let (left, right) = (corner.x, corner.x + width)
    let (top, bottom) = (corner.y, corner.y + height * Double(rows.count))
    for tick in axis.ticks {
      let x = axis.position(tick, from: left, to: right)
      drawing.line((x, top), (x, bottom), color: Drawing.faint, width: 0.7)
      drawing.line((x, bottom), (x, bottom + 4))
      drawing.text(axis.label(tick), at: (x, bottom + 16), .middle, size: 11)
    }
    if let level = panel.level {
      let x = axis.position(level, from: left, to: right)
      drawing.line((x, top), (x, bottom), width: 1, dash: "4 3")
    }
    for (index, bar) in panel.bars.enumerated() where bar.estimate.isFinite {
      let middle = top + height * (Double(index) + 0.5)
      let (x, half) = (axis.position(bar.estimate, from: left, to: right), height * 0.3)
      let color = Look(bar.look).color
      if bar.interval == nil {
        drawing.dot((x, middle), radius: 4, color: color)
      } else {
        let low = axis.position(bar.ends.lower, from: left, to: right)
        let high = axis.position(bar.ends.upper, from: left, to: right)
        drawing.area(
          [(low, middle - half), (high, middle - half), (high, middle + half), (low, middle + half)], color: color,
          opacity: 0.55)
        drawing.line((x, middle - half), (x, middle + half), width: 2)
      }
    }
    drawing.line((left, bottom), (right, bottom))
    drawing.text(
      Lettering.fitted(xLabel, size: 11, width: width + 24), at: ((left + right) / 2, bottom + 32), .middle, size: 11)
  }
}

extension IntervalChart.Bar {
  fileprivate var ends: Interval {
    guard let interval, interval.lower.isFinite, interval.upper.isFinite else {
      return Interval(lower: estimate, upper: estimate)
    }
    return interval
  }
}
