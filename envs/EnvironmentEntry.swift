public import RLEnvironmentKit

/// One environment of the catalog: a world with its options and wrappers fixed, ready to be made.
public struct EnvironmentEntry: Sendable {
  /// An option of the world, as a list shows it.
  public struct Option: Sendable, Equatable {
    /// As a person writes it.
    public let name: String
    /// The values it takes, in words.
    public let values: String
    /// The value it has in this entry.
    public let value: String
    /// One line for a person.
    public let summary: String
  }

  /// Other names it answers to, such as the Gymnasium id of the same world.
  public let aliases: [String]
  /// What it takes after a colon.
  public let options: [Option]
  /// What an agent may know beforehand; its name is the designator that leads to this entry.
  public let spec: EnvironmentSpec
  /// The text of the file that an own level was read from; nil for a world of the catalog.
  public internal(set) var levelText: String?
  private let single: @Sendable () -> any Environment
  private let vector: @Sendable (Int) -> any VectorEnvironment
  private let configure: @Sendable (String) throws(OptionError) -> EnvironmentEntry

  /// An entry for a world with options.
  ///
  /// - Parameters:
  ///   - aliases: other names it answers to.
  ///   - options: those a person starts from.
  ///   - make: the world for any options that can be set from text.
  public init<World: Environment, Options: EnvironmentOptions>(
    aliases: [String] = [], options: Options, _ make: @escaping @Sendable (Options) -> World
  ) {
    self.init(
      aliases: aliases, options: options, single: { make($0) }, vector: { EnvironmentVector(make($0), count: $1) })
  }

  /// What does not depend on the world's type: the compiler makes a copy of it for every kind of options, not for every
  /// world.
  private init<Options: EnvironmentOptions>(
    aliases: [String], options: Options, single: @escaping @Sendable (Options) -> any Environment,
    vector: @escaping @Sendable (Options, Int) -> any VectorEnvironment
  ) {
    self.aliases = aliases
    spec = single(options).spec
    self.options = Options.fields.map {
      Option(name: $0.name, values: $0.values, value: $0.text(options), summary: $0.summary)
    }
    self.single = { single(options) }
    self.vector = { vector(options, $0) }
    configure = { text throws(OptionError) in
      EnvironmentEntry(aliases: aliases, options: try options.setting(text), single: single, vector: vector)
    }
  }

  /// An entry for a world that has nothing to choose.
  public init<World: Environment>(aliases: [String] = [], _ make: @escaping @Sendable () -> World) {
    self.init(aliases: aliases, options: NoOptions()) { _ in make() }
  }

  private init(wrapping inner: EnvironmentEntry, by wrapper: Wrapper) {
    aliases = []
    options = inner.options
    let make: @Sendable () -> any Environment = { wrapper.applied(to: inner.makeEnvironment()) }
    spec = make().spec
    levelText = inner.levelText
    single = make
    vector = { count in Self.vector(of: make(), count: count) }
    configure = { text throws(OptionError) in
      EnvironmentEntry(wrapping: try inner.configure(text), by: wrapper)
    }
  }

  /// `family/name[-size]`, then the options that are not as they were, then the wrappers.
  public var name: String { spec.name }

  /// The part of the name before the slash.
  public var family: String { String(name.prefix { $0 != "/" }) }

  /// Makes one world.
  public func makeEnvironment() -> any Environment { single() }

  /// Makes `count` copies of the world to be stepped together.
  public func makeVector(count: Int) -> any VectorEnvironment { vector(count) }

  /// The entry with other options: `sticky=0,ramping=no`.
  public func with(options text: String) throws(OptionError) -> EnvironmentEntry {
    var entry = try configure(text)
    entry.levelText = levelText
    return entry
  }

  /// The entry as a person plays it: a game that skips frames for agents shows every one, and half an hour is as long.
  public var atEveryFrame: EnvironmentEntry {
    let values = Dictionary(uniqueKeysWithValues: options.map { ($0.name, $0.value) })
    guard let skip = values["frame-skip"].flatMap({ Int($0) }), skip > 1,
      let limit = values["step-limit"].flatMap({ Int($0) })
    else { return self }
    let all = min(1_000_000, limit * skip)
    return (try? with(options: "frame-skip=1,stack=1,step-limit=\(all)")) ?? self
  }

  /// The entry with one more wrapper around it.
  public func wrapped(by wrapper: Wrapper) -> EnvironmentEntry { EnvironmentEntry(wrapping: self, by: wrapper) }

  private static func vector<World: Environment>(of world: World, count: Int) -> any VectorEnvironment {
    EnvironmentVector(world, count: count)
  }
}
