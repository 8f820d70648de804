internal import Foundation
internal import RLResults

/// The part of `result.json` that other commands use.
public struct RunResult: Sendable, Equatable, Decodable {
  /// Of the final evaluation.
  public let meanReturn: Double
  public let episodes: Int
  /// Environment steps taken.
  public let steps: Int
  /// That training took, evaluations apart.
  public let seconds: Double
  public let weightsSHA256: String

  /// - Throws: ``FileError``, ``RunResultError`` for a file that is no result.
  public init(readingFrom path: String) throws {
    let bytes = try File(path, .reading).readAll(atMost: 1 << 16)
    do { self = try JSONDecoder().decode(RunResult.self, from: Data(bytes)) } catch { throw RunResultError(path: path) }
    guard steps >= 0, episodes >= 0, seconds >= 0 else { throw RunResultError(path: path) }
  }
}

/// A file that should hold a run's result, and does not.
public struct RunResultError: Error, Equatable, CustomStringConvertible {
  public let path: String

  public var description: String { "'\(path)' is not a run's result; `rlcoord resume` of its run writes it again" }
}
