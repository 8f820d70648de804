import Foundation
import RLAgents
import RLEnvironmentKit
import RLEnvironments
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// A run in a level of one's own does not depend on the file once it has started.
@Suite(.timeLimit(.minutes(20))) struct LevelCopyTests {
  private static let level = "######\n#>...#\n#....#\n#...G#\n######\n"
  /// With other cells, and so another world.
  private static let changed = "######\n#G...#\n#....#\n#...>#\n######\n"

  /// Trains in a level of its own, and lends the file and the run.
  private func withRun(_ body: (_ level: URL, Training) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "own.txt")
      try Self.level.write(to: file, atomically: true, encoding: .utf8)
      let run = SmallRun(environment: file.path + ":view=full", iterations: 4)
      let training = try run.begin(in: folder.path + "/run")
      try training.run(iterations: 2)
      try body(file, training)
    }
  }

  private func evaluate(_ path: String) throws -> EvaluationResult {
    try Evaluation(Checkpoint(readingFrom: path), path: path).run(episodes: 8, seed: 5)
  }

  @Test func `a run is evaluated and resumed in the level as it was, whatever becomes of the file`() throws {
    try withRun { file, training in
      let before = try evaluate(training.folder.path)
      let whole = try SmallRun(environment: file.path + ":view=full", iterations: 4).whole()
      #expect(try String(contentsOfFile: training.folder.levelPath, encoding: .utf8) == Self.level)
      #expect(try Checkpoint(readingFrom: training.folder.path).levelWarning == nil)

      try Self.changed.write(to: file, atomically: true, encoding: .utf8)
      let warning =
        "the level '\(file.path)' has changed since the run was started; this uses the run's own copy"
      #expect(try Checkpoint(readingFrom: training.folder.path).levelWarning == warning)
      #expect(try evaluate(training.folder.path) == before)
      let asked = try EpisodeRequest([file.path + ":view=full", training.folder.path])
      #expect(asked.levelWarning == warning)
      #expect(asked.entry.levelText == Self.level)

      try FileManager.default.removeItem(at: file)
      #expect(try Checkpoint(readingFrom: training.folder.path).levelWarning == nil)
      #expect(try evaluate(training.folder.path) == before)
      let resumed = try Training(resuming: training.folder, threads: 1)
      _ = try resumed.run()
      #expect(try RunState(of: training.folder) == whole)
      #expect(try EpisodeRequest([training.folder.path]).entry.levelText == Self.level)
    }
  }

  @Test func `a checkpoint alone brings its level, and a replay does`() throws {
    try withRun { file, training in
      let path = file.deletingLastPathComponent().path + "/alone.safetensors"
      try FileManager.default.copyItem(atPath: #require(training.folder.latestCheckpoint).path, toPath: path)
      var playback = try EpisodeRequest([path]).playback(episodes: 1)
      for _ in 0..<5 { playback.advance(nil) }
      let replay = playback.replay()
      try FileManager.default.removeItem(at: file)
      try training.folder.removeFiles()
      #expect(try evaluate(path).episodes == 8)
      let read = try Replay(parsing: replay.serialized, path: "r")
      #expect(read == replay && read.level?.text == Self.level)
      try read.check(in: read.entry(path: "r"), path: "r")
    }
  }

  @Test func `settings that name another level's digest are refused with the line`() throws {
    try withRun { file, training in
      let settings = try String(contentsOfFile: training.folder.configurationPath, encoding: .utf8)
      let digest = LevelCopy(text: Self.level).sha256
      #expect(settings.contains("\nlevel-sha256: \(digest) "))
      #expect(try RunConfiguration(parsing: Array(settings.utf8), path: "c.yaml").level?.text == Self.level)
      try Self.changed.write(to: file, atomically: true, encoding: .utf8)
      let error = #expect(throws: SettingsError.self) {
        try RunConfiguration(parsing: Array(settings.utf8), path: "c.yaml")
      }
      #expect(
        error?.description == "c.yaml:4: level-sha256 cannot be '\(digest)'; it takes that of the level as it is now, "
          + LevelCopy(text: Self.changed).sha256)
      // A comparison in a changed level must not take over runs in the old one.
      let now = try RunConfiguration(environment: file.path + ":view=full", agent: "ppo")
      #expect(try now.difference(from: training.folder.configuration) == "level-sha256")
    }
  }

  @Test func `an environment of the catalog has no level`() throws {
    let configuration = try RunConfiguration(environment: "levels/maze", agent: "ppo")
    #expect(try configuration.level == nil && configuration.entry.levelText == nil)
    #expect(!configuration.fields.contains { $0.name == "level-sha256" })
  }
}
