/// Which look means what, in as many lines as the width makes necessary.
struct Legend {
  let drawing: Drawing
  /// Nothing where there is nothing to distinguish.
  let height: Double

  /// The names of the series, each once.
  init(_ series: [LineChart.Series], width: Double) {
    let hasIntervals = series.contains { $0.points.contains { $0.interval != nil } }
    var names: [(name: String, look: Int)] = []
    for series in series where !series.name.isEmpty && !names.contains(where: { $0 == (series.name, series.look) }) {
      names.append((series.name, series.look))
    }
    let (margin, sample, gap) = (16.0, 36.0, 20.0)
    var rows: [[(name: String, look: Int, x: Double)]] = []
    var ends: [Double] = []
    for (name, look) in names {
      let name = Lettering.fitted(name, size: 12, width: width - 2 * margin - sample)
      let size = sample + Lettering.width(name, size: 12)
      if let end = ends.last, end + gap + size <= width - margin {
        rows[rows.count - 1].append((name, look, end + gap))
        ends[ends.count - 1] = end + gap + size
      } else {
        rows.append([(name, look, margin)])
        ends.append(margin + size)
      }
    }
    var drawing = Drawing()
    for (index, (row, end)) in zip(rows, ends).enumerated() {
      let y = 12 + 20 * Double(index)
      let shift = (width - margin - end) / 2
      for (name, look, x) in row {
        let (x, look) = (x + shift, Look(look))
        if hasIntervals {
          drawing.area(
            [(x, y - 5), (x + 28, y - 5), (x + 28, y + 5), (x, y + 5)], color: look.color, opacity: 0.18)
        }
        drawing.line((x, y), (x + 28, y), color: look.color, width: 2, dash: look.dash)
        drawing.text(name, at: (x + sample, y + 4), size: 12)
      }
    }
    self.drawing = drawing
    height = rows.isEmpty ? 0 : 20 * Double(rows.count) + 8
  }
}
