import RLEnvironmentKit

/// A world of ours that repeats what a package's was recorded doing.
protocol TraceWorld {
  /// Nil where the catalog's world is of another kind.
  init?(_ world: any Environment)

  var spec: EnvironmentSpec { get }
  mutating func seed(_ seed: UInt64)
  /// See ``EnvironmentKit/Environment/reset(into:)``.
  mutating func reset(into observation: inout [UInt8])
  /// See ``EnvironmentKit/Environment/step(_:into:)``.
  mutating func step(_ action: Int, into observation: inout [UInt8]) -> StepOutcome

  /// Where the header contradicts the world.
  func differences(from header: TraceHeader) -> [String]

  /// The bytes that traces hash and show: an observation and what else the package counts as one.
  func recorded(_ observation: [UInt8]) -> [UInt8]

  /// All that is to be seen when an episode begins: the mission, the recorded observation, the whole map.
  func opening(_ observation: [UInt8]) -> [UInt8]

  /// What is to be seen now and was not then.
  func differences(from view: TraceView, _ observation: [UInt8]) -> [String]
}

/// The first byte that differs, in words; nothing where all are equal.
///
/// - Parameter place: where the byte of an index is, as in "x 3, y 4".
func difference(
  _ what: String, _ ours: [UInt8], recorded theirs: [UInt8], place: (Int) -> String
) -> [String] {
  if ours == theirs { return [] }
  guard ours.count == theirs.count, let index = ours.indices.first(where: { ours[$0] != theirs[$0] }) else {
    return ["\(what) has \(ours.count) bytes, recorded \(theirs.count)"]
  }
  return ["\(what) at \(place(index)) is \(ours[index]), recorded \(theirs[index])"]
}

/// What is not as it was recorded, in words; nothing where both are equal.
func difference<Value: Equatable>(_ what: String, _ ours: Value, recorded theirs: Value) -> [String] {
  ours == theirs ? [] : ["\(what) is \(ours), recorded \(theirs)"]
}
