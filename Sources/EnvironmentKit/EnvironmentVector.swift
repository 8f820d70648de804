/// The one implementation of ``VectorEnvironment``: copies of a concrete world, looped over without dispatch.
public struct EnvironmentVector<World: Environment>: VectorEnvironment {
  /// The specification every copy shares.
  public let spec: EnvironmentSpec
  private let size: Int
  private var worlds: [World]

  /// Puts `count` copies of a world side by side.
  ///
  /// - Parameters:
  ///   - world: the state each copy has until ``reset(seeds:into:)`` gives it its own.
  ///   - count: at least 1.
  public init(_ world: World, count: Int) {
    precondition(count > 0, "a vector of \(count) environments")
    spec = world.spec
    size = world.spec.observationSize
    worlds = Array(repeating: world, count: count)
  }

  /// How many copies there are.
  public var count: Int { worlds.count }

  /// See ``VectorEnvironment/reset(seeds:into:)``.
  public mutating func reset(seeds: [UInt64], into observations: inout MutableSpan<UInt8>) {
    precondition(seeds.count == count, "\(seeds.count) seeds for \(count) environments")
    checkSize(observations.count)
    for index in worlds.indices {
      worlds[index].seed(seeds[index])
      var observation = observations._mutatingExtracting(index * size..<(index + 1) * size)
      worlds[index].reset(into: &observation)
    }
  }

  /// See ``VectorEnvironment/step(_:observations:outcomes:finalObservations:)``.
  public mutating func step(
    _ actions: Span<Int32>, observations: inout MutableSpan<UInt8>, outcomes: inout MutableSpan<StepOutcome>,
    finalObservations: inout MutableSpan<UInt8>
  ) {
    precondition(
      actions.count == count && outcomes.count == count,
      "\(actions.count) actions and \(outcomes.count) outcomes for \(count) environments")
    checkSize(observations.count)
    checkSize(finalObservations.count)
    for index in worlds.indices {
      let start = index * size
      var observation = observations._mutatingExtracting(start..<start + size)
      let outcome = worlds[index].step(Int(actions[index]), into: &observation)
      outcomes[index] = outcome
      if outcome.isTerminated || outcome.isTruncated {
        for byte in 0..<size { finalObservations[start + byte] = observation[byte] }
        worlds[index].reset(into: &observation)
      }
    }
  }

  /// See ``VectorEnvironment/world(at:)``.
  public func world(at index: Int) -> any Environment { worlds[index] }

  /// See ``VectorEnvironment/serialize(with:)``.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    for index in worlds.indices { try worlds[index].serialize(with: &archive) }
  }

  private func checkSize(_ bytes: Int) {
    precondition(bytes == count * size, "\(bytes) bytes for \(count) observations of \(spec.observationShape)")
  }
}
