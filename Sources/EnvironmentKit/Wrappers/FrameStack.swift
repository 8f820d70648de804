/// A world that shows its last few observations at once, oldest channels first.
///
/// The first observation of an episode stands for those that were before it.
public struct FrameStack<World: Environment>: EnvironmentWrapper {
  public var world: World
  private let frames: Int
  private let channels: Int
  /// Bytes of one observation of the world.
  private let size: Int
  /// What is shown, `[height, width, frames · channels]`.
  private var stack: [UInt8]

  /// - Parameter frames: at least 1.
  public init(_ world: World, frames: Int) {
    precondition(frames > 0, "a stack of \(frames) frames")
    self.world = world
    self.frames = frames
    let spec = world.spec
    channels = spec.observationShape[2]
    size = spec.observationSize
    stack = Array(repeating: 0, count: spec.observationSize * frames)
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
    let depth = frames * channels
    for pixel in 0..<size / channels {
      for index in 0..<depth { stack[pixel * depth + index] = newest[pixel * channels + index % channels] }
    }
    show(&observation)
  }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    check(observation.count)
    // The newest observation lies at the start of what is shown until the stack has taken it in.
    var newest = observation._mutatingExtracting(0..<size)
    let outcome = world.step(action, into: &newest)
    let depth = frames * channels
    for pixel in 0..<size / channels {
      let start = pixel * depth
      for index in start..<start + depth - channels { stack[index] = stack[index + channels] }
      for index in 0..<channels { stack[start + depth - channels + index] = newest[pixel * channels + index] }
    }
    show(&observation)
    return outcome
  }

  public mutating func exchange(with archive: inout StateArchive) throws(StateError) {
    try archive.exchange(&stack)
    if archive.isReading, let byte = stack.max(), byte > world.spec.observationMaximum {
      throw archive.refuse("an observation holds \(byte)")
    }
    try world.exchange(with: &archive)
  }

  private func check(_ bytes: Int) {
    precondition(bytes == stack.count, "\(bytes) bytes for \(frames) frames of \(size)")
  }

  private func show(_ observation: inout MutableSpan<UInt8>) {
    for index in stack.indices { observation[index] = stack[index] }
  }
}
