import Foundation
import RLEnvironmentKit
import RLNetworks
import TestSupport
import Testing

@testable import RLResults
@testable import RLStudies

@Suite(.timeLimit(.minutes(20))) struct SupervisedRunTests {
  private func run(epochs: Int = 3, seed: UInt64 = 1, hasBatchNorm: Bool = false) -> SupervisedRun {
    SupervisedRun(
      study: "test", network: "small", split: "all", seed: seed, sweepRow: nil,
      settings: SupervisedSettings(epochs: epochs, batchSize: 16, learningRate: 0.01, schedule: .linear),
      task: ShapeRecognition(), train: SupervisedLearnerTests.samples, test: [1, 500, 999],
      makeNetwork: { SupervisedLearnerTests.network(hasBatchNorm: hasBatchNorm) })
  }

  /// Carries a run out, or stops it after so many epochs.
  private func carryOut(
    _ run: SupervisedRun, in folder: URL, threads: Int, epochs: Int = .max
  ) throws -> SupervisedRun.Outcome? {
    var done = 0
    return try run.run(in: folder.path, threads: threads, shouldStop: { done >= epochs }, progress: { _ in done += 1 })
  }

  private func weights(_ folder: URL) throws -> Data {
    try Data(contentsOf: folder.appending(path: "small-all-seed1.safetensors"))
  }

  @Test(arguments: [false, true])
  func `a run that is stopped after every epoch ends with the same bytes`(hasBatchNorm: Bool) throws {
    try withTemporaryFolder { whole in
      try withTemporaryFolder { cut in
        let run = run(hasBatchNorm: hasBatchNorm)
        let first = try #require(try carryOut(run, in: whole, threads: 2))
        for _ in 1...2 { #expect(try carryOut(run, in: cut, threads: 1, epochs: 1) == nil) }
        let second = try #require(try carryOut(run, in: cut, threads: 1))
        #expect(try weights(whole) == weights(cut))
        #expect(first.record.epochs.map(\.loss) == second.record.epochs.map(\.loss))
        #expect(first.record.testScore == second.record.testScore && first.record.trainScore != nil)
        let made = try FileManager.default.contentsOfDirectory(atPath: cut.path).sorted()
        #expect(made == ["small-all-seed1.json", "small-all-seed1.safetensors"])
      }
    }
  }

  @Test func `every minibatch is a step, in an order of its epoch's own, at a rate that falls to zero`() throws {
    try withTemporaryFolder { folder in
      let run = run(epochs: 2)
      let found = try #require(try carryOut(run, in: folder, threads: 1)).learner.network
      let learner = try SupervisedLearner(
        run.task, run.makeNetwork(), run.settings, seed: 1, trainingCount: 40, evaluationCounts: [40, 3], threads: 1)
      // Minibatches of 16, 16 and 8 samples, six in all.
      for step in 0..<6 {
        var order = run.train
        var stream = Philox(seed: 1, lane: step / 3, purpose: .minibatches)
        for i in (1..<40).reversed() { order.swapAt(i, stream.below(i + 1)) }
        let start = step % 3 * 16
        _ = try learner.step(order[start..<min(start + 16, 40)], learningRate: 0.01 * Float(1 - Double(step) / 6))
      }
      for (parameter, twin) in zip(found.exported, learner.network.exported) {
        #expect(
          deviation(
            parameter.values(in: found.parameters), twin.values(in: learner.network.parameters).map(Double.init))
            < 1e-6)
      }
    }
  }

  @Test func `a finished run is read, not repeated`() throws {
    try withTemporaryFolder { folder in
      let first = try #require(try carryOut(run(hasBatchNorm: true), in: folder, threads: 1))
      // Times are of the first: it was not carried out again.
      let second = try #require(try carryOut(run(hasBatchNorm: true), in: folder, threads: 1))
      #expect(second.record == first.record)
      #expect(second.learner.scores(of: [1, 2, 3]) == first.learner.scores(of: [1, 2, 3]))
    }
  }

  @Test func `weights open as what Python reads`() throws {
    try withTemporaryFolder { folder in
      _ = try carryOut(run(epochs: 1, hasBatchNorm: true), in: folder, threads: 1)
      let file = try Safetensors(parsing: [UInt8](weights(folder)))
      let names = [
        "conv1.weight", "conv1.bias", "norm1.weight", "norm1.bias", "norm1.running_mean", "norm1.running_var",
        "linear1.weight", "linear1.bias",
      ]
      #expect(file.entries.map(\.name) == names)
      #expect(file.metadata["network"] == "small")
    }
  }

  @Test func `files of other settings are refused`() throws {
    try withTemporaryFolder { folder in
      _ = try carryOut(run(), in: folder, threads: 1)
      #expect(throws: StudyError.otherRun(path: folder.path + "/small-all-seed1.json")) {
        try carryOut(run(epochs: 4), in: folder, threads: 1)
      }
      // A stopped one likewise.
      _ = try carryOut(run(seed: 2), in: folder, threads: 1, epochs: 0)
      #expect(throws: StudyError.otherRun(path: folder.path + "/small-all-seed2.checkpoint")) {
        try carryOut(run(epochs: 4, seed: 2), in: folder, threads: 1)
      }
    }
  }

  @Test(arguments: ["json", "safetensors", "checkpoint"])
  func `a damaged file is refused with its name`(ending: String) throws {
    try withTemporaryFolder { folder in
      _ = try carryOut(run(), in: folder, threads: 1, epochs: ending == "checkpoint" ? 0 : .max)
      let file = folder.appending(path: "small-all-seed1.\(ending)")
      let whole = try Data(contentsOf: file)
      var flipped = whole
      flipped[whole.count / 2] ^= 0x10
      let damages =
        ending == "json" ? [Data(), whole.prefix(whole.count / 2)] : [Data(), whole.prefix(whole.count - 1), flipped]
      for damage in damages {
        try damage.write(to: file)
        let error = #expect(throws: StudyError.self) { try carryOut(run(), in: folder, threads: 1) }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.hasPrefix("'\(file.path)' is damaged: "))
      }
    }
  }
}
