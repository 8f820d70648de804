import Foundation
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

@Suite(.timeLimit(.minutes(20))) struct RunLockTests {
  private static let run = SmallRun(agent: "a2c", iterations: 3, evaluations: 1)

  @Test func `a second writer is refused with the first one's number, and the first is undisturbed`() throws {
    let whole = try Self.run.whole()
    try withTemporaryFolder { folder in
      let training = try Self.run.begin(in: folder.path + "/run")
      let number = Int(ProcessInfo.processInfo.processIdentifier)
      let inUse = RunFolderError.inUse(training.folder.path, process: number)
      #expect(
        inUse.description == "the run '\(training.folder.path)' is being written by process \(number); wait for its end"
      )
      _ = try training.run(shouldStop: {
        for attempt in [{ _ = try training.run() }, { try RunSummary(training.folder).remove() }] {
          do {
            try attempt()
            Issue.record("a second writer")
          } catch { #expect(error as? RunFolderError == inUse) }
        }
        let summary = RunSummary(training.folder)
        #expect(summary.state == .running && summary.process == number)
        return false
      })
      #expect(try RunState(of: training.folder) == whole)
      #expect(!RunLock.isHeld(training.folder))
    }
  }

  @Test(arguments: ["", "999999999\n", "-5\n", "12345678901234567890\n", "x", "\n\n"])
  func `the file of a lock that no process holds means nothing, whatever is in it`(text: String) throws {
    let whole = try Self.run.whole()
    try withTemporaryFolder { folder in
      let training = try Self.run.begin(in: folder.path + "/run")
      try training.run(iterations: 1)
      try Data(text.utf8).write(to: URL(filePath: training.folder.lockPath))
      #expect(!RunLock.isHeld(training.folder))
      let summary = RunSummary(training.folder)
      #expect(summary.state == .stopped && summary.process == nil)
      _ = try Training(resuming: training.folder, threads: 1).run()
      #expect(try RunState(of: training.folder) == whole)
    }
  }

  @Test(arguments: ["-5\n", "0\n", "", "nonsense"])
  func `a lock that another program holds is reported without a number`(text: String) throws {
    try withTemporaryFolder { folder in
      let training = try Self.run.begin(in: folder.path + "/run")
      try Data(text.utf8).write(to: URL(filePath: training.folder.lockPath))
      let other = try File(training.folder.lockPath, .reading)
      #expect(other.lock())
      try withExtendedLifetime(other) {
        let error = #expect(throws: RunFolderError.self) { try training.run() }
        #expect(
          error?.description
            == "the run '\(training.folder.path)' is being written by another process; wait for its end")
        try Data(Self.run.configuration().text.utf8).write(to: URL(filePath: training.folder.configurationPath))
        let summary = RunSummary(training.folder)
        #expect(summary.state == .running && summary.process == nil)
        #expect(summary.record.text.contains("\"process\":null"))
      }
    }
  }

  @Test func `a lock is given back though a process that is being started has the file, too`() throws {
    try withTemporaryFolder { folder in
      let path = folder.path + "/lock"
      var file: File? = try File(path, .updating)
      let inherited = dup(try #require(file).descriptor)
      defer { close(inherited) }
      #expect(try #require(file).lock())
      #expect(try !File(path, .reading).lock(isShared: true))
      file = nil
      #expect(try File(path, .reading).lock())
    }
  }

  @Test func `looking at a lock does not keep a run from starting`() throws {
    try withTemporaryFolder { folder in
      let training = try Self.run.begin(in: folder.path + "/run")
      try Data().write(to: URL(filePath: training.folder.lockPath))
      let looks = Thread {
        for _ in 0..<2000 { _ = RunLock.isHeld(training.folder) }
      }
      looks.start()
      #expect(try training.run().steps == 3 * SmallRun.rollout)
      while !looks.isFinished { Thread.sleep(forTimeInterval: 0.01) }
    }
  }
}
