import Foundation
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// A disk that cannot be written: training ends with the system's reason, what was saved stays, and once there is room
/// again the run comes to the bytes it would have come to.
@Suite(.timeLimit(.minutes(20)), .enabled(if: SmallDisk.isExpected)) struct FullDiskTests {
  private static let run = SmallRun(agent: "a2c", iterations: 6, evaluations: 3)

  /// Trains with a checkpoint after every iteration, and fills the disk after the third.
  private func fail(_ training: Training, on disk: SmallDisk, butFor bytes: Int) throws {
    var training = training
    training.checkpointInterval = .zero
    var iterations = 0
    let fill = {
      iterations += 1
      if iterations == 3 { do { try disk.fill(butFor: bytes) } catch { Issue.record(error) } }
      return false
    }
    let error = #expect(throws: FileError.self) { try training.run(shouldStop: fill) }
    #expect(error?.reason == "No space left on device")
    #expect(error?.path.hasPrefix(disk.path + "/run/") == true)
    #expect(error?.path.hasSuffix(".part") == false)
  }

  /// Room for nothing; for lines but no checkpoint; for half a checkpoint.
  @Test(arguments: [0, 4096, 16_384, 100_000])
  func `a full disk ends a run, which resumes when there is room`(bytes: Int) throws {
    let whole = try Self.run.whole()
    try SmallDisk.with(megabytes: 4) { disk in
      let training = try Self.run.begin(in: disk.path + "/run")
      try fail(training, on: disk, butFor: bytes)
      // What was saved before is whole, and nothing half is left beside it.
      let latest = try #require(training.folder.latestCheckpoint)
      #expect(latest.steps == 2 * SmallRun.rollout)
      #expect(try Checkpoint(readingFrom: latest.path).steps == latest.steps)
      let names = try FileManager.default.subpathsOfDirectory(atPath: training.folder.path)
      #expect(!names.contains { $0.hasSuffix(".part") }, "\(names)")
      #expect(RunSummary(training.folder).state == .stopped)

      // A full disk does not take a resumption either, and loses nothing by it.
      #expect(throws: (any Error).self) {
        try disk.fill()
        _ = try Training(resuming: training.folder, threads: 1).run()
      }
      #expect(try Checkpoint(readingFrom: training.folder.path).steps == latest.steps)

      try disk.empty()
      _ = try Training(resuming: training.folder, threads: 1).run()
      #expect(try RunState(of: training.folder) == whole)
    }
  }

  @Test func `a folder that must not be written is reported with the system's reason`() throws {
    let whole = try Self.run.whole()
    try SmallDisk.with(megabytes: 4) { disk in
      let training = try Self.run.begin(in: disk.path + "/run")
      try training.run(iterations: 3)
      let before = try RunState(of: training.folder)
      try disk.forbidWriting(true)
      let error = #expect(throws: FileError.self) { try Training(resuming: training.folder, threads: 1).run() }
      #expect(error?.description == "cannot write '\(training.folder.lockPath)': Read-only file system")
      #expect(throws: FileError.self) { try RunSummary(training.folder).remove() }
      // It can still be looked at.
      #expect(RunSummary(training.folder).state == .stopped)
      #expect(try RunState(of: training.folder) == before)
      #expect(throws: RunFolderError.self) { try Self.run.begin(in: disk.path + "/other") }
      #expect(throws: RunFolderError.self) {
        try RunFolder.create(for: Self.run.configuration(), under: disk.path + "/runs")
      }
      try disk.forbidWriting(false)
      _ = try Training(resuming: training.folder, threads: 1).run()
      #expect(try RunState(of: training.folder) == whole)
    }
  }

  /// The checkpoint comes first: where only one of the two has room, a run must not lose what it needs to be resumed.
  @Test func `the best agent does not take the room of the checkpoint`() throws {
    let whole = try Self.run.whole()
    let size = whole.checkpointBytes.count
    try SmallDisk.with(megabytes: 4) { disk in
      let training = try Self.run.begin(in: disk.path + "/run")
      var iterations = 0
      let error = #expect(throws: FileError.self) {
        try training.run(shouldStop: {
          iterations += 1
          if iterations == 1 { do { try disk.fill(butFor: size + 20_000) } catch { Issue.record(error) } }
          return false
        })
      }
      #expect(error?.path == training.folder.bestPath)
      #expect(training.folder.latestCheckpoint?.steps == 2 * SmallRun.rollout)
      #expect(!FileManager.default.fileExists(atPath: training.folder.bestPath))

      try disk.empty()
      _ = try Training(resuming: training.folder, threads: 1).run()
      #expect(try RunState(of: training.folder) == whole)
    }
  }
}
