import RLEnvironments
import TestSupport

/// Names of the catalog's worlds: all in the deep mode, otherwise some of every family.
///
/// - Parameters:
///   - count: drawn from each family.
///   - file: with `line` distinguishes the samples of different tests.
func sampledWorlds(perFamily count: Int, file: String = #fileID, line: Int = #line) -> [String] {
  let families = Dictionary(grouping: EnvironmentCatalog.names) { $0.prefix { $0 != "/" } }
  return families.sorted { $0.key < $1.key }.flatMap { Depth.sample($0.value, count, file: file, line: line) }
}
