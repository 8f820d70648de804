import RLDisplay
import RLEnvironmentKit
import Testing

@Suite(.timeLimit(.minutes(20))) struct MidGameTests {
  @Test func `the moment is the one after so many steps`() {
    let world = TickingWorld(lengths: [100])
    #expect(Picture.midGame(of: world, steps: 30, seed: 5)[0, 0].red == 30)
    #expect(Picture.midGame(of: world, steps: 0, seed: 5)[0, 0].red == 0)
  }

  @Test func `an episode that ends before makes way for one that lasts`() {
    let shown = Picture.midGame(of: TickingWorld(lengths: [4, 9, 100, 50]), steps: 30, seed: 0)[0, 0]
    #expect(shown.red == 30)
    #expect(shown.green == 2)
  }

  @Test func `where all end before, the longest is shown a step before its end`() {
    let shown = Picture.midGame(of: TickingWorld(lengths: [4, 9, 2, 8]), steps: 30, seed: 0)[0, 0]
    #expect(shown.red == 8)
    #expect(shown.green == 1)
  }

  @Test func `the largest seed has successors`() {
    #expect(Picture.midGame(of: TickingWorld(lengths: [1, 50]), steps: 20, seed: .max)[0, 0].red == 20)
  }
}

/// Shows how many steps it took and its seed; an episode's length follows from the seed.
private struct TickingWorld: Environment {
  let lengths: [Int]
  private var taken: UInt8 = 0
  private var currentSeed: UInt64 = 0

  init(lengths: [Int]) { self.lengths = lengths }

  var spec: EnvironmentSpec {
    EnvironmentSpec(
      name: "test/ticking", summary: "Ticks.", observationShape: [1, 1, 1], observationMaximum: 255,
      actionNames: ["one", "other"], stepLimit: nil)
  }

  mutating func seed(_ seed: UInt64) { currentSeed = seed }

  mutating func reset(into observation: inout MutableSpan<UInt8>) {
    taken = 0
    observation[0] = 0
  }

  mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    taken += 1
    observation[0] = taken
    let length = lengths[Int(currentSeed % UInt64(lengths.count))]
    return StepOutcome(reward: 0, isTerminated: Int(taken) == length, isTruncated: false)
  }

  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&taken)
    try archive.serialize(&currentSeed)
  }

  func draw(on picture: inout Picture) {
    picture.resize(width: 1, height: 1)
    picture.fill(RGB(taken, UInt8(truncatingIfNeeded: currentSeed), 0))
  }
}
