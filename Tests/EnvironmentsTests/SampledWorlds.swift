import RLEnvironments
import TestSupport

/// Names of the catalog's worlds: all in the deep mode, otherwise one of every kind, such as `minigrid/doorkey-6x6` of the
/// three doorkeys; of levels and arcade games, which are a kind each, only some.
///
/// - Parameters:
///   - count: drawn of levels, and of arcade games.
///   - file: with `line` distinguishes the samples of different tests.
func sampledWorlds(_ count: Int, file: String = #fileID, line: Int = #line) -> [String] {
  let families = Dictionary(grouping: EnvironmentCatalog.names) { $0.prefix { $0 != "/" } }
  return families.sorted { $0.key < $1.key }.flatMap { family, names in
    if family == "arcade" || family == "levels" { return Depth.sample(names, count, file: file, line: line) }
    let kinds = Dictionary(grouping: names) { $0.prefix { $0 != "-" } }
    return kinds.sorted { $0.key < $1.key }.flatMap { kind, names in
      // The kind is in the sample's seed, so that it is not the first of each that is drawn together.
      Depth.sample(names, 1, file: file + kind, line: line)
    }
  }
}
