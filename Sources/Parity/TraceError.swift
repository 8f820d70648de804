/// Why a file cannot be replayed.
public struct TraceError: Error, Equatable, CustomStringConvertible {
  /// The file, or `standard input`.
  public let name: String
  /// Counted from 1; nil where the file as a whole is meant.
  public let line: Int?
  public let problem: TraceProblem

  /// One line with file, place and what stands there.
  public var description: String {
    switch problem {
    case .unreadable(let reason): "cannot read '\(name)': \(reason)"
    case .notUnpacked(let reason): "cannot unpack '\(name)' with gzip -dc: \(reason)"
    case .empty: "'\(name)' is empty; a trace begins with a header"
    case .malformed(let text): place + "'\(text.prefix(60))' is not a line of a trace"
    case .unknownWorld(let world): place + "unknown world '\(world)'"
    case .unknownAction(let action, let count): place + "action \(action) is outside 0 ..< \(count)"
    case .wrongLength(let steps, let announced):
      place + "the trace ends after \(steps) steps, its header announces \(announced)"
    }
  }

  private var place: String { "'\(name)', line \(line ?? 0): " }
}

/// What is wrong with a trace.
public enum TraceProblem: Error, Equatable {
  /// The file cannot be opened or read.
  case unreadable(reason: String)
  /// `gzip -dc` could not be started or did not like the file.
  case notUnpacked(reason: String)
  /// There is not a single line.
  case empty
  /// The line is not of the format.
  case malformed(text: String)
  /// The header names a world there is not.
  case unknownWorld(String)
  /// The step takes an action the world does not have.
  case unknownAction(Int, count: Int)
  /// The trace has not as many steps as its header announces.
  case wrongLength(steps: Int, announced: Int)
}
