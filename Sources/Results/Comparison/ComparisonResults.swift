/// What a comparison measured: every run's end and the way there, before any statistics.
public struct ComparisonResults: Sendable, Equatable {
  /// One trained and evaluated agent.
  public struct Run: Sendable, Equatable {
    public var environment: String
    /// What is compared, such as `ppo coordconv`.
    public var variant: String
    public var seed: UInt64
    /// Mean return over the final evaluation's episodes, undiscounted.
    public var score: Double
    /// Mean return of the latest episodes in training, as it went; steps ascend.
    public var curve: [Point]
    /// Environment steps taken.
    public var steps: Int
    /// That training took, evaluation apart.
    public var seconds: Double

    public init(
      environment: String, variant: String, seed: UInt64, score: Double, curve: [Point], steps: Int, seconds: Double
    ) {
      self.environment = environment
      self.variant = variant
      self.seed = seed
      self.score = score
      self.curve = curve
      self.steps = steps
      self.seconds = seconds
    }
  }

  /// A point of a learning curve.
  public struct Point: Sendable, Equatable {
    public var steps: Int
    public var meanReturn: Double

    public init(steps: Int, meanReturn: Double) {
      self.steps = steps
      self.meanReturn = meanReturn
    }
  }

  /// The command that repeats it.
  public var command: String
  /// In the order asked for.
  public var environments: [String]
  /// In the order asked for; the first is what the others are compared with.
  public var variants: [String]
  public var seeds: [UInt64]
  /// Every environment with every variant and every seed, once.
  public var runs: [Run]
  /// Mean return of random play by environment.
  public var randomReturns: [String: Double]
  /// Episodes behind every score.
  public var evaluationEpisodes: Int
  /// From the first run's start to the last one's end, pauses apart.
  public var wallSeconds: Double
  /// Version and machine, for a reader who wants to repeat it: name and value.
  public var facts: [Fact]

  /// One thing worth knowing of how it was made, such as the version.
  public struct Fact: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public init(
    command: String, environments: [String], variants: [String], seeds: [UInt64], runs: [Run],
    randomReturns: [String: Double], evaluationEpisodes: Int, wallSeconds: Double,
    facts: [Fact]
  ) {
    self.command = command
    self.environments = environments
    self.variants = variants
    self.seeds = seeds
    self.runs = runs
    self.randomReturns = randomReturns
    self.evaluationEpisodes = evaluationEpisodes
    self.wallSeconds = wallSeconds
    self.facts = facts
  }
}
