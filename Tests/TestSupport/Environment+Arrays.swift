public import RLEnvironmentKit

extension Environment {
  /// Resets and returns the observation. `filler` is what the buffer holds before.
  public mutating func reset(filler: UInt8 = 0xAA) -> [UInt8] {
    var observation = [UInt8](repeating: filler, count: spec.observationSize)
    var span = observation.mutableSpan
    reset(into: &span)
    return observation
  }

  /// Steps and returns outcome and observation. `filler` is what the buffer holds before.
  public mutating func step(_ action: Int, filler: UInt8 = 0xAA) -> (outcome: StepOutcome, observation: [UInt8]) {
    var observation = [UInt8](repeating: filler, count: spec.observationSize)
    var span = observation.mutableSpan
    let outcome = step(action, into: &span)
    return (outcome, observation)
  }
}
