public import RLEnvironmentKit
public import RLEnvironments
internal import RLAgents

/// Worlds side by side, played episode by episode for someone to see.
///
/// Episode k is played in a fresh world with the seed that an ``Evaluation`` gives it; of n worlds the first plays the
/// episodes 0, n, 2n, the second 1, n + 1, and so on. What an agent draws follows from the episode's seed as well, so
/// that no episode depends on those before it or beside it.
public struct EpisodePlayback: MomentSource {
  private let entry: EnvironmentEntry
  private let actionSource: ActionSource
  private let isGreedy: Bool
  /// How many there are; nil without an end.
  private let episodes: Int?
  private let seed: UInt64
  private var slots: [Slot] = []
  private var map = 0

  /// A world's place.
  private struct Slot {
    /// The number of its episode.
    var number: Int
    var episode: Episode
    /// The agent's.
    var random: Philox
    /// Nothing follows, and the end was seen.
    var isDone = false
  }

  /// Begins the first episodes.
  ///
  /// - Parameters:
  ///   - seed: of the episodes; a replay brings its own.
  ///   - worlds: at least 1; of a replay there is one, and there are never more than episodes.
  ///   - episodes: at least 1, in all worlds together; nil never ends. A replay is one.
  ///   - isGreedy: whether a policy takes its most probable action instead of drawing one.
  /// - Throws: ``CheckpointError`` and ``ReplayError`` for what does not belong to the environment, and what building
  ///   the network throws.
  public init(
    of entry: EnvironmentEntry, by agent: EpisodeAgent, seed: UInt64, worlds: Int = 1, episodes: Int? = nil,
    isGreedy: Bool = false
  ) throws {
    precondition(worlds > 0 && episodes ?? 1 > 0, "\(episodes ?? 1) episodes in \(worlds) worlds")
    self.entry = entry
    self.isGreedy = isGreedy
    self.seed = seed
    var count = min(worlds, episodes ?? worlds)
    if case .replay = agent { count = 1 }
    actionSource = try ActionSource(of: agent, in: entry, batch: count)
    if case .replay = actionSource { self.episodes = 1 } else { self.episodes = episodes }
    slots = (0..<count).map(start)
    decide()
  }

  private func start(_ number: Int) -> Slot {
    let seed = worldSeed(number)
    return Slot(
      number: number, episode: Episode(in: entry.makeEnvironment(), seed: seed, limit: actionSource.longestEpisode),
      random: Philox(seed: seed, lane: 1, purpose: .evaluation))
  }

  /// The seed of an episode's world: of the numbers of which an evaluation takes one after the other, two words each.
  private func worldSeed(_ number: Int) -> UInt64 {
    if case .replay(let replay) = actionSource { return replay.seed }
    var state = Philox(seed: seed, lane: 0, purpose: .evaluation).state
    state.position = 2 * UInt64(number)
    var stream = Philox(state: state)
    return stream.next()
  }

  // MARK: Views

  public var moments: [Moment] { slots.map(\.episode.moment) }

  public var stepsPerSecond: Double { entry.spec.stepsPerSecond }

  /// Whether all episodes are over and their ends were there to be seen.
  public var isFinished: Bool { slots.allSatisfy(\.isDone) }

  /// The present episode of a world as far as it has come.
  public func replay(of world: Int = 0) -> Replay { Replay(slots[world].episode, in: entry) }

  // MARK: Going on

  /// Takes a step in every world; a world whose episode is over starts its next one, if any is left.
  ///
  /// - Parameter action: what a person wants to do, in place of what the agent would; a replay does not listen. With
  ///   nil a person does nothing, and a world that has no action for that waits.
  public mutating func advance(_ action: Int?) {
    var isChanged = false
    for index in slots.indices where !slots[index].isDone {
      if let next = nextAction(of: slots[index].episode, asked: action) {
        slots[index].episode.step(next)
      } else if isAtEnd(slots[index].episode) {
        let number = slots[index].number + slots.count
        slots[index].isDone = number >= episodes ?? .max
        guard !slots[index].isDone else { continue }
        slots[index] = start(number)
      } else {
        continue
      }
      isChanged = true
    }
    if isChanged { decide() }
  }

  /// Restarts the current episodes, which go the same way again.
  public mutating func restart() {
    for index in slots.indices { slots[index] = start(slots[index].number) }
    decide()
  }

  public mutating func turnMap(by filters: Int) {
    guard case .policy(let actor) = actionSource else { return }
    map += filters
    for index in slots.indices { slots[index].episode.moment.insight?.positionMap = actor.positionMap(turn: map) }
  }

  private func isAtEnd(_ episode: Episode) -> Bool {
    guard case .replay(let replay) = actionSource else { return episode.moment.isOver }
    return episode.actions.count == replay.actions.count
  }

  private func nextAction(of episode: Episode, asked: Int?) -> Int? {
    guard !episode.moment.isOver else { return nil }
    return switch actionSource {
    case .replay: episode.moment.action
    case .person(let idle): asked ?? idle
    case .random, .policy: asked ?? episode.moment.action
    }
  }

  /// Fills in what the agent thinks of the present moments and will do.
  private mutating func decide() {
    if case .policy(let actor) = actionSource {
      let observations = slots.flatMap(\.episode.moment.observation)
      actor.look(at: observations.span)
    }
    for index in slots.indices where !slots[index].isDone {
      let action = decision(index)
      slots[index].episode.moment.action = slots[index].episode.moment.isOver ? nil : action
      if case .policy(let actor) = actionSource {
        slots[index].episode.moment.insight = actor.insight(row: index, map: map)
      }
    }
  }

  private mutating func decision(_ index: Int) -> Int? {
    switch actionSource {
    case .person: return nil
    case .random: return slots[index].random.below(entry.spec.actionNames.count)
    case .policy(let actor): return actor.action(row: index, isGreedy: isGreedy, using: &slots[index].random)
    case .replay(let replay):
      let count = slots[index].episode.actions.count
      return count < replay.actions.count ? replay.actions[count] : nil
    }
  }
}
