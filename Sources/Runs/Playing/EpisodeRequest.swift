internal import RLAgents
public import RLEnvironments
internal import RLResults

/// Which agent acts in which environment, from the one or two words a person named them by.
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
  ///   - words: an environment and an agent; or one alone: a run, a checkpoint or a replay, which know their
  ///     environment, or an environment to be played at random.
  ///   - seed: of the episodes; nil leaves it to the agent.
  /// - Throws: ``UnknownName``, ``CheckpointError``, ``ReplayError``, and what finding an environment throws;
  ///   ``EpisodeRequestError`` for no word or more than two.
  public init(_ words: [String], seed: UInt64? = nil) throws {
    let (environment, reference) = try EpisodeRequest.named(words)
    entry = try EpisodeRequest.entry(named: environment, for: reference)
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

  /// One line where the level's file has changed since the agent was trained.
  public var levelWarning: String? {
    switch agent {
    case .trained(let checkpoint, _): checkpoint.levelWarning
    case .replay(let replay, _): replay.level?.warning(for: replay.environment)
    case .person, .random, .untrained: nil
    }
  }

  /// An environment's name, nil where the agent knows its own, and an agent. A word alone that is neither an environment
  /// nor there is taken for an environment's name.
  private static func named(_ words: [String]) throws -> (environment: String?, AgentReference) {
    switch words.count {
    case 1:
      let word = words[0]
      if (try? Names.environment(word)) != nil { return (word, .untrained("random")) }
      if word.hasSuffix(Replay.fileEnding) { return (nil, .replay(path: word)) }
      let isTrained = !word.hasSuffix(".txt") && (File.exists(word) || word.hasSuffix(".safetensors"))
      return isTrained ? (nil, .trained(path: word)) : (word, .untrained("random"))
    case 2: return (words[0], try AgentReference(words[1]))
    default: throw EpisodeRequestError(words: words.count)
    }
  }

  private static func entry(named name: String?, for reference: AgentReference) throws -> EnvironmentEntry {
    switch reference {
    case .trained(let path):
      let checkpoint = try Checkpoint(readingFrom: path)
      return try name.map(checkpoint.entry) ?? checkpoint.entry
    case .replay(let path):
      let replay = try Replay(readingFrom: path)
      return try name.map(replay.entry(named:)) ?? replay.entry(path: path)
    case .untrained: return try Names.environment(name ?? "")
    }
  }

  /// Starts the first episodes.
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
    "expected an environment and an agent, or a run's folder, checkpoint or replay alone, but got \(words) names"
  }
}
