import Foundation
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct ComparisonPlotTests {
  private static func curve(_ environment: String, _ label: String, _ level: Double) -> CurvePlot.Curve {
    CurvePlot.Curve(
      environment: environment, label: label,
      points: (1...20).map { .init(steps: $0 * 100_000, meanReturn: level * Double($0)) })
  }

  @Test func `there is a chart for every environment and a line for every label`() {
    let plot = CurvePlot([
      Self.curve("e", "conv", 1), Self.curve("f", "conv", 1), Self.curve("e", "coordconv", 3),
      Self.curve("e", "conv", 2), Self.curve("f", "third", 2),
    ])
    #expect(plot.charts.map(\.title) == ["e", "f"])
    #expect(plot.charts.map { $0.series.map(\.name) } == [["conv", "coordconv"], ["conv", "third"]])
    // A label keeps its look where another one is missing.
    #expect(plot.charts.map { $0.series.map(\.look) } == [[0, 1], [0, 2]])
    #expect(plot.charts[0].xLabel == "environment steps (millions)")
  }

  @Test func `one run is drawn as it is, several as their mean with an interval`() throws {
    let plot = CurvePlot([Self.curve("e", "one", 5), Self.curve("e", "two", 1), Self.curve("e", "two", 3)])
    let series = plot.charts[0].series
    #expect(series[0].points.count == 20 && series[0].strands.isEmpty && series[0].points[0].interval == nil)
    #expect(series[1].points.count == 50 && series[1].strands.count == 2)
    let last = try #require(series[1].points.last)
    #expect(abs(last.y - 40) < 1e-9 && last.x == 2)
    #expect(last.interval == Interval(lower: 20, upper: 60))
  }

  @Test func `runs that share no steps are drawn without a mean`() {
    let late = CurvePlot.Curve(
      environment: "e", label: "a",
      points: [.init(steps: 9_000_000, meanReturn: 1), .init(steps: 9_500_000, meanReturn: 2)])
    let plot = CurvePlot([Self.curve("e", "a", 1), late])
    #expect(plot.charts[0].series[0].points.isEmpty && plot.charts[0].series[0].strands.count == 2)
    #expect(Markup(plot.svg).flaw == nil && plot.lines().count > 8)
  }

  @Test func `a run without an episode is left out`() {
    let empty = CurvePlot.Curve(environment: "e", label: "a", points: [.init(steps: 1, meanReturn: .nan)])
    #expect(CurvePlot([empty]).charts.isEmpty)
    #expect(CurvePlot([empty]).lines() == ["nothing to draw yet: no run has finished an episode"])
    #expect(Markup(CurvePlot([empty]).html).flaw == nil)
  }

  @Test func `the ending of the name decides what is written`() throws {
    let plot = CurvePlot([Self.curve("e", "a", 1), Self.curve("f", "a", 2)])
    #expect(plot.lines().allSatisfy { $0.count <= 80 })
    try withTemporaryFolder { folder in
      let path = { (name: String) in folder.appending(path: name).path }
      try plot.write(to: path("plot.svg"))
      try plot.write(to: path("plot.html"))
      let svg = try String(contentsOfFile: path("plot.svg"), encoding: .utf8)
      let html = try String(contentsOfFile: path("plot.html"), encoding: .utf8)
      #expect(svg.hasPrefix("<svg") && Markup(svg).flaw == nil)
      #expect(html.hasPrefix("<!DOCTYPE html>") && html.contains(svg) && Markup(html).flaw == nil)
      #expect(throws: CurvePlotError.unknownEnding("plot.png")) { try plot.write(to: "plot.png") }
      #expect(throws: CurvePlotError.self) { try plot.write(to: path("nothing/plot.svg")) }
      #expect("\(CurvePlotError.unknownEnding("plot.png"))".hasSuffix("its name must end in .svg or .html"))
    }
  }
}
