/// How a setting changes over a run.
public enum Schedule: String, Sendable, Equatable, CaseIterable {
  case constant
  /// Falls in a straight line to zero at the end of the run.
  case linear

  /// The setting's value after a part of the run.
  /// - Parameter progress: from 0 at the start to 1 at the end.
  public func value(_ initial: Float, progress: Double) -> Float {
    switch self {
    case .constant: initial
    case .linear: initial * Float(max(0, 1 - progress))
    }
  }
}
