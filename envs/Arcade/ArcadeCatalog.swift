internal import RLEnvironmentKit

extension EnvironmentCatalog {
  /// The arcade's games.
  static let arcade: [EnvironmentEntry] = [
    arcade(ArcadePong.self),
    arcade(ArcadeBreakout.self),
    arcade(ArcadeInvaders.self),
    arcade(ArcadeFreeway.self),
    arcade(ArcadeMuncher.self),
    arcade(ArcadeRocks.self),
    arcade(ArcadeSubmarine.self),
    arcade(ArcadeSnake.self),
  ]

  private static func arcade<Game: ArcadeGame>(_ game: Game.Type) -> EnvironmentEntry {
    EnvironmentEntry(options: ArcadeOptions()) { ArcadeWorld<Game>(options: $0) }
  }
}
