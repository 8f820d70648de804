public import RLAgents
public import RLEnvironmentKit
public import RLEnvironments
public import RLNetworks

/// Everything that has a name, found by it; an unknown one is answered with the nearest.
public enum Names {
  /// The environment a designator means: a name or alias, options, wrappers.
  ///
  /// - Parameter level: the text of an own level, used in place of the file that its path names.
  /// - Throws: ``UnknownName``, ``EnvironmentError`` for an option or wrapper that does not fit, `LevelError`.
  public static func environment(_ designator: String, level: String? = nil) throws -> EnvironmentEntry {
    do {
      if let entry = try EnvironmentCatalog.entry(named: designator, level: level) { return entry }
    } catch let error as OptionError {
      throw EnvironmentError(designator: designator, problem: error)
    }
    let known = EnvironmentCatalog.entries.flatMap { [$0.name] + $0.aliases }
    throw UnknownName(
      kind: "environment", name: EnvironmentCatalog.name(of: designator), known: known,
      hint: "`rlcoord list environments` shows all")
  }

  /// The agent's name itself, if there is such an agent.
  public static func agent(_ name: String) throws(UnknownName) -> String {
    if AgentConfiguration.names.contains(name) { return name }
    throw UnknownName(kind: "agent", name: name, known: AgentConfiguration.names)
  }

  /// The network of that name.
  public static func network(_ name: String) throws(UnknownName) -> PolicyArchitecture {
    if let network = PolicyArchitecture.named(name) { return network }
    throw UnknownName(kind: "network", name: name, known: PolicyArchitecture.all.map(\.name))
  }

  /// The choice of convolutions of that name.
  public static func convolution(_ name: String) throws(UnknownName) -> ConvolutionChoice {
    if let choice = ConvolutionChoice(rawValue: name) { return choice }
    throw UnknownName(kind: "convolution", name: name, known: ConvolutionChoice.allCases.map(\.rawValue))
  }

  /// The precision of that name.
  public static func precision(_ name: String) throws(UnknownName) -> Precision {
    if let precision = Precision(rawValue: name) { return precision }
    throw UnknownName(kind: "precision", name: name, known: Precision.allCases.map(\.rawValue))
  }
}
