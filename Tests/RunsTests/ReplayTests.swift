import RLEnvironmentKit
import RLEnvironments
import Foundation
import RLRuns
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct ReplayTests {
  /// A short episode, stopped before its end.
  static func small(_ steps: Int = 4) throws -> Replay {
    var playback = try EpisodePlaybackTests.of(by: "random", seed: 3)
    for _ in 0..<steps { playback.advance(nil) }
    return playback.replay()
  }

  static func problem(_ bytes: [UInt8]) -> ReplayError.Problem? {
    do throws(ReplayError) {
      _ = try Replay(parsing: bytes, path: "r.replay")
      return nil
    } catch { return error.problem }
  }

  /// A name for the state and, now and then, the picture of every step to the end. All pictures are drawn in the deep
  /// mode; without optimization it takes minutes.
  static func course(_ playback: EpisodePlayback, steps: Int = .max) -> (names: [Int], end: EpisodePlayback) {
    let stride = Depth.isDeep ? 1 : 300
    let first = Int(Depth.seed() % UInt64(stride))
    var playback = playback
    var names: [Int] = []
    var picture = Picture()
    while names.count <= steps {
      if !names.isEmpty { playback.advance(nil) }
      if playback.isFinished { break }
      let world = playback.moments[0].world
      if names.count % stride == first { world.draw(on: &picture) }
      var hasher = Hasher()
      for bytes in [world.save(), picture.bytes] {
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
      }
      names.append(hasher.finalize())
    }
    return (names, playback)
  }

  /// The way to the goal is too long for chance.
  static let level = """
    ---
    name: Cell
    steps: 2000
    ---
    #########
    #@..o.#G#
    #.....D.#
    #.o.B.#D#
    #....o+K#
    #########
    """

  @Test(arguments: ["minatar/freeway", "minigrid/doorkey-16x16", "arcade/freeway:stack=1", "cell.txt"])
  func `a long episode is the same again, picture by picture`(name: String) throws {
    try withTemporaryFolder { folder in
      var name = name
      if name.hasSuffix(".txt") {
        name = folder.appending(path: name).path
        try Data(Self.level.utf8).write(to: URL(filePath: name))
      }
      let (names, playback) = Self.course(try EpisodePlaybackTests.of(name, by: "random"), steps: 1500)
      #expect(names.count == 1501 && Set(names).count > 100)
      #expect(playback.moments[0].step == 1500)
      let path = folder.appending(path: "game.replay").path
      try playback.replay().write(to: path)

      let replay = try Replay(readingFrom: path)
      #expect(replay == playback.replay())
      let entry = try replay.entry(path: path)
      let again = try EpisodePlayback(of: entry, by: EpisodeAgent(AgentReference(path), in: entry), seed: 99, worlds: 4)
      #expect(again.moments.count == 1)
      #expect(Self.course(again).names == names)
    }
  }

  @Test func `an own level is played as it was, and a replay of another world is refused`() throws {
    try withTemporaryFolder { folder in
      let level = folder.appending(path: "cell.txt")
      try Data(Self.level.utf8).write(to: level)
      let replay = Self.course(try EpisodePlaybackTests.of(level.path, by: "random"), steps: 20).end.replay()
      let other = Self.level.replacing("#....o+K#", with: "#.....+K#")
      try Data(other.utf8).write(to: level)
      try replay.check(in: replay.entry(path: "r"), path: "r")
      // The same name, and the world that it stands for now.
      let error = #expect(throws: ReplayError.self) { try replay.check(in: Names.environment(level.path), path: "r") }
      #expect(
        error?.description == "'r' plays differently than it was recorded with rlcoord \(RLCoord.version): "
          + "what was to be seen, or the state at the end, is another")
      try FileManager.default.removeItem(at: level)
      try replay.check(in: replay.entry(path: "r"), path: "r")
    }
  }

  @Test func `a replay ignores other actions and restarts`() throws {
    let replay = try Self.small(6)
    var playback = try EpisodePlayback(
      of: Names.environment(replay.environment), by: .replay(replay, path: "r"), seed: 1)
    for _ in 0..<3 { playback.advance(1) }
    playback.restart()
    for _ in 0..<6 { playback.advance(2) }
    #expect(playback.replay() == replay)
    #expect(!playback.isFinished && playback.moments[0].action == nil)
    playback.advance(nil)
    #expect(playback.isFinished && playback.replay() == replay)
  }

  @Test func `the file is one line that a person can read`() throws {
    let replay = try Self.small()
    let text = String(decoding: replay.serialized, as: UTF8.self)
    let seal = try #require(text.firstMatch(of: /"sha256":"([0-9a-f]{64})"/)).1
    #expect(
      text == "{\"format\":\"rlcoord-replay\",\"formatVersion\":\"1\",\"sha256\":\"\(seal)\","
        + "\"version\":\"\(RLCoord.version)\",\"environment\":\"minatar/breakout\",\"level\":null,\"seed\":\(replay.seed),"
        + "\"return\":0.0,\"digest\":\(replay.digest),"
        + "\"actions\":[\(replay.actions.map(String.init).joined(separator: ","))]}\n")
    #expect(try Replay(parsing: replay.serialized, path: "r") == replay)
  }

  @Test func `a replay cut short anywhere is refused`() throws {
    let file = try Self.small().serialized
    for count in file.indices where Self.problem(Array(file[..<count])) != .damaged { Issue.record("\(count) bytes") }
    #expect(Self.problem(file + [10]) == .damaged)
  }

  @Test func `any changed byte is refused`() throws {
    let file = try Self.small().serialized
    var bytes = file
    for index in file.indices {
      for byte in (0..<8).map({ file[index] ^ 1 << $0 }) + [0, 32, 48, 255] where byte != file[index] {
        bytes[index] = byte
        if Self.problem(bytes) == nil { Issue.record("byte \(index) as \(byte)") }
      }
      bytes[index] = file[index]
    }
    #expect(Self.problem(file) == nil)
  }
}
