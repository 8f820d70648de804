internal import RLAgents
public import RLEnvironments
internal import RLResults

/// Who plays what, from the one or two words a person named them by.
public struct EpisodeRequest: Sendable {
  public let entry: EnvironmentEntry
  public let agent: EpisodeAgent
  /// Of the episodes.
  public let seed: UInt64
  /// Environment and agent in a few words.
  public let title: String

  /// Finds environment and agent.
  ///
  /// - Parameters:
  ///   - words: an environment and a agent; or one alone: a run, a checkpoint or a replay, which know their
  ///     environment, or an environment to be played at random.
  ///   - seed: of the episodes; nil leaves it to the agent.
  /// - Throws: ``UnknownName``, ``CheckpointError``, ``ReplayError``, and what finding an environment throws;
  ///   ``EpisodeRequestError`` for no word or more than two.
  public init(_ words: [String], seed: UInt64? = nil) throws {
    let reference: AgentReference
    switch words.count {
    case 2:
      entry = try Names.environment(words[0])
      reference = try AgentReference(words[1])
    case 1:
      (entry, reference) = try EpisodeRequest.alone(words[0])
    default: throw EpisodeRequestError(words: words.count)
    }
    agent = try EpisodeAgent(reference, in: entry, choices: seed.map { [Assignment("seed", String($0))] } ?? [])
    switch agent {
    case .trained(let checkpoint, let path):
      self.seed = seed ?? checkpoint.seed
      title = "\(entry.name)  \(path)"
    case .replay(_, let path):
      self.seed = 0
      title = "\(entry.name)  \(path)"
    case .untrained(let configuration):
      self.seed = configuration.seed
      title = "\(entry.name)  \(configuration.agent.name)\(configuration.isLearner ? ", untrained" : "")"
    case .person, .random:
      self.seed = seed ?? 1
      title = entry.name
    }
  }

  /// What one word alone means. What is neither an environment nor there is taken for an environment's name.
  private static func alone(_ word: String) throws -> (EnvironmentEntry, AgentReference) {
    if let entry = try? Names.environment(word) { return (entry, .untrained("random")) }
    if word.hasSuffix(Replay.fileEnding) {
      return (try Replay(readingFrom: word).entry(path: word), .replay(path: word))
    }
    guard !word.hasSuffix(".txt"), File.exists(word) || word.hasSuffix(".safetensors") else {
      return (try Names.environment(word), .untrained("random"))
    }
    let checkpoint = try Checkpoint(readingFrom: word)
    return (try Names.environment(checkpoint.environment), .trained(path: word))
  }

  /// Begins to play.
  ///
  /// - Throws: see ``EpisodePlayback``.
  public func playback(worlds: Int = 1, episodes: Int? = nil, isGreedy: Bool = false) throws -> EpisodePlayback {
    try EpisodePlayback(of: entry, by: agent, seed: seed, worlds: worlds, episodes: episodes, isGreedy: isGreedy)
  }
}

/// Too few or too many words.
public struct EpisodeRequestError: Error, Equatable, CustomStringConvertible {
  public let words: Int

  public var description: String {
    "expected an environment and a agent, or a run's folder, checkpoint or replay alone, but got \(words) names"
  }
}
