internal import RLResults
import RLRuns

/// Runs for a person to read.
enum RunTable {
  /// A line for each run under a line of headings.
  static func lines(_ runs: [RunSummary]) -> [String] {
    let rows = runs.map { run in
      let total = run.configuration.map { " of \($0.steps.grouped)" } ?? ""
      return [
        run.folder.path, run.process.map { "\(run.state.rawValue) (\($0))" } ?? run.state.rawValue,
        run.steps.grouped + total, run.meanReturn.map { $0.fixed(2) } ?? "–", run.seconds.clock, left(run),
      ]
    }
    return Table.lines([["run", "state", "steps", "return", "time", "left"]] + rows).map {
      // The last column is empty for most.
      String($0.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// At the pace so far; nothing for a run that is not running.
  private static func left(_ run: RunSummary) -> String {
    guard run.state == .running, run.steps > 0, let total = run.configuration?.steps else { return "" }
    return (run.seconds / Double(run.steps) * Double(max(0, total - run.steps))).clock
  }

  /// The evaluations, what is kept, and the settings.
  static func details(of run: RunSummary) -> [String] {
    var lines: [String] = []
    let evaluations = (try? MetricsLine.read(run.folder.evaluationsPath)) ?? []
    if !evaluations.isEmpty {
      lines += ["", "evaluations on the way, mean return:"]
      let rows = evaluations.map { line in
        [line.steps.grouped] + ["meanReturn", "greedyMeanReturn"].map { line[$0].map { $0.fixed(2) } ?? "–" }
      }
      lines += Table.lines([["steps", "sampled", "greedy"]] + rows, indent: 2)
    }
    lines += ["", "checkpoints:"]
    lines += run.folder.checkpoints.map { "  " + $0.path }
    guard let text = try? run.configuration?.text else { return lines }
    return lines + ["", "settings:"]
      + text.split(separator: "\n").map { "  " + $0 }
  }
}
