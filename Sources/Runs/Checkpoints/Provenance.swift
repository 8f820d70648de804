internal import RLResults

/// What computed a checkpoint: another version or another processor may round differently. Files of earlier versions do
/// not say everything.
public struct Provenance: Sendable, Equatable {
  /// Of rlcoord.
  public var version: String?
  public var oneDNN: String?
  /// As in ``HostFacts/instructions``.
  public var instructions: String?

  /// This program on this machine.
  public static var current: Provenance {
    Provenance(
      version: RLCoord.version, oneDNN: HostFacts.current.oneDNN, instructions: HostFacts.current.instructions)
  }

  /// In what this differs from `now`, as a sentence for whoever resumes with it; nil for nothing that is known.
  func warning(resumingWith now: Provenance) -> String? {
    let pairs = [
      ("rlcoord", version, now.version), ("oneDNN", oneDNN, now.oneDNN),
      ("instructions", instructions, now.instructions),
    ].compactMap { name, before, now in
      before.flatMap { before in now.map { (name: name, before: before, now: $0) } }
    }.filter { $0.before != $0.now }
    if pairs.isEmpty { return nil }
    let before = pairs.map { "\($0.name) \($0.before)" }.joined(separator: ", ")
    let after = pairs.map { "\($0.name) \($0.now)" }.joined(separator: ", ")
    return "trained with \(before) so far, resuming with \(after): results may differ in their last bits"
  }
}
