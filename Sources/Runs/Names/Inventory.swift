internal import RLAgents
internal import RLEnvironmentKit
public import RLEnvironments
internal import RLNetworks
public import RLResults

/// Everything that can be run, by kind.
public enum Inventory {
  /// The kinds, in the order a list shows them.
  public static let kinds = ["environments", "wrappers", "agents", "networks"]

  /// One kind with all that is of it.
  public struct Section: Sendable {
    public let kind: String
    public let items: [Item]
  }

  /// One thing with its name.
  public struct Item: Sendable {
    public let name: String
    /// What it is listed under: an environment's family, or the kind.
    public let group: String
    /// Facts shown in columns of their own, in the same order for all items of a kind.
    public let facts: [String]
    /// One line for a person.
    public let summary: String
    /// As `--json` shows it.
    public let record: JSON
    /// What an environment's details are read from; nil for other kinds.
    public let environment: EnvironmentEntry?
  }

  /// One kind, or all for nil.
  ///
  /// - Parameter name: the only one to be shown; for environments also a family, or a name with options and wrappers.
  /// - Throws: ``UnknownName``, or ``EnvironmentError`` for an option or wrapper that does not fit.
  public static func sections(_ kind: String? = nil, name: String? = nil) throws -> [Section] {
    guard let kind else { return try kinds.map { Section(kind: $0, items: try items($0, name: nil)) } }
    guard kinds.contains(kind) else { throw UnknownName(kind: "list", name: kind, known: kinds) }
    return [Section(kind: kind, items: try items(kind, name: name))]
  }

  /// The sections as one object.
  public static func record(_ sections: [Section]) -> JSON {
    .object(sections.map { JSON.Member($0.kind, .array($0.items.map(\.record))) })
  }

  /// The parts of the environments' names before the slash, in the order of the catalog.
  public static var families: [String] {
    EnvironmentCatalog.entries.map(\.family).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// All environments of a family, or the one that a designator means.
  ///
  /// - Throws: as ``sections(_:name:)``.
  public static func environments(_ name: String) throws -> [EnvironmentEntry] {
    let family = EnvironmentCatalog.entries.filter { $0.family == name }
    if !family.isEmpty { return family }
    do {
      return [try Names.environment(name)]
    } catch let error as UnknownName {
      throw UnknownName(kind: error.kind, name: error.name, known: families + error.known, hint: error.hint)
    }
  }

  private static func items(_ kind: String, name: String?) throws -> [Item] {
    if kind == "environments" { return try (name.map(environments) ?? EnvironmentCatalog.entries).map(environment) }
    let all =
      switch kind {
      case "wrappers": Wrapper.syntax.map { wrapper(name: $0.name, expected: $0.expected, summary: $0.summary) }
      case "agents": zip(AgentConfiguration.names, AgentConfiguration.summaries).map { plain($0, $1, of: kind) }
      default: PolicyArchitecture.all.map { plain($0.name, $0.summary, of: kind) }
      }
    guard let name else { return all }
    guard let item = all.first(where: { $0.name == name }) else {
      throw UnknownName(kind: String(kind.dropLast()), name: name, known: all.map(\.name))
    }
    return [item]
  }

  private static func plain(_ name: String, _ summary: String, of kind: String) -> Item {
    Item(
      name: name, group: kind, facts: [], summary: summary,
      record: .record(["name": .string(name), "summary": .string(summary)]), environment: nil)
  }

  private static func wrapper(name: String, expected: String, summary: String) -> Item {
    Item(
      name: name, group: "wrappers", facts: [expected], summary: summary,
      record: .record([
        "name": .string(name), "values": .string(expected), "summary": .string(summary),
      ]), environment: nil)
  }

  private static func environment(_ entry: EnvironmentEntry) -> Item {
    Item(
      name: entry.name, group: entry.family, facts: [], summary: entry.spec.summary, record: entry.record,
      environment: entry)
  }
}
