/// A world whose rewards are divided by the standard deviation of the discounted return so far.
///
/// Statistics belong to one copy of the world and begin anew when it is seeded, so a run does not depend on how many
/// copies there are.
///
/// Source: Engstrom et al., "Implementation matters in deep policy gradients", ICLR 2020, section 3, reward scaling.
public struct RewardNormalization<World: Environment>: EnvironmentWrapper {
  public var world: World
  private let gamma: Double
  private var discountedReturn = 0.0
  private var moments = RunningMoments()

  /// - Parameter gamma: discount of the return, in `0 ... 1`.
  public init(_ world: World, gamma: Double = 0.99) {
    precondition((0...1).contains(gamma), "a discount of \(gamma)")
    self.world = world
    self.gamma = gamma
  }

  public var spec: EnvironmentSpec {
    var spec = world.spec
    spec.name += Wrapper.rewardNormalization(gamma: gamma).suffix
    return spec
  }

  public mutating func seed(_ seed: UInt64) {
    moments = RunningMoments()
    world.seed(seed)
  }

  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    discountedReturn = 0
    world.reset(into: &observation)
  }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    var outcome = world.step(action, into: &observation)
    discountedReturn = discountedReturn * gamma + outcome.reward
    moments.add(discountedReturn)
    outcome.reward /= moments.deviation
    return outcome
  }

  public mutating func exchange(with archive: inout StateArchive) throws(StateError) {
    try archive.exchange(&discountedReturn)
    try moments.exchange(with: &archive)
    try world.exchange(with: &archive)
  }
}
