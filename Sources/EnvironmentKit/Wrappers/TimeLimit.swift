/// A world whose episodes are truncated after a number of steps.
///
/// The step that reaches the limit is truncated unless the world itself ended the episode with it: a true end says
/// more than the clock.
public struct TimeLimit<World: Environment>: EnvironmentWrapper {
  public var world: World
  private let limit: Int
  private var taken = 0

  /// Limits a world.
  ///
  /// - Parameters:
  ///   - world: the world; a limit of its own stays in force.
  ///   - limit: steps in an episode, at least 1.
  public init(_ world: World, steps limit: Int) {
    precondition(limit > 0, "a limit of \(limit) steps")
    self.world = world
    self.limit = limit
  }

  /// The world's own, with the smaller of the two limits.
  public var spec: EnvironmentSpec {
    var spec = world.spec
    spec.name += Wrapper.timeLimit(steps: limit).suffix
    spec.stepLimit = spec.stepLimit.map { min($0, limit) } ?? limit
    return spec
  }

  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    taken = 0
    world.reset(into: &observation)
  }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    var outcome = world.step(action, into: &observation)
    taken = min(taken + 1, limit)
    if taken == limit && !outcome.isTerminated { outcome.isTruncated = true }
    return outcome
  }

  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&taken, in: 0...limit)
    try world.serialize(with: &archive)
  }
}
