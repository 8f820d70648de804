/// Several charts of the same series beside and beneath each other, with one legend.
public struct ChartGrid: Sendable, Equatable {
  public var title: String
  public var charts: [LineChart]

  public init(title: String, charts: [LineChart]) {
    self.title = title
    self.charts = charts
  }

  /// The charts as SVG text; one alone fills the width, more share it.
  ///
  /// - Parameter width: in pixels.
  public func svg(width: Double = 800) -> String {
    let columns = min(charts.count, charts.count > 6 ? 3 : 2)
    guard columns > 0 else { return Drawing().svg(width: width, height: 1, title: title) }
    let cell = (
      width: width / Double(columns),
      height: columns == 1 ? width * 0.5 : width / Double(columns) * (columns == 2 ? 0.68 : 0.8)
    )
    let rows = (charts.count + columns - 1) / columns
    let legend = Legend(charts.flatMap(\.series), width: width)
    // The same for all, so that the plots line up.
    let left = charts.map { $0.margin(height: cell.height) }.max() ?? 0
    var drawing = Drawing()
    for (index, chart) in charts.enumerated() {
      let place = (x: Double(index % columns) * cell.width, y: Double(index / columns) * cell.height)
      drawing.place(chart.drawing(width: cell.width, height: cell.height, left: left), at: place)
    }
    let height = Double(rows) * cell.height
    drawing.place(legend.drawing, at: (0, height))
    return drawing.svg(width: width, height: height + legend.height, title: title)
  }
}
