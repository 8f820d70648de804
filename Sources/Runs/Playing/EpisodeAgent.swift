public import RLEnvironments
public import RLResults

/// Who acts in an ``EpisodePlayback``.
public enum EpisodeAgent: Sendable {
  /// A person, who chooses every action.
  case person
  /// Chance, every action as likely as the others.
  case random
  /// The agent that a run of this configuration would start with.
  case untrained(RunConfiguration)
  /// A trained agent; the path is what errors call it.
  case trained(Checkpoint, path: String)
  /// What was recorded; the path is what errors call it.
  case replay(Replay, path: String)

  /// The agent that a person named.
  ///
  /// - Parameter choices: settings of an untrained agent; its weights are drawn from the seed.
  /// - Throws: what reading the checkpoint or replay throws, and ``RunConfiguration``.
  public init(_ reference: AgentReference, in entry: EnvironmentEntry, choices: [Assignment] = []) throws {
    switch reference {
    case .untrained(let name):
      self = .untrained(
        try RunConfiguration(environment: entry.name, agent: name, choices, level: LevelCopy(of: entry)))
    case .trained(let path):
      self = .trained(try Checkpoint(readingFrom: path), path: Checkpoint.file(at: path))
    case .replay(let path):
      self = .replay(try Replay(readingFrom: path), path: path)
    }
  }
}
