internal import RLEnvironments
internal import RLResults

/// Where a person's games are kept: one file each.
public struct ReplayPlace: Sendable {
  /// Made with the first game where it is missing.
  public static let usualFolder = "replays"

  /// Up to the number.
  private let stem: String
  /// Whether the first game has no number.
  private let isNamed: Bool

  /// - Parameters:
  ///   - path: for the first game, with `.replay` at its end; nil for the usual folder.
  ///   - environment: a designator.
  /// - Throws: ``ReplayPlaceError`` for another ending, ``FileError`` where there can be no file.
  public init(_ path: String?, environment: String) throws {
    isNamed = path != nil
    guard let path else {
      let folder = File.exists(ReplayPlace.usualFolder) ? ReplayPlace.usualFolder : "."
      guard File.isWritable(folder) else { throw FileError("write", ReplayPlace.usualFolder) }
      stem = "\(ReplayPlace.usualFolder)/\(RunFolder.label(of: EnvironmentCatalog.name(of: environment)))"
      return
    }
    guard path.hasSuffix(Replay.fileEnding) else { throw ReplayPlaceError(path: path) }
    stem = String(path.dropLast(Replay.fileEnding.count))
    guard !File.exists(path) || !File.isFolder(path) else { throw ReplayPlaceError(path: path) }
    let folder = File.folder(of: path)
    guard File.isWritable(folder) else { throw FileError("write", path) }
  }

  /// A path that is still free; the one a person named is taken even where there is a file.
  ///
  /// - Parameter game: counted from 0.
  func path(for game: Int) -> String {
    if isNamed && game == 0 { return stem + Replay.fileEnding }
    var number = isNamed ? game + 1 : 1
    while File.exists("\(stem)-\(number)\(Replay.fileEnding)") { number += 1 }
    return "\(stem)-\(number)\(Replay.fileEnding)"
  }
}

/// A name that no replay can have.
public struct ReplayPlaceError: Error, Equatable, CustomStringConvertible {
  public let path: String

  public var description: String {
    "cannot write '\(path)': a replay's name ends in \(Replay.fileEnding), such as game\(Replay.fileEnding)"
  }
}
