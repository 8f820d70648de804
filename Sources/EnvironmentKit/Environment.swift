/// A world an agent acts in: it shows pixels or planes, takes a discrete action, and answers with a reward.
///
/// A conforming type is a value: copying it copies the whole state, random stream included, so a copy stepped with
/// the same actions gives the same bytes.
public protocol Environment: Sendable {
  /// What an agent may know beforehand: shapes, actions, limits.
  var spec: EnvironmentSpec { get }

  /// Restarts the random stream from `seed`; takes effect on the state at the next ``reset(into:)``.
  mutating func seed(_ seed: UInt64)

  /// Starts an episode and writes its first observation.
  ///
  /// - Parameter observation: `[height, width, channels]`, row-major, of exactly `spec.observationShape`.
  mutating func reset(into observation: inout MutableSpan<UInt8>)

  /// Takes one step and writes the observation that follows it.
  ///
  /// - Parameters:
  ///   - action: an index into `spec.actionNames`.
  ///   - observation: as in ``reset(into:)``.
  /// - Precondition: `0 ..< spec.actionNames.count` contains `action`.
  mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome
}
