internal import RLAgents
internal import RLEnvironmentKit
public import RLResults

extension CurvePlot {
  /// The learning curves of runs. Each is called by its agent and by the settings in which the runs of its environment
  /// differ; those that differ in nothing but the seed are drawn as one.
  ///
  /// - Throws: ``MetricsError``, ``FileError``, and what reading a configuration throws.
  public init(runs folders: [RunFolder]) throws {
    let runs = try folders.map { folder in
      (configuration: try folder.configuration, points: try ComparisonResults.Point.curve(of: folder))
    }
    self.init(
      runs.map { run in
        let rivals = runs.map(\.configuration).filter { $0.environment == run.configuration.environment }
        return Curve(
          environment: run.configuration.environment, label: run.configuration.name(among: rivals), points: run.points)
      })
  }
}

extension RunConfiguration {
  /// The agent, and what distinguishes this run from others apart from the seed: `ppo coordconv`, `ppo gamma=0.95`.
  func name(among others: [RunConfiguration]) -> String {
    let words = fields.filter { field in
      field.name != "seed" && others.contains { $0.agent.name == agent.name && field.text($0) != field.text(self) }
    }
    // Names of convolutions and networks speak for themselves.
    let plain = ["network", "convolution", "precision"]
    return ([agent.name] + words.map { plain.contains($0.name) ? $0.text(self) : "\($0.name)=\($0.text(self))" })
      .joined(separator: " ")
  }
}
