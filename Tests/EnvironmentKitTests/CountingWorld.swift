import RLEnvironmentKit

/// Shows how many steps it took, how often it was reset and a random byte; ends after `length` steps, or by action 1.
struct CountingWorld: Environment {
  var length = 5
  private var taken: UInt8 = 0
  private var resets: UInt8 = 0
  private var random = Philox(seed: 0, lane: 0, purpose: .environments)

  init(length: Int = 5) { self.length = length }

  var spec: EnvironmentSpec {
    EnvironmentSpec(
      name: "test/counting", summary: "Counts.", observationShape: [1, 1, 3], observationMaximum: 255,
      actionNames: ["on", "end"], stepLimit: nil)
  }

  mutating func seed(_ seed: UInt64) {
    random = Philox(seed: seed, lane: 0, purpose: .environments)
    resets = 0
  }

  mutating func reset(into observation: inout MutableSpan<UInt8>) {
    taken = 0
    resets &+= 1
    write(into: &observation)
  }

  mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    taken &+= 1
    write(into: &observation)
    return StepOutcome(
      reward: Double(taken), isTerminated: action == 1 || Int(taken) == length, isTruncated: false)
  }

  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&taken, in: 0...UInt8(length))
    try archive.serialize(&resets)
    try random.serialize(with: &archive)
  }

  func draw(on picture: inout Picture) {
    picture.resize(width: 1, height: 1)
    picture.fill(RGB(taken, resets, 0))
  }

  private mutating func write(into observation: inout MutableSpan<UInt8>) {
    observation[0] = taken
    observation[1] = resets
    observation[2] = UInt8(random.below(256))
  }
}
