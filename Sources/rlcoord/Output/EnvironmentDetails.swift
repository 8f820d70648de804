import RLEnvironmentKit
import RLEnvironments

/// All that is known of one environment, for a person.
struct EnvironmentDetails {
  let entry: EnvironmentEntry

  var lines: [String] {
    let spec = entry.spec
    var facts = [
      ["observation", "\(spec.observationShapeText), bytes from 0 to \(spec.observationMaximum)"],
      ["actions", spec.actionNames.enumerated().map { "\($0.offset) \($0.element)" }.joined(separator: ", ")],
      ["step limit", spec.stepLimit.map(String.init) ?? "none"],
    ]
    if !entry.aliases.isEmpty { facts.append(["also called", entry.aliases.joined(separator: ", ")]) }
    if let scores = entry.referenceScores {
      facts.append(["random play", "\(scores.randomMean) ± \(scores.randomError)"])
      if let ceiling = scores.ceiling { facts.append(["good play", "\(ceiling.score): \(ceiling.source)"]) }
    }
    return [entry.name] + Table.lines([[spec.summary]], indent: 2) + [""] + Table.lines(facts, indent: 2) + options
      + wrappers
  }

  /// The name without options and wrappers, to write others after.
  private var bareName: String { String(entry.name.prefix { $0 != ":" && $0 != "+" }) }

  private var options: [String] {
    guard let first = entry.options.first else { return [] }
    let rows = entry.options.map { ["\($0.name)=\($0.value)", $0.values, $0.summary] }
    return ["", "options, after a colon and joined by commas: \(bareName):\(first.name)=\(first.value)"]
      + Table.lines(rows, indent: 2)
  }

  private var wrappers: [String] {
    let rows = Wrapper.syntax.map { [$0.name, $0.expected, $0.summary] }
    return ["", "wrappers, each after a plus: \(entry.name)\(Wrapper.timeLimit(steps: 500).suffix)"]
      + Table.lines(rows, indent: 2)
  }
}
