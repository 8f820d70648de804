extension LineChart {
  /// The chart as SVG text, `width` pixels wide, with its legend.
  public func svg(width: Double = 640, height: Double = 380) -> String {
    let legend = Legend(series, width: width)
    var drawing = Drawing()
    drawing.place(legend.drawing, at: (0, height))
    drawing.place(self.drawing(width: width, height: height, left: margin(height: height)), at: (0, 0))
    return drawing.svg(width: width, height: height + legend.height, title: title)
  }

  /// Room that the figures on the left take, and the label beside them.
  func margin(height: Double) -> Double {
    let axis = vertical(height: height)
    return 30 + (axis.ticks.map { Lettering.width(axis.label($0), size: 11) }.max() ?? 0)
  }

  private func vertical(height: Double) -> Axis {
    let shown = drawable.flatMap { [$0.points] + $0.strands }.joined()
    let heights = shown.flatMap { [$0.y, $0.ends.lower, $0.ends.upper] } + [level].compactMap { $0 }
    return Axis(over: heights.startingAtZero.padded, ticks: max(3, Int(height / 42)))
  }

  /// The chart without a legend.
  ///
  /// - Parameter left: room left of the plot, the chart's own ``margin(height:)`` at least.
  func drawing(width: Double, height: Double, left: Double) -> Drawing {
    let series = drawable
    let places = series.flatMap { [$0.points] + $0.strands }.joined().map(\.x)
    let horizontal = Axis(over: places.startingAtZero, ticks: min(8, max(3, Int(width / 65))))
    // A figure at the right end reaches past it by half.
    let half = horizontal.ticks.last.map { Lettering.width(horizontal.label($0), size: 11) / 2 } ?? 0
    let plot = PlotArea(
      horizontal: horizontal, vertical: vertical(height: height), left: left, right: width - 14 - half,
      top: title.isEmpty ? 12 : 32, bottom: height - 42)

    var drawing = Drawing()
    plot.drawGrid(into: &drawing)
    if let level, level.magnitude < 1e15 {
      let ends = [horizontal.low, horizontal.high].map { plot.place($0, level) }
      drawing.path(ends, color: "#777777", width: 1, dash: "1 3")
    }
    for series in series { series.drawStrands(into: &drawing, on: plot) }
    for series in series { series.draw(into: &drawing, on: plot) }
    plot.drawAxes(into: &drawing)

    let middle = (left + plot.right) / 2
    let heading = Lettering.fitted(title, size: 14.5, width: width - 16)
    let reach = Lettering.width(heading, size: 14.5) / 2
    drawing.text(heading, at: (min(middle, width - 8 - reach), 18), .middle, size: 13, isBold: true)
    drawing.text(Lettering.fitted(xLabel, size: 12, width: width - 16), at: (middle, height - 8), .middle, size: 12)
    let edge = left - margin(height: height)
    drawing.text(yLabel, at: (edge + 14, (plot.top + plot.bottom) / 2), .middle, size: 12, isUpright: true)
    return drawing
  }
}

/// Where the lines of a chart lie, in pixels, and what their places mean.
private struct PlotArea {
  let horizontal: Axis
  let vertical: Axis
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  func place(_ x: Double, _ y: Double) -> Drawing.Place {
    (horizontal.position(x, from: left, to: right), vertical.position(y, from: bottom, to: top))
  }

  func drawGrid(into drawing: inout Drawing) {
    for tick in vertical.ticks {
      let y = place(horizontal.low, tick).y
      drawing.line((left, y), (right, y), color: Drawing.faint, width: 0.7)
      drawing.text(vertical.label(tick), at: (left - 6, y + 4), .end)
    }
    for tick in horizontal.ticks {
      let x = place(tick, vertical.low).x
      drawing.line((x, top), (x, bottom), color: Drawing.faint, width: 0.7)
      drawing.line((x, bottom), (x, bottom + 4))
      drawing.text(horizontal.label(tick), at: (x, bottom + 16), .middle)
    }
  }

  func drawAxes(into drawing: inout Drawing) {
    drawing.line((left, bottom), (right, bottom))
    drawing.line((left, top), (left, bottom))
  }
}

extension LineChart.Series {
  fileprivate func drawStrands(into drawing: inout Drawing, on plot: PlotArea) {
    for strand in strands {
      drawing.path(strand.map { plot.place($0.x, $0.y) }, color: Look(look).color, width: 0.7, opacity: 0.4)
    }
  }

  fileprivate func draw(into drawing: inout Drawing, on plot: PlotArea) {
    let look = Look(look)
    if points.contains(where: { $0.interval != nil }) {
      let upper = points.map { plot.place($0.x, $0.ends.upper) }
      let lower = points.map { plot.place($0.x, $0.ends.lower) }
      drawing.area(upper + lower.reversed(), color: look.color, opacity: 0.18)
    }
    drawing.path(points.map { plot.place($0.x, $0.y) }, color: look.color, width: 2, dash: look.dash)
    if points.count == 1 { drawing.dot(plot.place(points[0].x, points[0].y), radius: 3, color: look.color) }
  }
}
