internal import RLEnvironmentKit

/// One episode as it is played: what is to be seen of it, and what it takes to play it again.
struct Episode {
  /// Of the world.
  let seed: UInt64
  /// The present one; its action and insight are for the agent to fill in.
  var moment: Moment
  /// Those taken so far.
  private(set) var actions: [Int] = []
  /// Over all observations and rewards so far.
  private var seen: UInt64
  private let limit: Int?

  /// Begins.
  ///
  /// - Parameters:
  ///   - world: as it was made, so that the episode follows from seed and actions alone.
  ///   - limit: steps after which the episode is cut off; nil leaves it to the world.
  init(in world: any Environment, seed: UInt64, limit: Int? = nil) {
    self.seed = seed
    self.limit = limit
    var world = world
    world.seed(seed)
    var observation = [UInt8](repeating: 0, count: world.spec.observationSize)
    var span = observation.mutableSpan
    world.reset(into: &span)
    moment = Moment(world: world, observation: observation)
    seen = fnv1a(observation)
  }

  /// Takes a step.
  ///
  /// - Precondition: the episode is not over.
  mutating func step(_ action: Int) {
    precondition(!moment.isOver, "a step after the end of an episode")
    var observation: [UInt8] = []
    swap(&observation, &moment.observation)
    var span = observation.mutableSpan
    let outcome = moment.world.step(action, into: &span)
    swap(&observation, &moment.observation)
    actions.append(action)
    moment.step += 1
    moment.reward = outcome.reward
    moment.episodeReturn += outcome.reward
    moment.isOver = outcome.isTerminated || outcome.isTruncated || moment.step == limit
    seen = fnv1a(moment.observation, after: seen)
    seen = fnv1a(outcome.reward.bitPattern.bytes, after: seen)
  }

  /// A digest of everything seen so far and of the state it led to.
  var digest: UInt64 { fnv1a(moment.world.save(), after: seen) }
}

extension UInt64 {
  /// Lowest first.
  fileprivate var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) } }
}
