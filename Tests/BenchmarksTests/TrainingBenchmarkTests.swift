import RLAgents
import RLBenchmarks
import RLEnvironmentKit
import Foundation
import RLRuns
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct TrainingBenchmarkTests {
  /// What `rlcoord run` would make of the command that a benchmark names.
  private static func run(_ command: String) throws -> RunConfiguration {
    let words = command.split(separator: " ").map(String.init)
    #expect(words[0...1] == ["rlcoord", "run"] && words.count % 2 == 0, "\(command)")
    let choices = try stride(from: 4, to: words.count, by: 2).map { index in
      #expect(words[index] == "--set", "\(command)")
      return try Assignment(words[index + 1])
    }
    return try RunConfiguration(environment: words[2], agent: words[3], choices)
  }

  @Test func `every row has the settings that run has by the same names`() throws {
    for choices in [[], [Assignment("convolution", "coordconv"), Assignment("precision", "bf16")]] {
      let benchmarks = try TrainingBenchmark.all(choices, threads: 2)
      #expect(Set(benchmarks.map(\.command)).count == benchmarks.count && !benchmarks.isEmpty)
      for benchmark in benchmarks {
        #expect(try benchmark.configuration == Self.run(benchmark.command), "\(benchmark.command)")
      }
    }
  }

  @Test func `what is measured is what run trains, bit for bit`() throws {
    // Short iterations and a network of few weights, for debug builds.
    let choices = [Assignment("rollout-steps", "4"), Assignment("network", "pooled")]
    let benchmarks = try TrainingBenchmark.all(choices, threads: 2)
    for index in Depth.sample(benchmarks.indices, 1) {
      let benchmark = benchmarks[index]
      // Compared outside of the expectation, which would spend minutes on listing differences of a million bytes.
      let isSame = try Self.state(of: benchmark.makeTrainer()) == Self.stateOfRun(benchmark.command)
      #expect(isSame, "\(benchmark.command)")
    }
  }

  /// All that decides how training continues after an iteration, except the weights.
  private static func state(of trainer: any Trainer) throws -> [UInt8] {
    _ = try trainer.iterate()
    var archive = StateArchive()
    try trainer.serialize(with: &archive)
    return archive.collected
  }

  /// The same of what `rlcoord run` trains.
  private static func stateOfRun(_ command: String) throws -> [UInt8]? {
    try withTemporaryFolder { parent in
      let folder = try RunFolder.create(at: parent.path + "/run")
      var session = try TrainingSession(Training(run(command), folder: folder, threads: 2), showcase: nil)
      _ = try session.iterate()
      return try session.save().resumption?.state
    }
  }
}
