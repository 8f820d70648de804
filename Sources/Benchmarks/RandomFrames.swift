public import RLEnvironmentKit

/// Frames of noise, rewards at random: a world whose only cost is the size of its observations.
public struct RandomFrames: Environment {
  public let spec: EnvironmentSpec
  private var state: UInt64 = 0

  /// - Parameter shape: `[height, width, channels]`.
  public init(shape: [Int], maximum: UInt8 = 255, actions: Int = 6) {
    spec = EnvironmentSpec(
      name: "synthetic/random-\(shape.map(String.init).joined(separator: "x"))", summary: "frames of noise",
      observationShape: shape, observationMaximum: maximum, actionNames: (0..<actions).map { "action \($0)" },
      stepLimit: nil)
  }

  public mutating func seed(_ seed: UInt64) { state = seed }

  public mutating func reset(into observation: inout MutableSpan<UInt8>) { fill(&observation) }

  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    fill(&observation)
    return StepOutcome(reward: state & 15 == 0 ? 1 : 0, isTerminated: state >> 4 & 255 == 0, isTruncated: false)
  }

  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&state)
  }

  /// Noise has nothing to show a person.
  public func draw(on picture: inout Picture) { picture.resize(width: 1, height: 1) }

  /// Eight bytes a turn from SplitMix64 (Steele 2014), planes reduced to bits.
  private mutating func fill(_ observation: inout MutableSpan<UInt8>) {
    let mask: UInt64 = spec.observationMaximum == 1 ? 0x0101_0101_0101_0101 : .max
    var i = 0
    while i < observation.count {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      var bytes = (z ^ (z >> 31)) & mask
      let end = min(i + 8, observation.count)
      while i < end {
        observation[i] = UInt8(truncatingIfNeeded: bytes)
        bytes >>= 8
        i += 1
      }
    }
  }
}
