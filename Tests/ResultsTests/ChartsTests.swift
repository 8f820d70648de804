import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct ChartsTests {
  private static let blue = "#0072b2"
  private static let vermillion = "#d55e00"

  private static func chart(_ series: [LineChart.Series]) -> LineChart {
    LineChart(title: "a < b", xLabel: "environment steps", yLabel: "mean return", series: series)
  }

  private static func rising(_ name: String, look: Int = 0) -> LineChart.Series {
    LineChart.Series(
      name: name, look: look,
      points: (0...10).map {
        LineChart.Point(Double($0), Double($0), Interval(lower: Double($0) - 1, upper: Double($0) + 1))
      })
  }

  @Test(
    arguments: [
      ([0, 10], 5, ["0", "2", "4", "6", "8", "10"]), ([0.12, 0.31], 4, ["0.15", "0.20", "0.25", "0.30"]),
      ([-3, 40_000], 3, ["0", "20,000", "40,000"]), ([-1.5, 0.4], 4, ["−1.5", "−1.0", "−0.5", "0.0"]),
    ] as [([Double], Int, [String])])
  func `ticks are round numbers`(values: [Double], count: Int, labels: [String]) {
    let axis = Axis(over: values, ticks: count)
    #expect(axis.ticks.map(axis.label) == labels)
    #expect(axis.low == values.min() && axis.high == values.max())
  }

  @Test(
    arguments: [
      [], [5, 5], [0, 0], [-7], [.nan, .infinity], [1e14, 1e14 + 1], [-1e300, 2], [1e-300, 2e-300], [3, 3 + 1e-12],
    ] as [[Double]])
  func `an axis has a range and ticks, whatever the values`(values: [Double]) {
    let axis = Axis(over: values, ticks: 5)
    #expect(axis.low < axis.high && axis.ticks.count < 20)
    #expect(axis.ticks.allSatisfy { $0.isFinite && !axis.label($0).isEmpty })
    #expect(values.allSatisfy { !$0.isFinite || $0.magnitude > 1e15 || (axis.low...axis.high).contains($0) })
  }

  @Test func `a line chart draws a higher value higher and a later one further right`() throws {
    let svg = Markup(Self.chart([Self.rising("conv")]).svg(width: 400, height: 300))
    #expect(svg.flaw == nil)
    let line = try #require(svg.lines(color: Self.blue).first { $0.count == 11 })
    #expect(zip(line, line.dropFirst()).allSatisfy { $0.x < $1.x && $0.y > $1.y })
    #expect(line.allSatisfy { (0...400).contains($0.x) && (0...300).contains($0.y) })
  }

  @Test func `names are escaped, and what is no number is left out`() {
    var series = Self.rising("<script>\"&'\u{1}")
    series.points.append(LineChart.Point(.nan, 3))
    series.points.append(LineChart.Point(11, .infinity, Interval(lower: .nan, upper: .infinity)))
    let text = Self.chart([series]).svg()
    #expect(Markup(text).flaw == nil)
    #expect(text.contains("&lt;script&gt;&quot;&amp;&#39;\u{fffd}") && text.contains("a &lt; b"))
    let drawn = Markup(text).lines(color: Self.blue).map(\.count)
    #expect(drawn.contains(11) && !drawn.contains(12))
  }

  @Test func `series differ in color and in dashes, and look the same in every chart`() {
    let both = Markup(Self.chart([Self.rising("conv"), Self.rising("coordconv", look: 1)]).svg())
    #expect(both.lines(color: Self.blue).count == 2 && both.lines(color: Self.vermillion).count == 2)
    #expect(both.values(of: "stroke-dasharray", in: "path") == ["7 3", "7 3"])
    let alone = Markup(Self.chart([Self.rising("coordconv", look: 1)]).svg())
    #expect(alone.lines(color: Self.blue).isEmpty && alone.lines(color: Self.vermillion).count == 2)
    let looks = (0..<42).map { Look($0).color + Look($0).dash }
    #expect(Set(looks).count == 42)
  }

  @Test func `a legend breaks into lines and keeps inside the width`() throws {
    let series = (0..<6).map { Self.rising("a variant with a long name \($0)", look: $0) }
    let drawing = Legend(series, width: 300)
    #expect(drawing.height == 6 * 20 + 8)
    let long = String(repeating: "long-", count: 60)
    let fitted = Lettering.fitted(long + "end", size: 12, width: 200)
    #expect(Lettering.width(fitted, size: 12) <= 200 && fitted.hasPrefix("long-") && fitted.hasSuffix("-end"))
    #expect(Legend([], width: 300).height == 0)
  }

  @Test func `an interval is a bar around its estimate, and without one there is a dot`() throws {
    func svg(_ interval: Interval?) -> Markup {
      Markup(
        IntervalChart(
          title: "t", rows: ["conv"],
          panels: [.init(title: "IQM", bars: [.init(0.6, interval, look: 0)], level: 0.5)], xLabel: "score"
        ).svg(width: 400))
    }
    let bar = svg(Interval(lower: 0.4, upper: 0.9))
    #expect(bar.flaw == nil && bar.values(of: "cx", in: "circle").isEmpty)
    #expect(bar.values(of: "fill", in: "path").contains(Self.blue))
    let dot = svg(nil)
    #expect(dot.flaw == nil && dot.values(of: "fill", in: "circle") == [Self.blue])
    #expect(!dot.values(of: "fill", in: "path").contains(Self.blue))
    #expect(svg(Interval(lower: .nan, upper: 2)).flaw == nil)
  }

  @Test func `a terminal shows a rising line rise, within the width`() throws {
    let lines = Self.chart([Self.rising("conv")]).text(width: 60, height: 10)
    #expect(lines.allSatisfy { $0.count <= 60 })
    #expect(lines[0] == "a < b" && lines[1] == "conv" && lines.last?.hasSuffix("environment steps") == true)
    let plot = lines[2..<12].map { line in line.drop { $0 != "│" && $0 != "┤" }.dropFirst() }
    let ends = plot.map(\.count)
    #expect(ends == ends.sorted(by: >) && ends[0] > 50 && ends[9] < 12)
  }

  @Test func `lines of one plot differ in color; without colors each has its own`() {
    let chart = Self.chart([Self.rising("conv"), Self.rising("coordconv", look: 1)])
    let colored = chart.text(isColored: true)
    #expect(colored.contains { $0.contains("\u{1B}[94m") } && colored.contains { $0.contains("\u{1B}[93m") })
    let plain = chart.text(height: 12)
    #expect(!plain.joined().contains("\u{1B}"))
    #expect(plain.firstIndex(of: "conv") == 1 && plain.firstIndex(of: "coordconv") == 8)
    #expect(Self.chart([]).text().last == "  nothing to draw yet")
  }
}
