public import EnvironmentKit

/// Every environment by name: the one place that lists them.
public enum EnvironmentCatalogue {
  /// One environment with its options fixed.
  public struct Entry: Sendable {
    /// `family/name[-size]`, as in its specification.
    public let name: String
    /// Other names it answers to, such as the Gymnasium id of the same world.
    public let aliases: [String]
    private let single: @Sendable () -> any Environment
    private let vector: @Sendable (Int) -> any VectorEnvironment

    fileprivate init<World: Environment>(aliases: [String], _ make: @escaping @Sendable () -> World) {
      name = make().spec.name
      self.aliases = aliases
      single = { make() }
      vector = { EnvironmentVector(make(), count: $0) }
    }

    /// The part of the name before the slash.
    public var family: String { String(name.prefix { $0 != "/" }) }

    /// Makes one world.
    public func makeEnvironment() -> any Environment { single() }

    /// Makes `count` copies of the world to be stepped together.
    public func makeVector(count: Int) -> any VectorEnvironment { vector(count) }
  }

  /// All entries, in the order a list shows them.
  public static let entries: [Entry] = [
    Entry(aliases: ["MinAtar/Breakout-v1"]) { MinAtarBreakout() },
    Entry(aliases: ["MinAtar/Breakout-v0"]) { MinAtarBreakout(options: MinAtarOptions(actions: .full)) },
    Entry(aliases: ["MinAtar/SpaceInvaders-v1"]) { MinAtarSpaceInvaders() },
    Entry(aliases: ["MinAtar/SpaceInvaders-v0"]) { MinAtarSpaceInvaders(options: MinAtarOptions(actions: .full)) },
  ]

  /// The names of all entries, aliases apart.
  public static var names: [String] { entries.map(\.name) }

  /// The entry of that name or alias, spelt exactly.
  public static func entry(named name: String) -> Entry? {
    entries.first { $0.name == name || $0.aliases.contains(name) }
  }
}
