/// How a setting changes over a run.
public enum Schedule: String, Sendable, Equatable, CaseIterable {
  case constant
  /// Falls in a straight line to zero at the end of the run.
  case linear
  /// Falls to a tenth after every fifth of the run (Liu 2018's code: every 200 of 1000 epochs).
  case steps

  /// The setting's value after a part of the run.
  /// - Parameter progress: from 0 at the start to 1 at the end.
  public func value(_ initial: Float, progress: Double) -> Float {
    switch self {
    case .constant: initial
    case .linear: initial * Float(max(0, 1 - progress))
    // The tolerance keeps a fifth that rounding put just below itself.
    case .steps: (0..<min(4, Int(5 * progress + 1e-9))).reduce(initial) { rate, _ in rate / 10 }
    }
  }
}
