internal import RLEnvironmentKit

extension Showcase {
  /// What is known of one world beside itself and its observation.
  typealias Facts = (step: Int, episodeReturn: Double, reward: Double, action: Int, insight: PolicyInsight?)

  /// Leaves copies of the first worlds.
  ///
  /// - Parameters:
  ///   - range: of the worlds' observations, `[count, height, width, channels]`, in the buffer.
  ///   - facts: by a world's index.
  func leave(
    _ worlds: any VectorEnvironment, _ observations: Buffer<UInt8>, _ range: Range<Int>, facts: (Int) -> Facts
  ) {
    let size = range.count / worlds.count
    leave(
      (0..<min(self.worlds, worlds.count)).map { index in
        let start = range.lowerBound + index * size
        let observation = observations.withSpan(start..<start + size) { span in span.indices.map { span[$0] } }
        let facts = facts(index)
        return Moment(
          world: worlds.world(at: index), observation: observation, step: facts.step,
          episodeReturn: facts.episodeReturn, reward: facts.reward, action: facts.action, insight: facts.insight)
      })
  }
}
