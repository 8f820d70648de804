internal import Agents
internal import EnvironmentKit
internal import Environments
internal import Networks

/// What there is to run, by kind.
public enum Inventory {
  /// The kinds, in the order a list shows them.
  public static let kinds = ["environments", "agents", "networks"]

  /// One kind with all that is of it.
  public struct Section: Sendable {
    public let kind: String
    public let items: [Item]
  }

  /// One thing with its name.
  public struct Item: Sendable {
    public let name: String
    /// One line for a person.
    public let summary: String
    /// As `--json` shows it.
    public let record: JSON
  }

  /// One kind, or all for nil.
  public static func sections(_ kind: String?) throws(UnknownName) -> [Section] {
    guard let kind else { return kinds.map { Section(kind: $0, items: items($0)) } }
    guard kinds.contains(kind) else { throw UnknownName(kind: "list", name: kind, known: kinds) }
    return [Section(kind: kind, items: items(kind))]
  }

  /// The sections as one object.
  public static func record(_ sections: [Section]) -> JSON {
    .object(sections.map { JSON.Member($0.kind, .array($0.items.map(\.record))) })
  }

  private static func items(_ kind: String) -> [Item] {
    switch kind {
    case "environments": EnvironmentCatalogue.entries.map(environment)
    case "agents": zip(AgentConfiguration.names, AgentConfiguration.summaries).map { plain($0, $1) }
    default: PolicyArchitecture.all.map { plain($0.name, $0.summary) }
    }
  }

  private static func plain(_ name: String, _ summary: String) -> Item {
    Item(name: name, summary: summary, record: .record(["name": .string(name), "summary": .string(summary)]))
  }

  private static func environment(_ entry: EnvironmentEntry) -> Item {
    let spec = entry.spec
    let shape = spec.observationShape.map(String.init).joined(separator: "×")
    return Item(
      name: spec.name, summary: "\(shape), \(spec.actionNames.count) actions: \(spec.summary)",
      record: .record([
        "name": .string(spec.name), "aliases": .array(entry.aliases.map(JSON.string)),
        "summary": .string(spec.summary), "observationShape": .array(spec.observationShape.map(JSON.count)),
        "actions": .array(spec.actionNames.map(JSON.string)), "stepLimit": spec.stepLimit.map(JSON.count) ?? .null,
      ]))
  }
}
