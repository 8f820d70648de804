internal import RLAgents
public import RLEnvironmentKit
internal import RLEnvironments
internal import RLNetworks
public import RLResults

/// How an agent did over some episodes.
public struct EvaluationResult: Sendable, Equatable {
  /// Of every episode, undiscounted, in the order of their seeds.
  public let returns: [Double]
  /// Environment steps of all episodes together.
  public let steps: Int
  /// Episodes still running after ``Evaluation/longestEpisode`` steps, where they were cut off.
  public let cappedEpisodes: Int

  public init(returns: [Double], steps: Int, cappedEpisodes: Int) {
    self.returns = returns
    self.steps = steps
    self.cappedEpisodes = cappedEpisodes
  }

  public var episodes: Int { returns.count }
  public var meanReturn: Double { returns.reduce(0, +) / Double(episodes) }
  /// Of the mean: the sample deviation over √n; 0 for a single episode.
  public var standardError: Double {
    guard episodes > 1 else { return 0 }
    let mean = meanReturn
    let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(episodes - 1) / Double(episodes)).squareRoot()
  }
  /// Of the mean: the 95 % bootstrap interval.
  public var interval: Interval { Bootstrap(seed: 0).mean(of: returns).interval }
  public var minimum: Double { returns.min() ?? 0 }
  public var maximum: Double { returns.max() ?? 0 }
}

/// An evaluation that was stopped before its last episode had ended; a mean over the short ones would mislead.
public struct EvaluationInterrupted: Error, Equatable, CustomStringConvertible {
  public let ended: Int
  public let episodes: Int

  public var description: String { "the evaluation was stopped after \(ended) of \(episodes) episodes" }
}

/// Lets a trained agent play whole episodes.
///
/// Every episode has its own seed and is counted, however long it takes, so short ones weigh no more than long ones.
/// The result follows from checkpoint, episodes, seed and greediness alone.
public struct Evaluation: Sendable {
  /// Steps after which an episode is cut off, lest a perfect player never end: half an hour of Atari at 15 actions a
  /// second (Machado 2018, arXiv 1709.06009, §3).
  public static let longestEpisode = 27_000
  /// Episodes in a plain evaluation.
  public static let usualEpisodes = 100
  private static let greatestBatch = 32

  private let checkpoint: Checkpoint
  /// What errors call the checkpoint.
  private let path: String

  /// - Parameter path: what errors call the checkpoint.
  public init(_ checkpoint: Checkpoint, path: String) {
    self.checkpoint = checkpoint
    self.path = path
  }

  /// Evaluations whose episodes have nothing in common, even with an equal seed.
  public enum Series: Int, Sendable {
    /// For a result that is reported.
    case final
    /// For choosing the best agent during training.
    case onTheWay
  }

  /// Plays.
  ///
  /// - Parameters:
  ///   - episodes: at least 1.
  ///   - seed: of the episodes; training's own numbers are drawn apart, even from an equal seed.
  ///   - series: which of the seed's episodes.
  ///   - isGreedy: whether the agent takes its most probable action instead of drawing one.
  ///   - showcase: where the first episodes under way can be watched; changes nothing of the result.
  ///   - shouldStop: asked before every step; once it returns true, the evaluation ends without a result.
  ///   - progress: called about once a second with the episodes that have ended.
  /// - Throws: ``CheckpointError`` where the weights do not fit, what building the network throws, and
  ///   ``EvaluationInterrupted``.
  public func run(
    episodes: Int, seed: UInt64, series: Series = .final, isGreedy: Bool = false, showcase: Showcase? = nil,
    shouldStop: () -> Bool = { false }, progress: (_ ended: Int) -> Void = { _ in }
  ) throws -> EvaluationResult {
    precondition(episodes > 0, "an evaluation of \(episodes) episodes")
    let spec = try spec()
    try checkpoint.check(for: spec, path: path)
    let rounds = (episodes + Evaluation.greatestBatch - 1) / Evaluation.greatestBatch
    let batch = (episodes + rounds - 1) / rounds
    let actor = try checkpoint.makeNetwork(for: spec, path: path).map { network in
      try PolicyActor(
        network, batch: batch, precision: checkpoint.network.precision, observationMaximum: spec.observationMaximum)
    }
    var seeds = Philox(seed: seed, lane: 2 * series.rawValue, purpose: .evaluation)
    let environment = try checkpoint.entry
    var table = EpisodeTable(
      seeds: (0..<episodes).map { _ in seeds.next() }, batch: batch, observationSize: spec.observationSize,
      makeEnvironment: environment.makeEnvironment)
    var stream = Philox(seed: seed, lane: 2 * series.rawValue + 1, purpose: .evaluation)
    var actions = [Int32](repeating: 0, count: batch)
    let clock = ContinuousClock()
    var latest = clock.now
    while !table.isFinished {
      if shouldStop() { throw EvaluationInterrupted(ended: table.ended, episodes: episodes) }
      if clock.now - latest >= Training.progressInterval {
        latest = clock.now
        progress(table.ended)
      }
      if let actor {
        var span = actions.mutableSpan
        actor.act(on: table.observations.span, actions: &span, isGreedy: isGreedy, using: &stream)
      } else {
        for slot in actions.indices { actions[slot] = Int32(stream.below(spec.actionNames.count)) }
      }
      if let showcase, showcase.wantsMoments {
        showcase.leave(table.moments(first: showcase.worlds, actions) { actor?.insight(row: $0, map: showcase.map) })
      }
      table.step(actions)
    }
    return EvaluationResult(returns: table.returns, steps: table.steps, cappedEpisodes: table.cappedEpisodes)
  }

  private func spec() throws(CheckpointError) -> EnvironmentSpec {
    guard let entry = try? checkpoint.entry else {
      throw CheckpointError(
        path: path, problem: .unknownField(name: "environment", value: checkpoint.environment))
    }
    return entry.spec
  }
}

/// Episodes dealt out to a row of worlds: slot s plays the episodes s, s + batch, s + 2 batch and so on.
private struct EpisodeTable {
  private(set) var observations: [UInt8]
  private(set) var returns: [Double]
  private(set) var steps = 0
  private(set) var cappedEpisodes = 0
  private let seeds: [UInt64]
  private let size: Int
  private var worlds: [any Environment]
  /// The episode each slot plays; one past the last when it is done.
  private var episode: [Int]
  private var length: [Int]
  private var reward: [Double]

  init(seeds: [UInt64], batch: Int, observationSize: Int, makeEnvironment: () -> any Environment) {
    self.seeds = seeds
    size = observationSize
    observations = [UInt8](repeating: 0, count: batch * observationSize)
    returns = [Double](repeating: 0, count: seeds.count)
    worlds = (0..<batch).map { _ in makeEnvironment() }
    episode = Array(0..<batch)
    length = [Int](repeating: 0, count: batch)
    reward = [Double](repeating: 0, count: batch)
    for slot in worlds.indices { start(slot) }
  }

  /// Episodes that have ended.
  private(set) var ended = 0

  var isFinished: Bool { episode.allSatisfy { $0 >= seeds.count } }

  private mutating func start(_ slot: Int) {
    guard episode[slot] < seeds.count else { return }
    length[slot] = 0
    reward[slot] = 0
    worlds[slot].seed(seeds[episode[slot]])
    worlds[slot].reset(into: &observations, at: slot * size..<(slot + 1) * size)
  }

  /// Views of the first worlds that still have an episode to play, before they take these actions.
  func moments(first count: Int, _ actions: [Int32], insight: (Int) -> PolicyInsight?) -> [Moment] {
    worlds.indices.filter { episode[$0] < seeds.count }.prefix(count).map { slot in
      Moment(
        world: worlds[slot], observation: Array(observations[slot * size..<(slot + 1) * size]), step: length[slot],
        episodeReturn: returns[episode[slot]], reward: reward[slot], action: Int(actions[slot]), insight: insight(slot))
    }
  }

  /// Takes one step in every world that still has an episode to play.
  mutating func step(_ actions: [Int32]) {
    for slot in worlds.indices where episode[slot] < seeds.count {
      let place = slot * size..<(slot + 1) * size
      let outcome = worlds[slot].step(Int(actions[slot]), into: &observations, at: place)
      returns[episode[slot]] += outcome.reward
      reward[slot] = outcome.reward
      length[slot] += 1
      steps += 1
      let isOver = outcome.isTerminated || outcome.isTruncated
      guard isOver || length[slot] == Evaluation.longestEpisode else { continue }
      ended += 1
      if !isOver { cappedEpisodes += 1 }
      episode[slot] += worlds.count
      start(slot)
    }
  }
}

extension Environment {
  fileprivate mutating func reset(into observations: inout [UInt8], at place: Range<Int>) {
    var all = observations.mutableSpan
    var observation = all._mutatingExtracting(place)
    reset(into: &observation)
  }

  fileprivate mutating func step(
    _ action: Int, into observations: inout [UInt8], at place: Range<Int>
  ) -> StepOutcome {
    var all = observations.mutableSpan
    var observation = all._mutatingExtracting(place)
    return step(action, into: &observation)
  }
}
