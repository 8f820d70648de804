import Foundation
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// What happens to a run whose files are missing, too many, or another process's.
@Suite(.timeLimit(.minutes(20))) struct RunFilesTests {
  private static let run = SmallRun(agent: "a2c", iterations: 4, evaluations: 2)

  /// A run that was stopped in the middle.
  private func withStoppedRun(_ body: (RunFolder) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let training = try Self.run.begin(in: folder.path + "/run")
      try training.run(iterations: 2)
      try body(training.folder)
    }
  }

  @Test func `a run resumes without any of its lesser files`() throws {
    let whole = try Self.run.whole()
    for name in ["metrics.jsonl", "evaluations.jsonl", "events.log", "best.safetensors", "lock"] {
      try withStoppedRun { folder in
        try FileManager.default.removeItem(atPath: folder.path + "/" + name)
        _ = try Training(resuming: folder, threads: 1).run()
        let found = try RunState(of: folder)
        #expect(found.checkpointBytes == whole.checkpointBytes, "\(name)")
        #expect(found.metrics == (name == "metrics.jsonl" ? Array(whole.metrics[2...]) : whole.metrics), "\(name)")
        // That of the checkpoint is made up for.
        #expect(found.evaluations == whole.evaluations, "\(name)")
      }
    }
  }

  @Test func `a run without checkpoints or settings cannot be resumed, and is left as it is`() throws {
    try withStoppedRun { folder in
      try FileManager.default.removeItem(atPath: folder.path + "/checkpoints")
      #expect(throws: RunFolderError.nothingSaved(folder.path)) { try Training(resuming: folder, threads: 1) }
      try FileManager.default.removeItem(atPath: folder.configurationPath)
      #expect(throws: RunFolderError.notARun(folder.path)) { try RunFolder(of: folder.path) }
      #expect(throws: RunFolderError.notARun("/nowhere")) { try RunFolder(of: "/nowhere") }
    }
  }

  @Test func `lines and files of a process that was killed do no harm`() throws {
    let whole = try Self.run.whole()
    try withStoppedRun { folder in
      // It was writing a checkpoint, its settings, the best agent and a line when it was killed.
      let latest = try #require(folder.latestCheckpoint).path
      let bytes = try Data(contentsOf: URL(filePath: latest))
      let later = folder.path + "/checkpoints/step-000000000048.safetensors"
      for path in [latest, later, folder.bestPath, folder.configurationPath, folder.resultPath] {
        try bytes.prefix(bytes.count / 2).write(to: URL(filePath: path + ".part"))
      }
      for path in [folder.metricsPath, folder.evaluationsPath] {
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("{\"steps\":48,\"meanReturn\":0.5}\n{\"steps\":64,\"meanRet".utf8))
      }
      #expect(folder.checkpoints.count == 1)
      #expect(try Checkpoint(readingFrom: folder.path).steps == 2 * SmallRun.rollout)
      _ = try Training(resuming: folder, threads: 1).run()
      #expect(try RunState(of: folder) == whole)
    }
  }

  @Test func `a damaged latest checkpoint is reported, and the one before can be resumed`() throws {
    let whole = try Self.run.whole()
    try withTemporaryFolder { parent in
      var training = try Self.run.begin(in: parent.path + "/run")
      (training.checkpointInterval, training.keptCheckpoints) = (.zero, 2)
      try training.run(iterations: 3)
      let folder = training.folder
      let latest = try #require(folder.latestCheckpoint).path
      try Data(contentsOf: URL(filePath: latest)).dropLast(1).write(to: URL(filePath: latest))
      let error = #expect(throws: CheckpointError.self) { try Training(resuming: folder, threads: 1) }
      #expect(error?.path == latest)
      guard case .truncated? = error?.problem else {
        Issue.record("\(String(describing: error))")
        return
      }
      try FileManager.default.removeItem(atPath: latest)
      _ = try Training(resuming: folder, threads: 1).run()
      #expect(try RunState(of: folder) == whole)
    }
  }

  @Test func `time never goes back, even where the clock does`() throws {
    let whole = try Self.run.whole()
    try withStoppedRun { folder in
      let future = 4_000_000_000.5
      let path = URL(filePath: folder.metricsPath)
      let text = try String(contentsOf: path, encoding: .utf8)
      let moved = text.replacing(/"time":[0-9.]+/, with: "\"time\":\(future)")
      #expect(moved != text)
      try Data(moved.utf8).write(to: path)
      _ = try Training(resuming: folder, threads: 1).run()
      #expect(try RunState(of: folder) == whole)
      for path in [folder.metricsPath, folder.evaluationsPath] {
        let times = try MetricsLine.read(path).compactMap { $0["time"] }
        #expect(times == times.sorted() && times.last == future, "\(times)")
      }
      #expect(try MetricsLine.read(folder.metricsPath).compactMap { $0["seconds"] }.count == Self.run.iterations)
    }
  }

  @Test func `damaged metrics are reported, and nothing is lost`() throws {
    try withStoppedRun { folder in
      let before = try RunState(of: folder)
      let path = URL(filePath: folder.metricsPath)
      let text = try Data(contentsOf: path)
      try (Data("nonsense\n".utf8) + text).write(to: path)
      let error = #expect(throws: MetricsError.self) { try Training(resuming: folder, threads: 1).run() }
      #expect(error?.line == 1)
      try text.write(to: path)
      #expect(try RunState(of: folder) == before)
    }
  }

  @Test func `a new run does not begin over one that is there`() throws {
    let training = try withTemporaryFolder { parent in
      let training = try Self.run.begin(in: parent.path + "/run")
      try training.run(iterations: 1)
      let before = try RunState(of: training.folder)
      // Both had found the folder empty.
      #expect(throws: RunFolderError.notEmpty(training.folder.path)) { try training.run() }
      #expect(try RunState(of: training.folder) == before)
      return training
    }
    #expect(training.configuration.steps == 4 * SmallRun.rollout)
  }

  @Test func `folders that are asked for at the same time are different ones`() async throws {
    let parent = FileManager.default.temporaryDirectory.appending(path: "rlcoord-test-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: parent) }
    let configuration = try Self.run.configuration()
    let paths = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<32 { group.addTask { try RunFolder.create(for: configuration, under: parent).path } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(paths).count == 32)
    #expect(try FileManager.default.contentsOfDirectory(atPath: parent).count == 32)
  }

  @Test func `a start that fails leaves nothing that a second one would stumble over`() throws {
    try withTemporaryFolder { folder in
      let path = folder.path + "/run"
      let training = try SmallRun(evaluations: 0).begin(in: path)
      // In the way of what the run writes first.
      try FileManager.default.createDirectory(atPath: training.folder.eventsPath, withIntermediateDirectories: false)
      #expect(throws: FileError.self) { try training.run() }
      #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["events.log"])
      try FileManager.default.removeItem(atPath: training.folder.eventsPath)
      #expect(try !SmallRun(evaluations: 0).begin(in: path).run().isInterrupted)
    }
  }
}
