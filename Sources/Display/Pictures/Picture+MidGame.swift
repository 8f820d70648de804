public import RLEnvironmentKit

extension Picture {
  /// Episodes started in search of one that lasts.
  private static let attempts = 16

  /// What a world shows in the midst of random play.
  ///
  /// It plays an episode for a number of steps. Where the episode ends before, the next seed has its turn; where all of
  /// them end, the longest is shown as it was one step before its end.
  ///
  /// - Parameters:
  ///   - world: a copy of it plays.
  ///   - steps: 0 shows the start of an episode.
  ///   - seed: of the first episode and of the actions.
  public static func midGame(of world: some Environment, steps: Int, seed: UInt64) -> Picture {
    var random = Philox(seed: seed, lane: 0, purpose: .actions)
    var observation = [UInt8](repeating: 0, count: world.spec.observationSize)
    let actions = world.spec.actionNames.count
    var longest = -1
    var picture = Picture()
    for attempt in 0..<attempts where longest < steps {
      var current = world
      current.seed(seed &+ UInt64(attempt))
      var span = observation.mutableSpan
      current.reset(into: &span)
      var length = 0
      while length < steps {
        var next = current
        let outcome = next.step(random.below(actions), into: &span)
        if outcome.isTerminated || outcome.isTruncated { break }
        current = next
        length += 1
      }
      guard length > longest else { continue }
      longest = length
      current.draw(on: &picture)
    }
    return picture
  }
}
