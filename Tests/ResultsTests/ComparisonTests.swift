import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct ComparisonTests {
  /// Two variants with four scores each.
  private static func results(_ first: [Double], _ second: [Double], random: Double = 0) -> ComparisonResults {
    var results = ComparisonExample.results(environments: ["e"], variants: ["a", "b"], seeds: first.count)
    for (index, score) in (first + second).enumerated() {
      results.runs[index].score = score
      results.runs[index].curve = [.init(steps: 10, meanReturn: 0), .init(steps: 20, meanReturn: score)]
    }
    results.randomReturns = ["e": random]
    return results
  }

  @Test func `figures are those worked out by hand`() throws {
    let analysis = try ComparisonExample.analysis(Self.results([1, 2, 3, 4], [3, 4, 5, 6]))
    #expect(analysis.environments[0].returns.map(\.value) == [2.5, 4.5])
    #expect(analysis.environments[0].scale.reference == 3.5)
    let contrast = try #require(analysis.contrasts.first)
    #expect(contrast.variant == "b" && contrast.differences[0].value == 2)
    #expect(contrast.probability.value == 0.875 && contrast.probabilities == [contrast.probability])
    #expect(abs(analysis.variants[1].interquartileMean.value - 4.5 / 3.5) < 1e-12)
    // The last two of b reach 1, the others of b fall short by 0.5 / 3.5 and nothing.
    #expect(abs(analysis.variants[1].optimalityGap.value - 0.5 / 3.5 / 4) < 1e-12)
    #expect(analysis.variants[0].profile.first?.value == 1 && analysis.variants[0].profile.last?.value == 0)
    #expect(analysis.environments[0].curves[1].last?.value == 4.5 && analysis.environments[0].steps.last == 20)
    #expect(analysis.variants[1].efficiency.count == 50 && analysis.efficiencySteps.first == 10)
  }

  @Test func `a return in training is brought to the scale of its own environment`() throws {
    var results = ComparisonExample.results(environments: ["e", "f"], variants: ["a", "b", "c"], seeds: 2)
    for index in results.runs.indices {
      let score = results.runs[index].score
      results.runs[index].curve = [.init(steps: 0, meanReturn: score), .init(steps: 100, meanReturn: score)]
    }
    for variant in try ComparisonExample.analysis(results).variants {
      #expect(variant.efficiency.allSatisfy { abs($0.value - variant.interquartileMean.value) < 1e-9 })
    }
  }

  @Test func `0 is random play and 1 the mean of all runs`() {
    let scale = ScoreScale(random: 2, scores: [4, 6, 8])
    #expect(scale.normalized(2) == 0 && scale.normalized(6) == 1 && scale.normalized(8) == 1.5)
    #expect(scale.isAboveRandom)
  }

  @Test(arguments: [(-21.0, [-21.0, -21], 21.0), (0, [0, 0], 1), (5, [-40, -10], 25), (0.1, [0.1 + 1e-17], 1)])
  func `runs no better than random play are scaled by the larger magnitude`(
    random: Double, scores: [Double], unit: Double
  ) throws {
    let scale = ScoreScale(random: random, scores: scores)
    #expect(scale.unit == unit && !scale.isAboveRandom)
    #expect(scale.normalized(random) == 0 && scale.normalized(random + unit) == 1)
    var results = Self.results([scores[0], scores[0]], [scores[0], scores[0]], random: random)
    results.randomReturns = ["e": max(random, scores[0])]
    let analysis = try ComparisonExample.analysis(results)
    #expect(analysis.lines(width: 200).contains { $0.contains("no better than random play") })
    #expect(analysis.html.contains("no better than random play"))
  }

  @Test func `the order of runs does not matter`() throws {
    let results = ComparisonExample.results(environments: ["e", "f"], seeds: 2)
    var turned = results
    turned.runs.reverse()
    let (one, other) = (try ComparisonExample.analysis(results), try ComparisonExample.analysis(turned))
    #expect(one.html == other.html && one.csv == other.csv && one.curvesCSV == other.curvesCSV)
  }

  @Test func `what is missing is reported`() {
    func problem(_ change: (inout ComparisonResults) -> Void) -> String {
      var results = ComparisonExample.results(environments: ["e"], seeds: 2)
      change(&results)
      do {
        _ = try ComparisonExample.analysis(results)
        return ""
      } catch { return "\(error)" }
    }
    #expect(problem { $0.runs.removeLast() } == "the run of ppo coordconv on e with seed 2 is missing")
    #expect(
      problem { $0.runs[0].score = .nan }
        == "the score of ppo conv on e with seed 1 is nan; it must be a finite number")
    #expect(problem { $0.randomReturns = [:] } == "no mean return of random play is known for e")
    #expect(problem { $0.seeds = [] }.hasPrefix("nothing to compare: "))
  }

  @Test func `curves are read at common steps, in straight lines between their points`() throws {
    let curves = try #require(
      AlignedCurves([
        [.init(steps: 0, meanReturn: 0), .init(steps: 1000, meanReturn: 10)],
        [
          .init(steps: 20, meanReturn: 5), .init(steps: 30, meanReturn: .nan), .init(steps: 20, meanReturn: 99),
          .init(steps: 510, meanReturn: 5),
        ],
      ]))
    #expect(curves.steps.count == 50 && curves.steps.first == 20 && curves.steps.last == 510)
    #expect(zip(curves.steps, curves.returns[0]).allSatisfy { abs($0 / 100 - $1) < 1e-12 })
    #expect(curves.returns[1].allSatisfy { abs($0 - 5) < 1e-12 })
    #expect(AlignedCurves([[.init(steps: 0, meanReturn: 1)], []]) == nil)
    #expect(AlignedCurves([[.init(steps: 0, meanReturn: 1)], [.init(steps: 9, meanReturn: 1)]]) == nil)
    #expect(AlignedCurves([[.init(steps: 7, meanReturn: 1)]])?.returns == [[1]])
  }

  @Test func `a run without a curve leaves the other figures`() throws {
    var results = Self.results([1, 2], [2, 3])
    results.runs[1].curve = []
    let analysis = try ComparisonExample.analysis(results)
    #expect(analysis.environments[0].steps.isEmpty && analysis.contrasts[0].probability.value == 0.875)
    #expect(!analysis.html.contains("Learning curves:") && analysis.curvesCSV.split(separator: "\n").count == 1)
  }
}
