extension ComparisonAnalysis {
  /// What is compared, in one line.
  var title: String {
    let count = environments.count
    let place = count == 1 ? environments[0].name : "\(count) environments"
    let rest = results.variants.dropFirst()
    return switch rest.count {
    case 0: "\(results.variants[0]) on \(place)"
    case 1: "\(rest[1]) against \(results.variants[0]) on \(place)"
    default: "\(rest.count) variants against \(results.variants[0]) on \(place)"
    }
  }

  /// How much lies behind it, in one line.
  var extent: String {
    let seeds = results.seeds.count.counted("seed")
    let runs = results.runs.count.counted("run")
    let steps = results.runs.reduce(0) { $0 + $1.steps }
    return "\(seeds), \(runs), \(steps.grouped) environment steps, \(results.wallSeconds.clock) from start to end"
  }

  /// Raw returns, random play among them.
  var environmentTable: FigureTable {
    let contrasted = hasIntervals && !contrasts.isEmpty
    let rows = environments.enumerated().flatMap { index, environment in
      let places = Figures.places(for: environment.returns.map(\.value))
      let text = { (estimate: Estimate, isSigned: Bool) in
        Figures.text(estimate, places: places, hasInterval: hasIntervals, isSigned: isSigned)
      }
      return [[environment.name, "random play", typographic(environment.scale.random.fixed(places)), "", ""]]
        + variants.indices.map { variant in
          let contrast = variant == 0 ? nil : contrasts[variant - 1]
          return [
            environment.name, variants[variant].name, text(environment.returns[variant], false),
            contrast.map { text($0.differences[index], true) } ?? "",
            contrast.map { Figures.text($0.probabilities[index], places: 2, hasInterval: hasIntervals) } ?? "",
          ]
        }
    }
    let kept = contrasted ? 5 : contrasts.isEmpty ? 3 : 4
    return FigureTable(
      headings: Array(["environment", "variant", "return", "difference", "P(improves)"].prefix(kept)),
      rows: rows.map { Array($0.prefix(kept)) }, names: 2)
  }

  /// Normalized scores over all environments.
  var aggregateTable: FigureTable {
    FigureTable(
      headings: ["variant", "IQM", "median", "mean", "optimality gap"],
      rows: variants.map { variant in
        [variant.name]
          + [variant.interquartileMean, variant.median, variant.mean, variant.optimalityGap].map {
            Figures.text($0, places: 2, hasInterval: hasIntervals)
          }
      }, names: 1)
  }

  /// Every further variant against the first.
  var contrastTable: FigureTable {
    FigureTable(
      headings: ["over \(results.variants[0])", "probability of improvement", "difference of IQM"],
      rows: contrasts.map {
        [
          $0.variant, Figures.text($0.probability, places: 2, hasInterval: hasIntervals),
          Figures.text($0.difference, places: 2, hasInterval: hasIntervals, isSigned: true),
        ]
      }, names: 1)
  }

  /// What it cost.
  var costTable: FigureTable {
    let total = variants.reduce((steps: 0, seconds: 0.0)) { ($0.steps + $1.steps, $0.seconds + $1.seconds) }
    let row = { (name: String, steps: Int, seconds: Double) in
      let rate = seconds > 0 ? Int(min(1e15, Double(steps) / seconds)).grouped : "–"
      return [name, steps.grouped, seconds.clock, rate]
    }
    return FigureTable(
      headings: ["variant", "steps", "training time", "steps/s"],
      rows: variants.map { row($0.name, $0.steps, $0.seconds) } + [row("together", total.steps, total.seconds)],
      names: 1)
  }

  /// Every run.
  var runTable: FigureTable {
    FigureTable(
      headings: ["environment", "variant", "seed", "score", "normalized", "steps", "time"],
      rows: orderedRuns.map { run, normalized in
        [
          run.environment, run.variant, "\(run.seed)", typographic(run.score.fixed(3)),
          typographic(normalized.fixed(3)), run.steps.grouped, run.seconds.clock,
        ]
      }, names: 2)
  }

  /// What 0 and 1 stand for.
  var scaleTable: FigureTable {
    FigureTable(
      headings: ["environment", "0: random play", "1 lies above it by"],
      rows: environments.map {
        [$0.name, typographic($0.scale.random.fixed(3)), typographic($0.scale.unit.fixed(3))]
      }, names: 1)
  }

  /// Of every environment whose runs give no unit.
  var scaleNotes: [String] {
    environments.filter { !$0.scale.isAboveRandom }.map {
      "In \($0.name) the runs are on average no better than random play; there the unit of normalized scores is "
        + "\($0.scale.unit.fixed(2)), the larger magnitude of the two means or 1."
    }
  }

  /// In the order asked for, with their normalized scores.
  var orderedRuns: [(run: ComparisonResults.Run, normalized: Double)] {
    environments.flatMap { environment in
      results.variants.flatMap { variant in
        results.seeds.compactMap { seed in
          results.runs.first { $0.seed == seed && $0.variant == variant && $0.environment == environment.name }
        }.map { ($0, environment.scale.normalized($0.score)) }
      }
    }
  }
}
