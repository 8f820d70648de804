/// What is missing or wrong in results that are to be compared.
public enum ComparisonError: Error, Equatable, CustomStringConvertible {
  /// No environment, no variant or no seed.
  case nothingToCompare
  case missingRun(environment: String, variant: String, seed: UInt64)
  /// A score that is not finite.
  case badScore(environment: String, variant: String, seed: UInt64, score: String)
  /// No finite mean return of random play.
  case missingRandomReturn(environment: String)

  public var description: String {
    switch self {
    case .nothingToCompare: "nothing to compare: expected at least one environment, one variant and one seed"
    case .missingRun(let environment, let variant, let seed):
      "the run of \(variant) on \(environment) with seed \(seed) is missing"
    case .badScore(let environment, let variant, let seed, let score):
      "the score of \(variant) on \(environment) with seed \(seed) is \(score); it must be a finite number"
    case .missingRandomReturn(let environment): "no mean return of random play is known for \(environment)"
    }
  }
}
