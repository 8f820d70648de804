import RLEnvironmentKit
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct StateArchiveTests {
  /// A world of one field of each kind.
  struct Fields: Environment {
    enum Mode: UInt8, CaseIterable { case calm = 3, wild = 7 }

    var count = 5
    var word: UInt128 = 1 << 100
    var isOn = true
    var score = -2.5
    var angle: Float = 0.25
    var mode = Mode.wild
    var bytes: [UInt8] = [1, 2, 3]

    var spec: EnvironmentSpec {
      EnvironmentSpec(
        name: "test/fields", summary: "Fields.", observationShape: [1, 1, 1], observationMaximum: 1,
        actionNames: ["on"], stepLimit: nil)
    }
    mutating func seed(_ seed: UInt64) {}
    mutating func reset(into observation: inout MutableSpan<UInt8>) {}
    mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
      StepOutcome(reward: 0, isTerminated: false, isTruncated: false)
    }
    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      try archive.serialize(&count, in: -10...10)
      try archive.serialize(&word)
      try archive.serialize(&isOn)
      try archive.serialize(&score)
      try archive.serialize(&angle)
      try archive.serialize(&mode)
      try archive.serialize(&bytes)
      if archive.isReading && count == 9 { throw archive.refuse("nine is not to be") }
    }
    func draw(on picture: inout Picture) {}
  }

  @Test func `every kind of field comes back`() throws {
    var world = Fields()
    (world.count, world.word, world.isOn, world.score) = (-10, .max, false, 1e-300)
    (world.angle, world.mode, world.bytes) = (-1.5, .calm, [0, 255, 7])
    let saved = world.save()
    #expect(saved.count == 8 + 16 + 1 + 8 + 4 + 1 + 3)
    var other = Fields()
    try other.restore(saved)
    #expect(other.count == -10 && other.word == .max && !other.isOn && other.score == 1e-300)
    #expect(other.angle == -1.5 && other.mode == .calm && other.bytes == [0, 255, 7])
    #expect(other.save() == saved)
  }

  @Test(arguments: [
    (0, 11, "11 is outside -10...10, before byte 8"),
    (0, 9, "nine is not to be, before byte 41"),
    (24, 2, "2 is outside 0...1, before byte 25"),
    (37, 4, "4 is not a Mode, before byte 38"),
  ])
  func `what a field cannot hold is refused by place and reason`(place: Int, value: UInt8, text: String) {
    var world = Fields()
    var saved = world.save()
    saved[place] = value
    let error = #expect(throws: StateError.self) { try world.restore(saved) }
    #expect(error.map { "\($0)" } == "the saved state is damaged or of another world: " + text)
  }

  @Test func `numbers that are none are refused`() {
    for (start, size) in [(25, 8), (33, 4)] {
      var world = Fields()
      var saved = world.save()
      for index in start..<start + size { saved[index] = 0xFF }
      #expect(throws: StateError.self) { try world.restore(saved) }
    }
  }

  @Test func `too few and too many bytes are refused, and the world stays as it was`() {
    var world = Fields()
    world.count = 3
    let saved = world.save()
    for length in 0..<saved.count {
      var other = Fields()
      #expect(throws: StateError.self) { try other.restore(Array(saved[..<length])) }
      #expect(other.count == 5)
    }
    var other = Fields()
    let long = #expect(throws: StateError.self) { try other.restore(saved + [0, 0]) }
    #expect(
      long.map { "\($0)" }
        == "the saved state is 43 bytes long, this world's are 41: it belongs to another world or other options")
    let short = #expect(throws: StateError.self) { try other.restore(Array(saved[..<20])) }
    #expect(
      short.map { "\($0)" }
        == "the saved state ends after 20 bytes, byte 24 is needed: it belongs to another world or is cut off")
  }

  @Test func `random streams resume where they stood`() throws {
    var philox = Philox(seed: 4, lane: 2, purpose: .actions)
    var numpy = NumPyRandomState(seed: 4)
    for _ in 0..<1001 { _ = (philox.next(), numpy.word32()) }
    struct Streams: Environment {
      var philox = Philox(seed: 0, lane: 0, purpose: .actions)
      var numpy = NumPyRandomState(seed: 0)
      var spec: EnvironmentSpec { Fields().spec }
      mutating func seed(_ seed: UInt64) {}
      mutating func reset(into observation: inout MutableSpan<UInt8>) {}
      mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
        StepOutcome(reward: 0, isTerminated: false, isTruncated: false)
      }
      mutating func serialize(with archive: inout StateArchive) throws(StateError) {
        try philox.serialize(with: &archive)
        try numpy.serialize(with: &archive)
      }
      func draw(on picture: inout Picture) {}
    }
    var restored = Streams()
    try restored.restore(Streams(philox: philox, numpy: numpy).save())
    for _ in 0..<2000 {
      #expect(restored.philox.next() == philox.next())
      #expect(restored.numpy.word32() == numpy.word32())
    }
  }
}
