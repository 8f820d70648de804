import Foundation
import RLTensors
import TestSupport
import Testing

@testable import RLRuns

/// Bits follow oneDNN's version, so whoever resumes with another one hears of it.
@Suite struct OneDNNVersionTests {
  @Test func `a checkpoint and the log have the version`() throws {
    try withTemporaryFolder { folder in
      let training = try SmallRun(evaluations: 0).begin(in: folder.path + "/run")
      try training.run(iterations: 1)
      #expect(try Checkpoint(readingFrom: training.folder.path).oneDNNVersion == oneDNNVersion)
      let log = try String(contentsOfFile: training.folder.eventsPath, encoding: .utf8)
      #expect(log.contains(", oneDNN \(oneDNNVersion)\n"))
    }
  }

  @Test(arguments: [nil, oneDNNVersion, "1.2.3"])
  func `resuming with another version is a warning, in the log as well`(before: String?) throws {
    try withTemporaryFolder { folder in
      let run = try SmallRun(evaluations: 0).begin(in: folder.path + "/run").folder
      try Training(resuming: started(run), threads: 1).run(iterations: 1)
      var checkpoint = try Checkpoint(readingFrom: run.path)
      checkpoint.oneDNNVersion = before
      try checkpoint.write(to: #require(run.latestCheckpoint).path)
      #expect(try Checkpoint(readingFrom: run.path).oneDNNVersion == before)

      let resumed = try Training(resuming: run, threads: 1)
      let warning =
        "trained with oneDNN 1.2.3 so far, resuming with \(oneDNNVersion): results may differ in their last bits"
      #expect(resumed.warnings == resumed.configuration.warnings + (before == "1.2.3" ? [warning] : []))
      try resumed.run(iterations: 1)
      let log = try String(contentsOfFile: run.eventsPath, encoding: .utf8)
      #expect(log.contains("warning: \(warning)") == (before == "1.2.3"))
    }
  }

  /// The folder of a run that was stopped after its first iteration.
  private func started(_ folder: RunFolder) throws -> RunFolder {
    try Training(SmallRun(evaluations: 0).configuration(), folder: folder, threads: 1).run(iterations: 1)
    return folder
  }
}
