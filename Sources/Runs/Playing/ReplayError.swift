public import RLResults

/// Why a file is not a replay that can be played.
public struct ReplayError: Error, Equatable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Error, Equatable {
    case unreadable(FileError)
    case notAReplay
    /// It is not what was written, or not all of it.
    case damaged
    case otherFormatVersion(String)
    /// It is what was written, but its fields are not those of a replay.
    case malformed
    case unknownEnvironment(reason: String)
    case otherEnvironment(recorded: String, asked: String)
    case unknownAction(Int, step: Int, known: Int)
    /// The world no longer does what it did in that version of rlcoord.
    case playsDifferently(Difference, version: String)
  }

  /// By what it is noticed that an episode goes another way than it did.
  public enum Difference: Sendable, Equatable {
    case ends(after: Int, of: Int)
    case gives(return: Double, insteadOf: Double)
    case looksDifferent
  }

  public let path: String
  public let problem: Problem

  public init(path: String, problem: Problem) {
    self.path = path
    self.problem = problem
  }

  public var description: String {
    switch problem {
    case .unreadable(let error): error.description
    case .notAReplay: "'\(path)' is not a replay; `rlcoord play` writes them"
    case .damaged:
      "'\(path)' is damaged or cut short: its bytes are not those that were written; "
        + "it must be copied or recorded again"
    case .otherFormatVersion(let version):
      "'\(path)' has the format version \(version); this is rlcoord \(RLCoord.version), which reads version "
        + Replay.formatVersion
    case .malformed: "'\(path)' is not as rlcoord \(RLCoord.version) writes a replay"
    case .unknownEnvironment(let reason): "'\(path)' was recorded in a world that is not there: \(reason)"
    case .otherEnvironment(let recorded, let asked): "'\(path)' was recorded in \(recorded), not in \(asked)"
    case .unknownAction(let action, let step, let known):
      "'\(path)' takes action \(action) in step \(step), but its world has only the actions 0 to \(known - 1)"
    case .playsDifferently(let difference, let version):
      "'\(path)' plays differently than it was recorded with rlcoord \(version): \(difference)"
    }
  }
}

extension ReplayError.Difference: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ends(let step, let count): "it is over after \(step) of \(count) steps"
    case .gives(let episodeReturn, let recorded): "its return is \(episodeReturn) instead of \(recorded)"
    case .looksDifferent: "what was to be seen, or the state at the end, is another"
    }
  }
}
