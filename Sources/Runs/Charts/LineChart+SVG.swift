extension LineChart {
  /// The chart as SVG text, `width` pixels wide, with its legend.
  public func svg(width: Double = 640, height: Double = 380) -> String {
    let legend = Legend(series, width: width)
    var drawing = Drawing()
    drawing.place(legend.drawing, at: (0, height))
    drawing.place(self.drawing(width: width, height: height), at: (0, 0))
    return drawing.svg(width: width, height: height + legend.height, title: title)
  }

  /// The chart without a legend.
  func drawing(width: Double, height: Double) -> Drawing {
    let series = drawable
    let shown = series.flatMap { [$0.points] + $0.strands }.flatMap { $0 }
    let heights = shown.flatMap { [$0.y, $0.ends.lower, $0.ends.upper] } + [level].compactMap { $0 }
    let horizontal = Axis(over: shown.map(\.x).startingAtZero, ticks: min(8, max(3, Int(width / 65))))
    let vertical = Axis(over: heights.startingAtZero.padded, ticks: max(3, Int(height / 42)))
    let labels = vertical.ticks.map(vertical.label)
    let left = 30 + (labels.map { Lettering.width($0, size: 11) }.max() ?? 0)
    // A label at the right end reaches past it by half.
    let right = width - 14 - (horizontal.ticks.last.map { Lettering.width(horizontal.label($0), size: 11) / 2 } ?? 0)
    let top = title.isEmpty ? 12.0 : 32
    let bottom = height - 42
    let place = { (x: Double, y: Double) in
      Drawing.Place(horizontal.position(x, from: left, to: right), vertical.position(y, from: bottom, to: top))
    }

    var drawing = Drawing()
    for (tick, label) in zip(vertical.ticks, labels) {
      let y = place(horizontal.low, tick).y
      drawing.line((left, y), (right, y), color: Drawing.faint, width: 0.7)
      drawing.text(label, at: (left - 6, y + 4), .end)
    }
    for tick in horizontal.ticks {
      let x = place(tick, vertical.low).x
      drawing.line((x, top), (x, bottom), color: Drawing.faint, width: 0.7)
      drawing.line((x, bottom), (x, bottom + 4))
      drawing.text(horizontal.label(tick), at: (x, bottom + 16), .middle)
    }
    if let level, level.isFinite {
      drawing.line(place(horizontal.low, level), place(horizontal.high, level), color: "#777777", dash: "1 3")
    }
    for series in series { series.drawStrands(into: &drawing, at: place) }
    for series in series { series.draw(into: &drawing, at: place) }
    drawing.line((left, bottom), (right, bottom))
    drawing.line((left, top), (left, bottom))

    let middle = (left + right) / 2
    drawing.text(
      Lettering.fitted(title, size: 14.5, width: width - 16), at: (min(middle, width / 2), 18), .middle, size: 13,
      isBold: true)
    drawing.text(Lettering.fitted(xLabel, size: 12, width: width - 16), at: (middle, height - 8), .middle, size: 12)
    drawing.text(yLabel, at: (14, (top + bottom) / 2), .middle, size: 12, isUpright: true)
    return drawing
  }
}

extension LineChart.Series {
  fileprivate typealias Map = (_ x: Double, _ y: Double) -> Drawing.Place

  fileprivate func drawStrands(into drawing: inout Drawing, at place: Map) {
    for strand in strands {
      drawing.path(strand.map { place($0.x, $0.y) }, color: Look(look).color, width: 0.7, opacity: 0.4)
    }
  }

  fileprivate func draw(into drawing: inout Drawing, at place: Map) {
    let look = Look(look)
    if points.contains(where: { $0.interval != nil }) {
      let upper = points.map { place($0.x, $0.ends.upper) }
      let lower = points.map { place($0.x, $0.ends.lower) }
      drawing.area(upper + lower.reversed(), color: look.color, opacity: 0.18)
    }
    drawing.path(points.map { place($0.x, $0.y) }, color: look.color, width: 2, dash: look.dash)
    if points.count == 1 { drawing.dot(place(points[0].x, points[0].y), radius: 3, color: look.color) }
  }
}
