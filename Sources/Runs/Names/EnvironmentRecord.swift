internal import RLEnvironmentKit
internal import RLEnvironments
internal import RLResults

extension EnvironmentEntry {
  /// All that is known of the environment beforehand.
  var record: JSON {
    .record([
      "name": .string(name), "family": .string(family), "aliases": .array(aliases.map(JSON.string)),
      "summary": .string(spec.summary), "observationShape": .array(spec.observationShape.map(JSON.count)),
      "observationMaximum": .count(Int(spec.observationMaximum)),
      "actions": .array(spec.actionNames.map(JSON.string)), "stepLimit": spec.stepLimit.map(JSON.count) ?? .null,
      "options": .array(options.map(\.record)),
      "randomReturn": referenceScores.map {
        .record(["mean": .number($0.randomMean), "standardError": .number($0.randomError)])
      } ?? .null,
      "ceiling": referenceScores?.ceiling.map {
        .record(["return": .number($0.score), "source": .string($0.source)])
      } ?? .null,
    ])
  }
}

extension EnvironmentEntry.Option {
  fileprivate var record: JSON {
    .record([
      "name": .string(name), "values": .string(values), "value": .string(value), "summary": .string(summary),
    ])
  }
}
