/// A world in which every action is taken several times: rewards add up, the last observation is shown.
///
/// The repetition stops where the episode ends.
public struct ActionRepeat<World: Environment>: EnvironmentWrapper {
  public var world: World
  private let times: Int

  /// - Parameter times: at least 1.
  public init(_ world: World, times: Int) {
    precondition(times > 0, "an action taken \(times) times")
    self.world = world
    self.times = times
  }

  /// The world's own, with the limit in steps of this world.
  public var spec: EnvironmentSpec {
    var spec = world.spec
    spec.name += Wrapper.actionRepeat(times: times).suffix
    spec.stepLimit = spec.stepLimit.map { ($0 + times - 1) / times }
    spec.stepsPerSecond /= Double(times)
    return spec
  }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    var outcome = world.step(action, into: &observation)
    for _ in 1..<times where !outcome.isTerminated && !outcome.isTruncated {
      let reward = outcome.reward
      outcome = world.step(action, into: &observation)
      outcome.reward += reward
    }
    return outcome
  }
}
