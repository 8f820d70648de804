/// A world that sometimes does not listen: with a probability a step carries out the last step's action again.
///
/// Source: Machado et al., "Revisiting the Arcade Learning Environment", JAIR 2018, section 5.2. The last action is
/// the one carried out, so a chain repeats; an episode starts with action 0.
public struct StickyActions<World: Environment>: EnvironmentWrapper {
  public var world: World
  private let probability: Double
  private let actions: Int
  private var lastAction = 0
  private var random = Philox(seed: 0, lane: 0, purpose: .stickyActions)

  /// - Parameter probability: in `0 ... 1`; the field's choice is 0.25 for each frame.
  public init(_ world: World, probability: Double) {
    precondition((0...1).contains(probability), "a sticky probability of \(probability)")
    self.world = world
    self.probability = probability
    actions = world.spec.actionNames.count
  }

  public var spec: EnvironmentSpec {
    var spec = world.spec
    spec.name += Wrapper.stickyActions(probability: probability).suffix
    return spec
  }

  public mutating func seed(_ seed: UInt64) {
    random = Philox(seed: seed, lane: 0, purpose: .stickyActions)
    world.seed(seed)
  }

  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    lastAction = 0
    world.reset(into: &observation)
  }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    // 24 bits of chance: a probability of 1 always sticks, one of 0 never.
    if Double(random.uniform()) >= probability { lastAction = action }
    return world.step(lastAction, into: &observation)
  }

  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&lastAction, in: 0...actions - 1)
    try random.serialize(with: &archive)
    try world.serialize(with: &archive)
  }
}
