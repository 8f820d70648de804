import RLEnvironmentKit
import RLEnvironments
import RLRuns
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct EvaluationTests {
  /// A checkpoint of the random agent.
  static func random(_ environment: String = "minatar/breakout") throws -> Evaluation {
    let configuration = try RunConfiguration(environment: environment, agent: "random", [Assignment("steps", "1")])
    let spec = try Names.environment(environment).makeEnvironment().spec
    return Evaluation(Checkpoint(configuration, spec: spec, steps: 1, network: nil), path: "c")
  }

  @Test func `an evaluation repeats, and another seed gives other episodes`() throws {
    let evaluation = try Self.random()
    let first = try evaluation.run(episodes: 50, seed: 1)
    #expect(try evaluation.run(episodes: 50, seed: 1) == first)
    #expect(try evaluation.run(episodes: 50, seed: 2).returns != first.returns)
    #expect(first.episodes == 50)
    #expect(first.cappedEpisodes == 0)
  }

  @Test func `random play is worth about a half in breakout with all actions`() throws {
    // MinAtar's own figure is 0.5 over 1000 episodes with all six actions; four standard errors either way.
    let result = try Self.random("minatar/breakout-full").run(episodes: 1000, seed: 3)
    #expect(abs(result.meanReturn - 0.5) < 4 * result.standardError + 0.02, "\(result.meanReturn)")
  }

  @Test func `a trained agent plays the same, drawn or greedy, every time`() throws {
    try TrainingTests.train(TrainingTests.configuration("ppo", steps: 2048)) { result in
      let evaluation = try Evaluation(Checkpoint(readingFrom: result.folder.path), path: "c")
      for isGreedy in [false, true] {
        let first = try evaluation.run(episodes: 33, seed: 1, isGreedy: isGreedy)
        #expect(try evaluation.run(episodes: 33, seed: 1, isGreedy: isGreedy) == first)
        #expect(first.episodes == 33)
      }
    }
  }

  @Test func `mean and error follow from the returns`() {
    let result = EvaluationResult(returns: [1, 2, 3, 6], steps: 40, cappedEpisodes: 0)
    #expect(result.meanReturn == 3)
    // Deviation √(14/3), over √4.
    #expect(abs(result.standardError - (14.0 / 3).squareRoot() / 2) < 1e-12)
    #expect((result.minimum, result.maximum) == (1, 6))
    #expect(EvaluationResult(returns: [1], steps: 1, cappedEpisodes: 0).standardError == 0)
  }
}
