/// A world whose observation bytes say how unusual each value is: standard deviations from its own mean so far.
///
/// Observations stay bytes. A byte of 128 is the mean, and 127 steps up or down are ``bound`` deviations, beyond which
/// values are cut. Statistics belong to one copy of the world and begin anew when it is seeded.
public struct ObservationNormalization<World: Environment>: EnvironmentWrapper {
  /// Deviations that the largest byte stands for.
  public static var bound: Double { 4 }

  public var world: World
  private var moments: [RunningMoments]

  public init(_ world: World) {
    self.world = world
    moments = Array(repeating: RunningMoments(), count: world.spec.observationSize)
  }

  public var spec: EnvironmentSpec {
    var spec = world.spec
    spec.name += Wrapper.observationNormalization.suffix
    spec.observationMaximum = 255
    return spec
  }

  public mutating func seed(_ seed: UInt64) {
    for index in moments.indices { moments[index] = RunningMoments() }
    world.seed(seed)
  }

  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    world.reset(into: &observation)
    normalize(&observation)
  }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    let outcome = world.step(action, into: &observation)
    normalize(&observation)
    return outcome
  }

  public mutating func exchange(with archive: inout StateArchive) throws(StateError) {
    for index in moments.indices { try moments[index].exchange(with: &archive) }
    try world.exchange(with: &archive)
  }

  private mutating func normalize(_ observation: inout MutableSpan<UInt8>) {
    let bound = Self.bound
    for index in moments.indices {
      let value = Double(observation[index])
      moments[index].add(value)
      let score = min(bound, max(-bound, moments[index].score(of: value)))
      observation[index] = UInt8(128 + (score * 127 / bound).rounded())
    }
  }
}
