/// A world that shows its last few observations at once, oldest channels first.
///
/// The first observation of an episode stands for those that were before it.
public struct FrameStack<World: Environment>: EnvironmentWrapper {
  public var world: World
  private let frames: Int
  /// Bytes of one observation of the world.
  private let size: Int
  private var history: FrameHistory

  /// - Parameter frames: at least 1.
  public init(_ world: World, frames: Int) {
    precondition(frames > 0, "a stack of \(frames) frames")
    self.world = world
    self.frames = frames
    let spec = world.spec
    size = spec.observationSize
    history = FrameHistory(size: size, channels: spec.observationShape[2], frames: frames)
  }

  /// The world's own, with `frames` times its channels.
  public var spec: EnvironmentSpec {
    var spec = world.spec
    spec.name += Wrapper.frameStack(frames: frames).suffix
    spec.observationShape[2] *= frames
    return spec
  }

  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    check(observation.count)
    var newest = observation._mutatingExtracting(0..<size)
    world.reset(into: &newest)
    history.begin(&observation)
  }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    check(observation.count)
    // The newest observation lies at the start of what is shown until the history has taken it in.
    var newest = observation._mutatingExtracting(0..<size)
    let outcome = world.step(action, into: &newest)
    history.push(&observation)
    return outcome
  }

  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try history.serialize(with: &archive, maximum: world.spec.observationMaximum)
    try world.serialize(with: &archive)
  }

  private func check(_ bytes: Int) {
    precondition(bytes == history.count, "\(bytes) bytes for \(frames) frames of \(size)")
  }
}
