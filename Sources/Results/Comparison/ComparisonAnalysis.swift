/// Every figure of a comparison, computed once; tables, charts and texts only show it.
///
/// Source: Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice", NeurIPS 2021 (arXiv
/// 2108.13264).
public struct ComparisonAnalysis: Sendable, Equatable {
  /// A variant over all environments, in normalized scores.
  public struct Variant: Sendable, Equatable {
    public let name: String
    public let interquartileMean: Estimate
    public let median: Estimate
    public let mean: Estimate
    /// How far scores fall short of 1, on average; less is better.
    public let optimalityGap: Estimate
    /// Share of runs with a score above each of ``ComparisonAnalysis/thresholds``.
    public let profile: [Estimate]
    /// Interquartile mean in training at each of ``ComparisonAnalysis/efficiencySteps``.
    public let efficiency: [Estimate]
    public let steps: Int
    public let seconds: Double
  }

  /// What raw returns show in one environment.
  public struct Environment: Sendable, Equatable {
    public let name: String
    public let scale: ScoreScale
    /// Interquartile mean of the scores, by variant.
    public let returns: [Estimate]
    /// Of ``curves``; empty where runs have no common steps.
    public let steps: [Double]
    /// Interquartile mean in training at each step, by variant.
    public let curves: [[Estimate]]
    /// Mean return in training by variant, seed and step.
    public let strands: [[[Double]]]
  }

  /// A further variant against the first, paired by seed.
  public struct Contrast: Sendable, Equatable {
    public let variant: String
    /// That a run of the variant scores higher than one of the first; a tie counts for half.
    public let probability: Estimate
    /// Of the interquartile mean of normalized scores.
    public let difference: Estimate
    /// By environment.
    public let probabilities: [Estimate]
    /// Of the interquartile mean of raw returns, by environment.
    public let differences: [Estimate]
  }

  public let results: ComparisonResults
  public let environments: [Environment]
  public let variants: [Variant]
  /// One for every variant but the first.
  public let contrasts: [Contrast]
  /// Of ``Variant/profile``, in normalized score.
  public let thresholds: [Double]
  /// Of ``Variant/efficiency``; empty where runs have no common steps.
  public let efficiencySteps: [Double]

  /// Resamples behind every interval.
  public let repetitions: Int

  /// Whether more than one run shows how runs vary. Otherwise every interval is a meaningless point.
  public var hasIntervals: Bool { results.seeds.count > 1 }

  /// Computes everything; the same results give the same figures.
  ///
  /// - Parameter repetitions: resamples behind every interval, at least 1.
  /// - Throws: ``ComparisonError`` where a run or a return of random play is missing or not finite.
  public init(
    _ results: ComparisonResults, repetitions: Int = Bootstrap.usualRepetitions
  ) throws(ComparisonError) {
    let scores = try ScoreTable(results)
    let bootstrap = Bootstrap(seed: 1, repetitions: repetitions)
    let (environments, variants) = (results.environments.indices, results.variants.indices)

    let normalized = variants.map { scores.normalized(variant: $0) }
    let raw = environments.map { environment in
      variants.map { scores.raw(environment: environment, variant: $0) }
    }
    let thresholds = ComparisonAnalysis.thresholds(normalized)
    let efficiency = scores.efficiency()

    self.results = results
    self.repetitions = repetitions
    self.thresholds = thresholds
    efficiencySteps = efficiency.steps
    self.variants = variants.map { variant in
      let matrix = normalized[variant]
      let runs = results.runs.filter { $0.variant == results.variants[variant] }
      return Variant(
        name: results.variants[variant],
        interquartileMean: bootstrap.estimate(.interquartileMean, of: matrix),
        median: bootstrap.estimate(.median, of: matrix),
        mean: bootstrap.estimate(.mean, of: matrix),
        optimalityGap: bootstrap.estimate(.optimalityGap(target: 1), of: matrix),
        profile: bootstrap.profile(of: matrix, above: thresholds),
        efficiency: bootstrap.estimates(.interquartileMean, of: efficiency.matrices[variant]),
        steps: runs.reduce(0) { $0 + $1.steps }, seconds: runs.reduce(0) { $0 + $1.seconds })
    }
    self.environments = environments.map { environment in
      let curves = scores.curves(environment: environment)
      let rows = variants.map { variant in results.seeds.indices.map { variant * results.seeds.count + $0 } }
      return Environment(
        name: results.environments[environment], scale: scores.scales[environment],
        returns: raw[environment].map { bootstrap.estimate(.interquartileMean, of: $0) },
        steps: curves?.steps ?? [],
        curves: rows.map { rows in curves?.estimates(of: rows, by: bootstrap) ?? [] },
        strands: rows.map { rows in curves.map { curves in rows.map { curves.returns[$0] } } ?? [] })
    }
    contrasts = variants.dropFirst().map { variant in
      Contrast(
        variant: results.variants[variant],
        probability: bootstrap.probabilityOfImprovement(of: normalized[variant], over: normalized[0]),
        difference: bootstrap.pairedDifference(.interquartileMean, of: normalized[variant], over: normalized[0]),
        probabilities: raw.map { bootstrap.probabilityOfImprovement(of: $0[variant], over: $0[0]) },
        differences: raw.map { bootstrap.pairedDifference(.interquartileMean, of: $0[variant], over: $0[0]) })
    }
  }

  /// Evenly from just below the lowest score to just past the highest one.
  private static func thresholds(_ matrices: [ScoreMatrix]) -> [Double] {
    var (low, high) = (Double.infinity, -Double.infinity)
    for matrix in matrices {
      for run in 0..<matrix.runs {
        for task in 0..<matrix.tasks {
          low = min(low, matrix[run, task])
          high = max(high, matrix[run, task])
        }
      }
    }
    let room = max((high - low) * 0.04, 0.01)
    return (0...100).map { low - room + (high - low + 2 * room) * Double($0) / 100 }
  }
}
