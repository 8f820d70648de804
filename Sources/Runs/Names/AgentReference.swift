internal import RLAgents
public import RLEnvironmentKit
internal import RLResults

/// What a person names where an agent is expected: one to train, one that was trained, or what one once did.
public enum AgentReference: Sendable, Equatable {
  /// An agent's name.
  case untrained(String)
  /// The path of a run folder or a checkpoint.
  case trained(path: String)
  /// The path of a replay.
  case replay(path: String)

  /// An agent's name means the agent, even beside a folder of that name; a path can always be written `./name`. A path
  /// that ends in `.replay` means a replay.
  ///
  /// - Throws: ``UnknownName`` for what is neither an agent nor there, and does not look like a path.
  public init(_ text: String) throws(UnknownName) {
    if AgentConfiguration.names.contains(text) {
      self = .untrained(text)
    } else if text.hasSuffix(Replay.fileEnding) {
      self = .replay(path: text)
    } else if File.exists(text) || text.contains("/") || text.hasSuffix(".safetensors") {
      self = .trained(path: text)
    } else {
      throw UnknownName(kind: "agent", name: text, known: AgentConfiguration.names)
    }
  }
}
