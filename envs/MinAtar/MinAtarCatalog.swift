internal import RLEnvironmentKit

extension EnvironmentCatalog {
  /// The five games, each with its minimal and with the full action set.
  static let minatar: [EnvironmentEntry] = [
    minatarEntry("MinAtar/Asterix-v1", .minimal) { MinAtarAsterix(options: $0) },
    minatarEntry("MinAtar/Asterix-v0", .full) { MinAtarAsterix(options: $0) },
    minatarEntry("MinAtar/Breakout-v1", .minimal) { MinAtarBreakout(options: $0) },
    minatarEntry("MinAtar/Breakout-v0", .full) { MinAtarBreakout(options: $0) },
    minatarEntry("MinAtar/Freeway-v1", .minimal) { MinAtarFreeway(options: $0) },
    minatarEntry("MinAtar/Freeway-v0", .full) { MinAtarFreeway(options: $0) },
    minatarEntry("MinAtar/Seaquest-v1", .minimal) { MinAtarSeaquest(options: $0) },
    minatarEntry("MinAtar/Seaquest-v0", .full) { MinAtarSeaquest(options: $0) },
    minatarEntry("MinAtar/SpaceInvaders-v1", .minimal) { MinAtarSpaceInvaders(options: $0) },
    minatarEntry("MinAtar/SpaceInvaders-v0", .full) { MinAtarSpaceInvaders(options: $0) },
  ]

  private static func minatarEntry<World: Environment>(
    _ alias: String, _ actions: MinAtarOptions.ActionSet, _ make: @escaping @Sendable (MinAtarOptions) -> World
  ) -> EnvironmentEntry {
    EnvironmentEntry(aliases: [alias], options: MinAtarOptions(actions: actions), make)
  }
}
