internal import RLResults

extension EvaluationResult {
  /// The outcome as a check that passed or failed.
  ///
  /// - Parameters:
  ///   - path: where several agents were evaluated, the one this is of.
  ///   - seconds: that the evaluation took.
  ///   - failure: why the check failed, or nil.
  public func junit(
    of checkpoint: Checkpoint, path: String? = nil, seed: UInt64, isGreedy: Bool, seconds: Double, failure: String?
  ) -> JUnit.Suite {
    JUnit.Suite(
      name: "rlcoord eval",
      check: (path.map { "\($0): " } ?? "") + "\(checkpoint.environment) \(checkpoint.agent)", seconds: seconds,
      properties: [
        "meanReturn": "\(meanReturn)", "intervalLower": "\(interval.lower)", "intervalUpper": "\(interval.upper)",
        "episodes": "\(episodes)", "seed": "\(seed)", "greedy": "\(isGreedy)",
        "trainedSteps": "\(checkpoint.steps)", "weightsSHA256": checkpoint.weightsSHA256,
      ], failure: failure)
  }
}
