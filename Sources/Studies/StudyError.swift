/// Why a study cannot be carried out.
public enum StudyError: Error, Equatable, CustomStringConvertible {
  /// The study has no splits, but one was asked for.
  case noSplits(study: String)
  case noNetworks(study: String)
  /// Nothing is trained, so there is nothing to set, to sweep or to repeat.
  case nothingToTrain(study: String, option: String)
  /// A file of a run that was carried out otherwise.
  case otherRun(path: String)
  case damaged(path: String, reason: String)
  /// Training met NaN or infinity.
  case notFinite(run: String, _ reason: String)

  public var description: String {
    switch self {
    case .noSplits(let study): "the study '\(study)' has no splits"
    case .noNetworks(let study): "the study '\(study)' has no networks to choose from"
    case .nothingToTrain(let study, let option): "the study '\(study)' trains nothing, so \(option) means nothing to it"
    case .otherRun(let path): "'\(path)' is of a run with other settings; choose another folder with --out"
    case .damaged(let path, let reason): "'\(path)' is damaged: \(reason); remove it, and the run starts over"
    case .notFinite(let run, let reason): "\(run): \(reason)"
    }
  }
}
