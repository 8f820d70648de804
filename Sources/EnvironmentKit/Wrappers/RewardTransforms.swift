/// A world whose rewards are kept within a bound on either side.
///
/// Source: Mnih et al., "Human-level control through deep reinforcement learning", Nature 2015 (bound 1).
public struct RewardClip<World: Environment>: EnvironmentWrapper {
  public var world: World
  private let bound: Double

  /// - Parameter bound: above 0.
  public init(_ world: World, bound: Double = 1) {
    precondition(bound > 0 && bound.isFinite, "rewards within ±\(bound)")
    self.world = world
    self.bound = bound
  }

  public var spec: EnvironmentSpec {
    var spec = world.spec
    spec.name += Wrapper.rewardClip(bound: bound).suffix
    return spec
  }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    var outcome = world.step(action, into: &observation)
    outcome.reward = min(bound, max(-bound, outcome.reward))
    return outcome
  }
}

/// A world whose rewards are multiplied by a number.
public struct RewardScale<World: Environment>: EnvironmentWrapper {
  public var world: World
  private let factor: Double

  /// - Parameter factor: finite and not 0.
  public init(_ world: World, factor: Double) {
    precondition(factor != 0 && factor.isFinite, "rewards times \(factor)")
    self.world = world
    self.factor = factor
  }

  public var spec: EnvironmentSpec {
    var spec = world.spec
    spec.name += Wrapper.rewardScale(factor: factor).suffix
    return spec
  }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    var outcome = world.step(action, into: &observation)
    outcome.reward *= factor
    return outcome
  }
}
