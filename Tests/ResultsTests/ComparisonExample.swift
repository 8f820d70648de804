import RLEnvironmentKit

@testable import RLResults

/// Results as a comparison might give them, made up from a random stream.
enum ComparisonExample {
  /// - Parameters:
  ///   - advantage: by how much a variant's returns exceed those of the one before it, as a share of what is learned.
  ///   - spread: of single runs around their mean, as such a share.
  static func results(
    environments: [String] = ["minatar/breakout", "minatar/asterix", "minatar/freeway"],
    variants: [String] = ["ppo conv", "ppo coordconv"], seeds: Int = 5, advantage: Double = 0.3, spread: Double = 0.1
  ) -> ComparisonResults {
    var runs: [ComparisonResults.Run] = []
    var random: [String: Double] = [:]
    for (e, environment) in environments.enumerated() {
      let top = [18.0, 7, 55, 90, 0.9][e % 5]
      random[environment] = top / 40
      for (v, variant) in variants.enumerated() {
        for seed in 1...seeds {
          var stream = Philox(seed: UInt64(seed), lane: e * 10 + v, purpose: .bootstrap)
          let luck = (0..<4).reduce(0) { sum, _ in sum + Double.random(in: -1...1, using: &stream) } / 2
          let level = top * (1 + advantage * Double(v) + spread * luck)
          // A run's first value comes once an episode has ended, and its points are its own.
          let curve = (1...100).map { index in
            let steps = index * 50_000 + seed * 1_000
            let share = Double(steps) / (Double(steps) + 600_000) * 1.12
            let noise = Double.random(in: -0.04...0.04, using: &stream)
            return ComparisonResults.Point(steps: steps, meanReturn: top / 40 + level * (share + noise))
          }
          runs.append(
            ComparisonResults.Run(
              environment: environment, variant: variant, seed: UInt64(seed), score: top / 40 + level, curve: curve,
              steps: 5_001_216, seconds: 310 + 20 * luck))
        }
      }
    }
    return ComparisonResults(
      command: "rlcoord compare \(environments.joined(separator: " ")) --agents ppo --conv conv,coordconv "
        + "--seeds \(seeds) --steps 5M",
      environments: environments, variants: variants, seeds: (1...seeds).map(UInt64.init), runs: runs,
      randomReturns: random, evaluationEpisodes: 100, wallSeconds: 4_270,
      facts: [.init("version", "0.5.0"), .init("machine", "2 × AMD EPYC 9355, oneDNN 2.6.3")])
  }

  /// The analysis with fewer resamples than usual: a hundred show what is tested in a fraction of the time.
  static func analysis(_ results: ComparisonResults) throws -> ComparisonAnalysis {
    try ComparisonAnalysis(results, repetitions: 100)
  }
}
