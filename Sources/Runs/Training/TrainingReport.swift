/// How far a run is.
public struct TrainingProgress: Sendable {
  /// Environment steps so far.
  public let steps: Int
  /// Environment steps asked for.
  public let totalSteps: Int
  /// Since training started.
  public let seconds: Double
  /// Over the last few seconds.
  public let stepsPerSecond: Double
  /// Mean return of the latest episodes; nil before the first ends.
  public let meanReturn: Double?
  /// Over how many episodes that mean is.
  public let windowEpisodes: Int
  /// Finished so far.
  public let episodes: Int

  public init(
    steps: Int, totalSteps: Int, seconds: Double, stepsPerSecond: Double, meanReturn: Double?, windowEpisodes: Int,
    episodes: Int
  ) {
    self.steps = steps
    self.totalSteps = totalSteps
    self.seconds = seconds
    self.stepsPerSecond = stepsPerSecond
    self.meanReturn = meanReturn
    self.windowEpisodes = windowEpisodes
    self.episodes = episodes
  }

  /// Seconds left at this speed; nil before the speed is known.
  public var secondsLeft: Double? {
    stepsPerSecond > 0 ? Double(max(0, totalSteps - steps)) / stepsPerSecond : nil
  }
}

/// What training came to.
public struct TrainingResult: Sendable {
  public let checkpoint: Checkpoint
  public let folder: RunFolder
  /// Environment steps taken.
  public let steps: Int
  /// That training took, evaluations apart.
  public let seconds: Double
  /// Since it was last started or resumed.
  public let stepsPerSecond: Double
  /// Whether it was stopped before its last step.
  public let isInterrupted: Bool
}
