/// Why training stopped by itself.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// A loss or gradient became NaN or infinite; the parameters are as they were before that update.
  case nonFinite(steps: Int, place: String)

  public var description: String {
    switch self {
    case .nonFinite(let steps, let place):
      "training stopped at step \(steps): NaN or infinity in \(place); the last good parameters are kept"
    }
  }
}
