import RLEnvironmentKit
import RLEnvironments
import Foundation
import RLRuns
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct ReplayErrorTests {
  /// A file with a right digest whatever is in it.
  private static func file(
    formatVersion: String = "1", environment: String = "minatar/breakout", seed: JSON = .integer(1),
    return episodeReturn: Double = 0, digest: UInt64 = 0, actions: [JSON] = [.count(0), .count(1)]
  ) -> [UInt8] {
    let record = JSON.record([
      "format": "rlcoord-replay", "formatVersion": .string(formatVersion), "sha256": .string(Seal.blank),
      "version": "0.0.9", "environment": .string(environment), "seed": seed, "return": .number(episodeReturn),
      "digest": .integer(digest), "actions": .array(actions),
    ])
    return Seal.seal(Array((record.text + "\n").utf8))
  }

  /// What checking such a file complains of.
  private static func problem(_ file: [UInt8]) throws -> ReplayError.Problem? {
    let replay = try Replay(parsing: file, path: "r")
    do throws(ReplayError) {
      try replay.check(in: replay.entry(path: "r"), path: "r")
      return nil
    } catch { return error.problem }
  }

  @Test func `other files are distinguished from damage`() throws {
    for other in ["A text.", "{\"format\":\"rlcoord-checkpoint\"}", "[1, 2, 3]"] {
      #expect(ReplayTests.problem(Array(other.utf8)) == .notAReplay)
    }
    #expect(try ReplayTests.problem(CheckpointTests.small().serialized) == .notAReplay)
    #expect(ReplayTests.problem([]) == .damaged)
  }

  @Test func `fields that are not as they should be are refused`() {
    #expect(ReplayTests.problem(Self.file(formatVersion: "2")) == .otherFormatVersion("2"))
    #expect(ReplayTests.problem(Self.file(seed: "one")) == .malformed)
    #expect(ReplayTests.problem(Self.file(return: .infinity)) == .malformed)
    #expect(ReplayTests.problem(Self.file(actions: [.number(0.5)])) == .malformed)
    let bare = "{\"format\":\"rlcoord-replay\",\"formatVersion\":\"1\",\"sha256\":\"\(Seal.blank)\"}"
    #expect(ReplayTests.problem(Seal.seal(Array(bare.utf8))) == .malformed)
  }

  @Test func `what does not fit the world is reported`() throws {
    #expect(
      try Self.problem(Self.file(environment: "minatar/brekout"))
        == .unknownEnvironment(
          reason: "unknown environment 'minatar/brekout'; did you mean 'minatar/breakout'? "
            + "(`rlcoord list environments` shows all)"))
    #expect(try Self.problem(Self.file(actions: [.count(0), .count(3)])) == .unknownAction(3, step: 1, known: 3))
    let long = [JSON](repeating: .count(0), count: 3000)
    guard case .playsDifferently(.ends(let end, 3000), "0.0.9")? = try Self.problem(Self.file(actions: long)) else {
      Issue.record("an episode of 3000 steps")
      return
    }
    #expect(end > 0 && end < 3000)
    #expect(
      try Self.problem(Self.file(return: 5)) == .playsDifferently(.gives(return: 0, insteadOf: 5), version: "0.0.9"))
    #expect(try Self.problem(Self.file()) == .playsDifferently(.looksDifferent, version: "0.0.9"))
    let other = try Names.environment("minatar/asterix")
    #expect(
      throws: ReplayError(
        path: "r", problem: .otherEnvironment(recorded: "minatar/breakout", asked: "minatar/asterix"))
    ) { try EpisodePlayback(of: other, by: .replay(ReplayTests.small(), path: "r"), seed: 1) }
  }

  @Test func `a replay that cannot be read or written is reported with the system's reason`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "none/game.replay").path
      #expect(
        #expect(throws: ReplayError.self) { try Replay(readingFrom: path) }?.description
          == "cannot read '\(path)': No such file or directory")
      #expect(
        #expect(throws: FileError.self) { try ReplayTests.small().write(to: path) }?.description
          == "cannot write '\(path)': No such file or directory")
    }
  }

  @Test(arguments: [
    (ReplayError.Problem.notAReplay, "'r' is not a replay; `rlcoord play` writes them"),
    (
      .damaged,
      "'r' is damaged or cut short: its bytes are not those that were written; it must be copied or recorded again"
    ),
    (
      .otherFormatVersion("9"),
      "'r' has the format version 9; this is rlcoord \(RLCoord.version), which reads version 1"
    ),
    (.malformed, "'r' is not as rlcoord \(RLCoord.version) writes a replay"),
    (.unknownEnvironment(reason: "no"), "'r' was recorded in a world that is not there: no"),
    (.otherEnvironment(recorded: "a/b", asked: "c/d"), "'r' was recorded in a/b, not in c/d"),
    (
      .unknownAction(7, step: 12, known: 3),
      "'r' takes action 7 in step 12, but its world has only the actions 0 to 2"
    ),
    (
      .playsDifferently(.ends(after: 3, of: 9), version: "0.1"),
      "'r' plays differently than it was recorded with rlcoord 0.1: it is over after 3 of 9 steps"
    ),
    (
      .playsDifferently(.gives(return: 2, insteadOf: 3.5), version: "0.1"),
      "'r' plays differently than it was recorded with rlcoord 0.1: its return is 2.0 instead of 3.5"
    ),
  ])
  func `every problem is reported in one line`(problem: ReplayError.Problem, text: String) {
    #expect(ReplayError(path: "r", problem: problem).description == text)
  }
}
