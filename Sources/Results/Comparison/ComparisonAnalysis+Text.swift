extension ComparisonAnalysis {
  /// The report for a terminal: the verdict, then the figures behind it.
  ///
  /// - Parameter width: columns that a sentence may take; tables take what they need.
  public func lines(width: Int = 80) -> [String] {
    let paragraphs = { (texts: [String]) in
      texts.flatMap { Lettering.broken($0) { $0.count <= width } + [""] }
    }
    let interval = hasIntervals ? " [95\u{a0}% interval]" : ""
    var lines = paragraphs([title]) + paragraphs(verdict)
    lines +=
      paragraphs(["Interquartile mean (IQM) of the return over \(extent)\(interval)"]) + environmentTable.lines + [""]
    lines += paragraphs(["Normalized scores: 0 is random play, 1 the mean of all runs in an environment\(interval)"])
    lines += aggregateTable.lines + [""] + paragraphs(scaleNotes)
    if hasIntervals, !contrasts.isEmpty { lines += contrastTable.lines + [""] }
    lines += costTable.lines + ["", "again: " + results.command]
    return lines.map { $0.replacing("\u{a0}", with: " ") }
  }

  /// A line for every run, under headings.
  public var csv: String {
    CSV.text(
      ["environment", "variant", "seed", "score", "normalized_score", "steps", "seconds"],
      orderedRuns.map { run, normalized in
        [
          run.environment, run.variant, "\(run.seed)", "\(run.score)", "\(normalized)", "\(run.steps)",
          "\(run.seconds)",
        ]
      })
  }

  /// The interquartile mean of returns in training, with its interval, under headings.
  public var curvesCSV: String {
    CSV.text(
      ["environment", "variant", "steps", "interquartile_mean", "lower", "upper"],
      environments.flatMap { environment in
        zip(variants, environment.curves).flatMap { variant, curve in
          zip(environment.steps, curve).map { steps, estimate in
            let ends = hasIntervals ? ["\(estimate.interval.lower)", "\(estimate.interval.upper)"] : ["", ""]
            return [environment.name, variant.name, steps.fixed(0), "\(estimate.value)"] + ends
          }
        }
      })
  }

  /// Writes `report.html`, `runs.csv` and `curves.csv` into a folder that exists.
  public func write(into folder: String) throws(FileError) {
    for (name, text) in [("report.html", html), ("runs.csv", csv), ("curves.csv", curvesCSV)] {
      try File.replace(folder + "/" + name, with: Array(text.utf8))
    }
  }
}

/// Comma-separated values. Source: RFC 4180, with plain line feeds.
private enum CSV {
  static func text(_ headings: [String], _ rows: [[String]]) -> String {
    ([headings] + rows).map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
