/// The runs of a comparison by environment, variant and seed, in the order asked for.
struct ScoreTable {
  let scales: [ScoreScale]
  private let results: ComparisonResults
  private let runs: [[[ComparisonResults.Run]]]

  init(_ results: ComparisonResults) throws(ComparisonError) {
    guard !results.environments.isEmpty, !results.variants.isEmpty, !results.seeds.isEmpty else {
      throw .nothingToCompare
    }
    self.results = results
    var runs: [[[ComparisonResults.Run]]] = []
    var scales: [ScoreScale] = []
    for environment in results.environments {
      var byVariant: [[ComparisonResults.Run]] = []
      for variant in results.variants {
        var bySeed: [ComparisonResults.Run] = []
        for seed in results.seeds { bySeed.append(try ScoreTable.run(environment, variant, seed, of: results)) }
        byVariant.append(bySeed)
      }
      guard let random = results.randomReturns[environment], random.isReturn else {
        throw .missingRandomReturn(environment: environment)
      }
      scales.append(ScoreScale(random: random, scores: byVariant.flatMap { $0.map(\.score) }))
      runs.append(byVariant)
    }
    self.runs = runs
    self.scales = scales
  }

  private static func run(
    _ environment: String, _ variant: String, _ seed: UInt64, of results: ComparisonResults
  ) throws(ComparisonError) -> ComparisonResults.Run {
    let isWanted = { (run: ComparisonResults.Run) in
      run.seed == seed && run.variant == variant && run.environment == environment
    }
    guard let run = results.runs.first(where: isWanted) else {
      throw .missingRun(environment: environment, variant: variant, seed: seed)
    }
    guard run.score.isReturn else {
      throw .badScore(environment: environment, variant: variant, seed: seed, score: "\(run.score)")
    }
    return run
  }

  /// Scores as they are: a row a seed.
  func raw(environment: Int, variant: Int) -> ScoreMatrix {
    ScoreMatrix(runs[environment][variant].map { [$0.score] })
  }

  /// Normalized scores: a row a seed, a column an environment.
  func normalized(variant: Int) -> ScoreMatrix {
    ScoreMatrix(
      results.seeds.indices.map { seed in
        zip(runs, scales).map { runs, scale in scale.normalized(runs[variant][seed].score) }
      })
  }

  /// Curves of one environment on common steps: a row for every variant and seed.
  func curves(environment: Int) -> AlignedCurves? { AlignedCurves(runs[environment].joined().map(\.curve)) }

  /// Normalized returns in training at steps that all runs have: for every variant and step the scores.
  func efficiency() -> (steps: [Double], matrices: [[ScoreMatrix]]) {
    guard let curves = AlignedCurves(runs.joined().joined().map(\.curve)) else {
      return ([], results.variants.map { _ in [] })
    }
    let (variants, seeds) = (results.variants.count, results.seeds.count)
    return (
      curves.steps,
      results.variants.indices.map { variant in
        curves.steps.indices.map { step in
          ScoreMatrix(
            results.seeds.indices.map { seed in
              scales.enumerated().map { environment, scale in
                scale.normalized(curves.returns[(environment * variants + variant) * seeds + seed][step])
              }
            })
        }
      }
    )
  }
}
