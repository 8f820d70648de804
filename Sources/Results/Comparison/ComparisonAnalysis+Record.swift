extension ComparisonAnalysis {
  /// The figures as one object, for `--json`.
  public var record: JSON {
    .record([
      "event": "finished",
      "environments": .array(
        environments.map { environment in
          .record([
            "name": .string(environment.name),
            "interquartileMeans": .array(environment.returns.map(\.record)),
          ])
        }),
      "variants": .array(
        variants.map { variant in
          .record([
            "name": .string(variant.name), "interquartileMean": variant.interquartileMean.record,
            "median": variant.median.record, "mean": variant.mean.record, "optimalityGap": variant.optimalityGap.record,
            "steps": .count(variant.steps), "seconds": .number(variant.seconds.rounded(toPlaces: 1)),
          ])
        }),
      "contrasts": .array(
        contrasts.map { contrast in
          .record([
            "variant": .string(contrast.variant), "probabilityOfImprovement": contrast.probability.record,
            "pairedDifference": contrast.difference.record,
          ])
        }),
      "wallSeconds": .number(results.wallSeconds.rounded(toPlaces: 1)),
    ])
  }
}

extension Estimate {
  /// The value and the ends of its interval.
  fileprivate var record: JSON { .record(["value": .number(value), "interval": interval.record]) }
}
