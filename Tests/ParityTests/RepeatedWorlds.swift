import RLEnvironments

extension EnvironmentCatalog {
  /// The worlds that repeat a package's. MinAtar's are those with the full action set, of which the minimal one is a
  /// choice; MiniGrid's go by the package's ids.
  static var repeatedWorlds: [String] {
    entries.flatMap { entry -> [String] in
      switch entry.family {
      case "minatar" where entry.name.hasSuffix("-full"): [entry.name]
      case "minigrid": entry.aliases
      default: []
      }
    }
  }
}
