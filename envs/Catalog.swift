internal import RLEnvironmentKit

/// Every environment by name: the one place that knows them all.
///
/// A person names a world by a *designator*: a name or alias, then options, then wrappers, as in
/// `minatar/breakout:sticky=0,ramping=no+time-limit=500+frame-stack=4`.
public enum EnvironmentCatalog {
  /// All entries, in the order a list shows them.
  public static let entries: [EnvironmentEntry] = minatar + minigrid + levels + arcade

  /// The names of all entries, aliases apart.
  public static var names: [String] { entries.map(\.name) }

  /// The environment a designator means. A name that ends in `.txt` is the path of a level.
  ///
  /// - Parameter level: the text of an own level, to be used in place of the file that its path names.
  /// - Returns: nil where nothing is called so.
  /// - Throws: ``EnvironmentKit/OptionError`` where an option or a wrapper does not fit, ``LevelError`` for a level that
  ///   cannot be read or played.
  public static func entry(named designator: String, level: String? = nil) throws -> EnvironmentEntry? {
    let name = name(of: designator)
    var parts = designator.dropFirst(name.count).split(separator: "+", omittingEmptySubsequences: false)
    let options = parts.removeFirst()
    guard var entry = try base(named: name, level: level) else { return nil }
    if !options.isEmpty { entry = try entry.with(options: String(options.dropFirst())) }
    for wrapper in parts { entry = entry.wrapped(by: try Wrapper(parsing: String(wrapper))) }
    return entry
  }

  /// The part of a designator before options and wrappers. A path may hold colons and pluses of its own.
  public static func name(of designator: String) -> String {
    if let path = designator.prefixMatch(of: /.*?\.txt(?=[:+]|$)/.dotMatchesNewlines()) { return String(path.output) }
    return String(designator.prefix { $0 != ":" && $0 != "+" })
  }

  private static func base(named name: String, level: String?) throws -> EnvironmentEntry? {
    if name.hasSuffix(".txt") {
      let bytes = try level.map { Array($0.utf8) } ?? Level.read(name)
      var entry = try Level(parsing: bytes, name: name).entry
      entry.levelText = String(decoding: bytes, as: UTF8.self)
      return entry
    }
    return entries.first { $0.name == name || $0.aliases.contains(name) }
  }
}
