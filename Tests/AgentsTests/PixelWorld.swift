import RLEnvironmentKit

/// A dot falls down a 5×5 board and a paddle moves under it: all that a convolution needs, and randomness.
struct PixelWorld: Environment {
  static let side = 5
  /// The reward for a catch; infinity to see training stop.
  var reward = 1.0
  private var random = Philox(seed: 0, lane: 0, purpose: .environments)
  private var (row, column, paddle) = (0, 0, 2)

  init(reward: Double = 1) { self.reward = reward }

  var spec: EnvironmentSpec {
    EnvironmentSpec(
      name: "test/pixels", summary: "Catches dots.", observationShape: [5, 5, 2], observationMaximum: 1,
      actionNames: ["left", "stay", "right"], stepLimit: nil)
  }

  mutating func seed(_ seed: UInt64) { random = Philox(seed: seed, lane: 0, purpose: .environments) }

  mutating func reset(into observation: inout MutableSpan<UInt8>) {
    (row, column, paddle) = (0, random.below(Self.side), random.below(Self.side))
    draw(into: &observation)
  }

  mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    paddle = min(max(paddle + action - 1, 0), Self.side - 1)
    row += 1
    draw(into: &observation)
    let isOver = row == Self.side - 1
    return StepOutcome(reward: isOver && paddle == column ? reward : 0, isTerminated: isOver, isTruncated: false)
  }

  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&row, in: 0...Self.side - 1)
    try archive.serialize(&column, in: 0...Self.side - 1)
    try archive.serialize(&paddle, in: 0...Self.side - 1)
    try random.serialize(with: &archive)
  }

  func draw(on picture: inout Picture) { picture.resize(width: 1, height: 1) }

  private func draw(into observation: inout MutableSpan<UInt8>) {
    observation.update(repeating: 0)
    observation[(row * Self.side + column) * 2] = 1
    observation[((Self.side - 1) * Self.side + paddle) * 2 + 1] = 1
  }
}
