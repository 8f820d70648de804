import Foundation
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct ComparisonReportTests {
  private static let usual = Result { try ComparisonExample.analysis(ComparisonExample.results(seeds: 5)) }

  private func verdict(_ seeds: Int, advantage: Double, spread: Double = 0.1, variants: Int = 2) throws -> [String] {
    try ComparisonExample.analysis(
      ComparisonExample.results(
        environments: ["e", "f"], variants: Array(["conv", "coordconv", "third"].prefix(variants)), seeds: seeds,
        advantage: advantage, spread: spread)
    ).verdict
  }

  @Test func `the verdict follows the interval`() throws {
    let better = try verdict(5, advantage: 0.6)
    #expect(better.count == 2 && better[0].hasPrefix("coordconv scores higher than conv: "))
    #expect(better[0].contains("excludes 0.5. By environment it is higher in e, f. Paired by seed"))
    let worse = try verdict(5, advantage: -0.6)
    #expect(worse[0].hasPrefix("coordconv scores lower than conv: ") && worse[0].contains("excludes 0.5"))
    let same = try verdict(5, advantage: 0, spread: 0.4)
    #expect(same[0].hasPrefix("The data do not separate coordconv from conv: ") && same[0].contains("includes 0.5"))
    #expect(same[0].hasSuffix("an interval that includes 0."))
  }

  @Test(arguments: [-0.3, -0.2, -0.15, -0.1, 0.05, 0.1, 0.15, 0.2, 0.25])
  func `a difference is claimed only where the interval excludes one half`(advantage: Double) throws {
    let analysis = try ComparisonExample.analysis(
      ComparisonExample.results(environments: ["e", "f"], seeds: 5, advantage: advantage, spread: 0.4))
    let ends = analysis.contrasts[0].probability.interval
    let verdict = analysis.verdict[0]
    #expect(verdict.hasPrefix("ppo coordconv scores higher") == (ends.lower > 0.5))
    #expect(verdict.hasPrefix("ppo coordconv scores lower") == (ends.upper < 0.5))
    #expect(verdict.contains("interval excludes 0.5") != verdict.hasPrefix("The data do not separate"))
  }

  @Test func `few seeds are called a hint, one an anecdote, and one variant no comparison`() throws {
    #expect(try verdict(3, advantage: 0.6)[1].hasPrefix("3 seeds are few"))
    let one = try verdict(1, advantage: 0.6, variants: 3)
    #expect(one[0].hasPrefix("One seed is an anecdote"))
    #expect(one[1] == "With this seed coordconv scored higher than conv in 2 of 2 environments." && one.count == 3)
    #expect(try verdict(5, advantage: 0, variants: 1) == ["There is one variant only, so nothing is compared."])
  }

  @Test func `a terminal shows the verdict, every figure and the command`() throws {
    let analysis = try Self.usual.get()
    let lines = analysis.lines()
    #expect(lines[0] == "ppo coordconv against ppo conv on 3 environments")
    let sentences = analysis.lines(width: 50).prefix { !$0.hasPrefix("environment ") }
    #expect(sentences.count > 10 && sentences.allSatisfy { $0.count <= 50 })
    #expect(!lines.joined().contains("\u{a0}") && lines.last == "again: " + analysis.results.command)
    let probability = analysis.contrasts[0].probability
    let text = "\(probability.value.fixed(2)) [\(probability.interval.lower.fixed(2)), "
    #expect(lines.contains { $0.hasPrefix("ppo coordconv") && $0.contains(text) })
    #expect(lines.contains { $0.hasPrefix("together") && $0.contains(150_036_480.grouped) })
  }

  @Test func `one seed has no intervals anywhere`() throws {
    let analysis = try ComparisonExample.analysis(ComparisonExample.results(environments: ["e"], seeds: 1))
    #expect(!analysis.lines().contains { $0.contains("[") } && !analysis.html.contains("Shaded"))
    #expect(!analysis.html.contains("bootstrap") && Markup(analysis.html).flaw == nil)
    #expect(analysis.curvesCSV.split(separator: "\n").dropFirst().allSatisfy { $0.hasSuffix(",,") })
    #expect(!Markup(analysis.html).values(of: "cx", in: "circle").isEmpty)
  }

  @Test func `the page needs nothing beside itself and is in order`() throws {
    let analysis = try Self.usual.get()
    let page = analysis.html
    #expect(Markup(page).flaw == nil)
    let outside = page.replacing("http://www.w3.org/2000/svg", with: "")
    for word in ["http", "<script", "src=", "@import", "url("] { #expect(!outside.contains(word), "\(word)") }
    let marks = ["<h1>", "scores higher than", "rlcoord compare", "<table>", "Figure 1.", "Figure 5.", "Every run"]
    let places = marks.compactMap { page.firstRange(of: $0)?.lowerBound }
    #expect(places.count == marks.count && places == places.sorted())
    #expect(page.contains("arXiv:2108.13264") && page.contains("oneDNN 2.6.3"))
    for run in analysis.results.runs { #expect(page.contains("<td>\(run.score.fixed(3))</td>")) }
  }

  @Test func `names from outside do no harm`() throws {
    let analysis = try ComparisonExample.analysis(
      ComparisonExample.results(environments: ["e,<1>"], variants: ["a\"b\"", "<script>"], seeds: 2))
    #expect(Markup(analysis.html).flaw == nil && !analysis.html.contains("<script"))
    let csv = analysis.csv.split(separator: "\n")
    #expect(csv.count == 5 && csv[1].hasPrefix("\"e,<1>\",\"a\"\"b\"\"\",1,"))
  }

  @Test func `there is a line for every run and for every point of a curve`() throws {
    let analysis = try Self.usual.get()
    let runs = analysis.csv.split(separator: "\n")
    #expect(runs[0] == "environment,variant,seed,score,normalized_score,steps,seconds" && runs.count == 31)
    let cells = runs[1].split(separator: ",")
    #expect(Double(cells[3]) == analysis.results.runs[0].score && cells[5] == "5001216")
    let curves = analysis.curvesCSV.split(separator: "\n")
    #expect(curves[0] == "environment,variant,steps,interquartile_mean,lower,upper" && curves.count == 1 + 3 * 2 * 50)
  }

  @Test func `the report is three files in a folder`() throws {
    let analysis = try ComparisonExample.analysis(ComparisonExample.results(environments: ["e"], seeds: 1))
    try withTemporaryFolder { folder in
      try analysis.write(into: folder.path)
      let written = { (name: String) in try String(contentsOf: folder.appending(path: name), encoding: .utf8) }
      #expect(try written("report.html") == analysis.html && written("runs.csv") == analysis.csv)
      #expect(try written("curves.csv") == analysis.curvesCSV)
      #expect(throws: FileError.self) { try analysis.write(into: folder.path + "/nothing") }
    }
  }
}
