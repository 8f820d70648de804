/// How well an environment is played, as a measure for an agent: by chance, and by someone who plays it well.
public struct ReferenceScores: Sendable, Equatable {
  /// A return that a good player reaches.
  public struct Ceiling: Sendable, Equatable {
    public let score: Double
    /// Where the figure comes from, in words.
    public let source: String
  }

  /// Mean return of random play over whole episodes.
  public let randomMean: Double
  /// Standard error of the mean.
  public let randomError: Double
  /// Nil where nobody has said.
  public let ceiling: Ceiling?

  private init(random mean: Double, _ error: Double, ceiling: Double? = nil, _ source: String = "") {
    randomMean = mean
    randomError = error
    self.ceiling = ceiling.map { Ceiling(score: $0, source: source) }
  }

  /// By environment. Scripts/measure_random_scores.sh prints the lines.
  static let table: [String: ReferenceScores] = [
    "minatar/breakout": ReferenceScores(random: 0.393, 0.015),
    "minatar/space-invaders": ReferenceScores(random: 4.045, 0.072),
  ]
}

extension EnvironmentEntry {
  /// Nil where nothing was measured: other options and wrappers make another game.
  public var referenceScores: ReferenceScores? { ReferenceScores.table[name] }
}
