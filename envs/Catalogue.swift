public import EnvironmentKit

/// Every environment by name: the one place that knows them all.
///
/// A person names a world by a *designator*: a name or alias, then options, then wrappers, as in
/// `minatar/breakout:sticky=0,ramping=no+time-limit=500+frame-stack=4`.
public enum EnvironmentCatalogue {
  /// All entries, in the order a list shows them.
  public static let entries: [EnvironmentEntry] = minatar + minigrid + levels + arcade

  /// The names of all entries, aliases apart.
  public static var names: [String] { entries.map(\.name) }

  /// The environment a designator means.
  ///
  /// - Returns: nil where nothing is called so.
  /// - Throws: ``EnvironmentKit/OptionError`` where an option or a wrapper does not fit.
  public static func entry(named designator: String) throws(OptionError) -> EnvironmentEntry? {
    let parts = designator.split(separator: "+", omittingEmptySubsequences: false)
    let head = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard var entry = entries.first(where: { $0.name == head[0] || $0.aliases.contains(head[0]) }) else { return nil }
    if head.count > 1 { entry = try entry.with(options: head[1]) }
    for wrapper in parts.dropFirst() { entry = entry.wrapped(by: try Wrapper(parsing: String(wrapper))) }
    return entry
  }
}
