import Foundation
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

@Suite(.timeLimit(.minutes(20))) struct RunSummaryTests {
  @Test func `a run that was stopped between two lines of metrics has the steps that it saved`() throws {
    try withTemporaryFolder { folder in
      // Of 32 000 steps every 32nd has a line, and an iteration takes 16.
      let training = try SmallRun(agent: "a2c", iterations: 2000, evaluations: 0).begin(in: folder.path + "/run")
      try training.run(iterations: 3)
      #expect(try MetricsLine.last(training.folder.metricsPath)?.steps == 32)
      let summary = RunSummary(training.folder)
      #expect(summary.steps == 48 && summary.state == .stopped)
    }
  }
}
