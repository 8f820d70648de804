public import RLResults

extension EvaluationResult {
  /// Writes the outcome as a check that passed or failed, for whoever collects such files.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - seconds: that the evaluation took.
  ///   - failure: what was expected and did not come, or nil.
  public func writeJUnit(
    to path: String, of checkpoint: Checkpoint, seed: UInt64, isGreedy: Bool, seconds: Double, failure: String?
  ) throws(FileError) {
    let text = JUnit.text(
      suite: "rlcoord eval", check: "\(checkpoint.environment) \(checkpoint.agent)", seconds: seconds,
      properties: [
        "meanReturn": "\(meanReturn)", "intervalLower": "\(interval.lower)", "intervalUpper": "\(interval.upper)",
        "episodes": "\(episodes)", "seed": "\(seed)", "greedy": "\(isGreedy)",
        "trainedSteps": "\(checkpoint.steps)", "weightsSHA256": checkpoint.weightsSHA256,
      ], failure: failure)
    try File.replace(path, with: Array(text.utf8))
  }
}
