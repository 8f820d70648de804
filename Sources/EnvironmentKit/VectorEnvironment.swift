/// Several copies of one world stepped together: what a lane of an agent holds.
///
/// One call steps all copies, so an agent may hold `any VectorEnvironment` and pay for the existential once a vector.
public protocol VectorEnvironment: Sendable {
  /// The specification every copy shares.
  var spec: EnvironmentSpec { get }

  /// How many copies there are.
  var count: Int { get }

  /// Seeds and resets every copy.
  ///
  /// - Parameters:
  ///   - seeds: one for each copy.
  ///   - observations: `[count, height, width, channels]`; all bytes are overwritten.
  mutating func reset(seeds: [UInt64], into observations: inout MutableSpan<UInt8>)

  /// Takes one step in every copy; a copy whose episode ended starts its next one at once, without reseeding.
  ///
  /// - Parameters:
  ///   - actions: `[count]`, indices into `spec.actionNames`.
  ///   - observations: `[count, height, width, channels]`; where an episode ended, the first observation of the next.
  ///   - outcomes: `[count]`.
  ///   - finalObservations: `[count, height, width, channels]`; where an episode ended, the observation that ended it.
  ///     Slots of the other copies are left as they were.
  /// - Complexity: no allocation.
  mutating func step(
    _ actions: Span<Int32>, observations: inout MutableSpan<UInt8>, outcomes: inout MutableSpan<StepOutcome>,
    finalObservations: inout MutableSpan<UInt8>)

  /// A copy of one of them, to be looked at.
  func world(at index: Int) -> any Environment

  /// Shows the state of every copy to an archive, in their order; see ``Environment/serialize(with:)``.
  mutating func serialize(with archive: inout StateArchive) throws(StateError)
}
