import Foundation
import RLAgents
import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// A run may start from the weights of another, in any environment they fit.
@Suite(.timeLimit(.minutes(20))) struct InitialWeightsTests {
  /// Trains a run to start from, and lends it.
  private func withTrained(_ body: (_ path: String, _ folder: String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let training = try SmallRun(iterations: 2).begin(in: folder.path + "/first")
      _ = try training.run()
      try body(training.folder.path, folder.path)
    }
  }

  private func configuration(
    _ environment: String, from path: String, _ others: [String] = []
  ) throws -> RunConfiguration {
    try SmallRun(environment: environment, iterations: 2, others: ["init-from=\(path)"] + others).configuration()
  }

  @Test(arguments: ["minatar/breakout", "minatar/breakout:sticky=0"])
  func `a run starts from another's weights and records which`(environment: String) throws {
    try withTrained { path, folder in
      let first = try Checkpoint(readingFrom: path)
      let resolved = try configuration(environment, from: path).resolved
      #expect(resolved.initialWeights == InitialWeights(path: Checkpoint.file(at: path), sha256: first.weightsSHA256))
      // With a step of almost nothing the weights stay what they were.
      var still = try configuration(environment, from: path, ["learning-rate=1e-30"]).resolved
      still.evaluations = 0
      let training = Training(still, folder: try RunFolder.create(at: folder + "/second"), threads: 1)
      let result = try training.run()
      #expect(result.checkpoint.weights == first.weights)
      // Its settings repeat it, and resuming does not start over.
      let settings = try training.folder.configuration
      #expect(settings == still)
      _ = try Training(resuming: training.folder, more: 16, threads: 1).run()
    }
  }

  @Test func `weights that do not fit, or are others than the settings name, are refused before anything is written`()
    throws
  {
    try withTrained { path, folder in
      let file = Checkpoint.file(at: path)
      let misfit = #expect(throws: CheckpointError.self) { try configuration("minatar/asterix", from: path).resolved }
      #expect(misfit?.path == file)
      #expect(misfit?.description.contains("in shape") == true)
      let digest = String(repeating: "0", count: 64)
      let other = #expect(throws: InitialWeightsError.self) {
        try configuration("minatar/breakout", from: path, ["init-sha256=\(digest)"]).resolved
      }
      let found = try Checkpoint(readingFrom: path).weightsSHA256
      #expect(
        other?.description == "the weights of '\(path)' are not those that init-sha256 names; theirs is \(found). "
          + "Remove init-sha256 to start from them")
      #expect(throws: CheckpointError.self) { try configuration("minatar/breakout", from: "nothing").resolved }
      #expect(throws: SettingsError.self) { try configuration("minatar/breakout", from: path, ["init-sha256=xyz"]) }
      // A library may leave the looking up to the run.
      let training = Training(
        try configuration("minatar/asterix", from: path), folder: try RunFolder.create(at: folder + "/second"),
        threads: 1)
      #expect(throws: CheckpointError.self) { try training.run() }
      #expect(!File.exists(training.folder.configurationPath))
    }
  }
}
