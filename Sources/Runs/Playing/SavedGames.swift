public import RLEnvironmentKit
public import RLEnvironments
internal import RLResults

/// A person's games, each kept as a replay when it is over.
public struct SavedGames: MomentSource {
  /// A game that was kept.
  public struct Game: Sendable, Equatable {
    public let path: String
    public let steps: Int
    public let episodeReturn: Double
  }

  /// Those kept so far.
  public private(set) var games: [Game] = []
  private var playback: EpisodePlayback
  private let place: ReplayPlace

  /// - Parameters:
  ///   - seed: of the games.
  ///   - place: where the games are kept.
  /// - Throws: what making the world throws.
  public init(of entry: EnvironmentEntry, seed: UInt64, place: ReplayPlace) throws {
    playback = try EpisodePlayback(of: entry, by: .person, seed: seed)
    self.place = place
  }

  public var moments: [Moment] { playback.moments }
  public var stepsPerSecond: Double { playback.stepsPerSecond }

  /// Takes a step, and keeps the game where it ended it.
  ///
  /// - Throws: ``FileError``
  public mutating func advance(_ action: Int?) throws {
    let wasOver = moments[0].isOver
    playback.advance(action)
    if !wasOver && moments[0].isOver { try keep() }
  }

  public mutating func restart() { playback.restart() }

  /// Keeps a game that is left before its end, if a step was taken in it.
  ///
  /// - Throws: ``FileError``
  public mutating func leave() throws {
    if !moments[0].isOver && moments[0].step > 0 { try keep() }
  }

  private mutating func keep() throws(FileError) {
    let path = place.path(for: games.count)
    let replay = playback.replay()
    try File.makeFolder(File.folder(of: path))
    try replay.write(to: path)
    games.append(Game(path: path, steps: replay.actions.count, episodeReturn: replay.episodeReturn))
  }
}
