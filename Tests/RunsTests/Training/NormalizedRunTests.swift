import Foundation
import RLAgents
import RLEnvironmentKit
import RLEnvironments
import RLNetworks
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

/// Runs whose networks and rewards are normalized by what they have seen.
@Suite(.timeLimit(.minutes(20))) struct NormalizedRunTests {
  private static func train(_ settings: [String], _ body: (Checkpoint, RunFolder) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let training = try SmallRun(iterations: 20, others: settings).begin(in: folder.path + "/run")
      let result = try training.run()
      #expect(
        try RunConfiguration(parsing: Array(training.configuration.text.utf8), path: "c") == training.configuration)
      try body(result.checkpoint, training.folder)
    }
  }

  /// What an agent expects of the first observation.
  private static func value(_ checkpoint: Checkpoint) throws -> Float {
    var world = try Names.environment(checkpoint.environment).makeEnvironment()
    world.seed(1)
    let network = try #require(try checkpoint.makeNetwork(for: world.spec, path: "p"))
    let actor = try PolicyActor(
      network, batch: 1, precision: .f32, observationMaximum: world.spec.observationMaximum)
    actor.look(at: world.reset().span)
    return actor.insight(row: 0).value
  }

  private static func value(_ path: String) throws -> Float { try value(Checkpoint(readingFrom: path)) }

  @Test(arguments: [["normalize-observations=yes"], ["network=minatar-batchnorm"]])
  func `an evaluation uses the run's statistics, and leaves them as they are`(settings: [String]) throws {
    try Self.train(settings) { checkpoint, folder in
      let means = checkpoint.weights.filter { $0.name.hasSuffix(".running_mean") }
      #expect(means.count == 1 && means.allSatisfy { $0.values?.contains { $0 != 0 } == true })
      let evaluation = Evaluation(checkpoint, path: "p")
      let first = try evaluation.run(episodes: 8, seed: 1, isGreedy: true)
      #expect(try evaluation.run(episodes: 8, seed: 1, isGreedy: true) == first)
      // The same agent without what it has seen is another.
      var empty = checkpoint
      for index in empty.weights.indices where empty.weights[index].name.contains(".running_") {
        let entry = empty.weights[index]
        let value: Float = entry.name.hasSuffix("mean") ? 40 : 1e-4
        empty.weights[index] = Safetensors.Entry(
          name: entry.name, shape: entry.shape,
          values: [Float](repeating: value, count: entry.shape.reduce(1, *)))
      }
      #expect(try Self.value(empty) != Self.value(checkpoint))
      #expect(try Self.value(folder.path) == Self.value(checkpoint))
      let kept = try Checkpoint(readingFrom: folder.path)
      #expect(kept.network == checkpoint.network && kept.weights == checkpoint.weights)
    }
  }

  @Test func `returns are the world's, whatever learning sees`() throws {
    try Self.train(["normalize-rewards=yes", "evaluations=4"]) { checkpoint, folder in
      let lines = try MetricsLine.read(folder.metricsPath) + MetricsLine.read(folder.evaluationsPath)
      let returns = lines.flatMap { line in line.numbers.filter { $0.name.lowercased().contains("return") } }
      #expect(!returns.isEmpty)
      // A game gives a point or none, so a mean of n games is a whole number over n.
      let evaluation = try Evaluation(checkpoint, path: "p").run(episodes: 8, seed: 1)
      #expect(evaluation.returns.allSatisfy { $0 == $0.rounded() })
    }
  }

  @Test func `a checkpoint of a network that does not normalize has no statistics`() throws {
    try Self.train([]) { checkpoint, _ in
      #expect(!checkpoint.network.normalizesObservations)
      #expect(!checkpoint.weights.contains { $0.name.contains("running") })
    }
  }
}
