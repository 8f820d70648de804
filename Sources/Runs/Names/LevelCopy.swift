internal import RLEnvironmentKit
internal import RLEnvironments
internal import RLResults

/// The level that a run is trained in, where it is a person's own: its text, so that a run does not depend on a file
/// that may change or move.
public struct LevelCopy: Sendable, Equatable {
  public let text: String

  public init(text: String) { self.text = text }

  /// Nil for a world of the catalog.
  init?(of entry: EnvironmentEntry) {
    guard let text = entry.levelText else { return nil }
    self.text = text
  }

  /// Of the text in UTF-8, in hexadecimal.
  public var sha256: String {
    var digest = SHA256()
    digest.update(Array(text.utf8))
    return digest.finalize()
  }

  /// One line where the file that the level was read from is there and no longer the same.
  ///
  /// - Parameter designator: of the run's environment.
  public func warning(for designator: String) -> String? {
    let path = EnvironmentCatalog.name(of: designator)
    let size = text.utf8.count
    guard let bytes = try? File(path, .reading).readAll(atMost: size + 1), bytes != Array(text.utf8) else { return nil }
    return "the level '\(path)' has changed since the run was started; this uses the run's own copy"
  }
}
