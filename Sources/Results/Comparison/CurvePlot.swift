/// Learning curves of runs, drawn together: a chart for every environment, a line for every label.
///
/// Several curves with one label are seeds of the same: their line is the interquartile mean with its 95 % interval, and
/// each is drawn thin beneath.
public struct CurvePlot: Sendable, Equatable {
  /// The curve of one run.
  public struct Curve: Sendable, Equatable {
    public var environment: String
    /// What the run is called in the legend, its seed apart.
    public var label: String
    public var points: [ComparisonResults.Point]

    public init(environment: String, label: String, points: [ComparisonResults.Point]) {
      self.environment = environment
      self.label = label
      self.points = points
    }
  }

  /// A chart for every environment, in the order of the curves.
  public let charts: [LineChart]
  private let table: FigureTable

  /// Computes all lines; curves without a point are left out.
  public init(_ curves: [Curve]) {
    let curves = curves.filter { curve in curve.points.contains { $0.meanReturn.isReturn } }
    let labels = CurvePlot.unique(curves.map(\.label))
    let groups = CurvePlot.unique(curves.map(\.environment)).map { environment in
      (environment, curves.filter { $0.environment == environment })
    }
    charts = groups.map { environment, curves in
      let unit = StepUnit(upTo: Double(curves.flatMap { $0.points.map(\.steps) }.max() ?? 0))
      return LineChart(
        title: environment, xLabel: unit.label, yLabel: "mean return",
        series: labels.enumerated().compactMap { look, label in
          let curves = curves.filter { $0.label == label }.map(\.points)
          return curves.isEmpty ? nil : CurvePlot.series(curves, name: label, look: look, unit: unit)
        })
    }
    table = FigureTable(
      headings: ["environment", "label", "steps", "last mean return"],
      rows: groups.flatMap { environment, curves in
        curves.compactMap { curve in
          guard let last = curve.points.last(where: { $0.meanReturn.isReturn }) else { return nil }
          return [environment, curve.label, last.steps.grouped, typographic(last.meanReturn.fixed(3))]
        }
      }, names: 2)
  }

  private static func series(
    _ curves: [[ComparisonResults.Point]], name: String, look: Int, unit: StepUnit
  ) -> LineChart.Series {
    let plain = curves.map { curve in curve.map { LineChart.Point(Double($0.steps) / unit.size, $0.meanReturn) } }
    if plain.count == 1 { return LineChart.Series(name: name, look: look, points: plain[0]) }
    guard let aligned = AlignedCurves(curves) else {
      // Runs that share no steps have no mean; each can still be seen.
      return LineChart.Series(name: name, look: look, points: [], strands: plain)
    }
    return LineChart.Series(
      name: name, look: look, steps: aligned.steps, unit: unit,
      estimates: aligned.estimates(of: Array(curves.indices), by: Bootstrap(seed: 1)), hasIntervals: true,
      strands: aligned.returns)
  }

  private static func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private var grid: ChartGrid { ChartGrid(title: "Learning curves", charts: charts) }

  /// All charts in one picture.
  public var svg: String { grid.svg() }

  /// The charts on one page that needs nothing beside itself.
  public var html: String {
    var page = Page(title: "Learning curves", subtitle: "\(table.rows.count) runs")
    page.figure(
      svg,
      caption: "Mean return of the latest episodes in training. Where several runs share a label, the line is their "
        + "interquartile mean, the shade its 95\u{a0}% interval from a bootstrap at each point, and thin lines are the runs."
    )
    page.table(table, caption: "Where the curves end.")
    return page.html
  }

  /// The charts for a terminal; the arguments are those of ``LineChart/text(width:height:isColored:)``.
  public func lines(width: Int = 80, isColored: Bool = false) -> [String] {
    guard !charts.isEmpty else { return ["nothing to draw yet: no run has finished an episode"] }
    return Array(charts.map { $0.text(width: width, isColored: isColored) }.joined(separator: [""]))
  }

  /// Writes the charts by the file's ending: `.svg` or `.html`.
  public func write(to path: String) throws(CurvePlotError) {
    let text = path.hasSuffix(".svg") ? svg : path.hasSuffix(".html") ? html : nil
    guard let text else { throw .unknownEnding(path) }
    do throws(FileError) {
      try File.replace(path, with: Array(text.utf8))
    } catch { throw .file(error) }
  }
}

/// Why a plot was not written.
public enum CurvePlotError: Error, Equatable, CustomStringConvertible {
  case unknownEnding(String)
  case file(FileError)

  public var description: String {
    switch self {
    case .unknownEnding(let path): "cannot write a chart to '\(path)': its name must end in .svg or .html"
    case .file(let error): error.description
    }
  }
}
