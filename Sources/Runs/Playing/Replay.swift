internal import RLEnvironmentKit
public import RLEnvironments
internal import FoundationEssentials

/// An episode that can be played again: the world's seed, the actions, and what shows that it went the same way.
public struct Replay: Sendable, Equatable {
  /// What a replay's file ends in.
  public static let fileEnding = ".replay"
  static let format = "rlcoord-replay"
  static let formatVersion = "1"

  /// The designator of its environment.
  public let environment: String
  /// Where that is a person's own level.
  public let level: LevelCopy?
  /// Of the world.
  public let seed: UInt64
  /// Indices into the environment's actions.
  public let actions: [Int]
  /// Of the rlcoord that recorded it.
  public let version: String
  /// Rewards of the episode added up.
  public let episodeReturn: Double
  /// FNV-1a over all observations, rewards and the last state.
  public let digest: UInt64

  init(_ episode: Episode, in entry: EnvironmentEntry) {
    environment = entry.name
    level = LevelCopy(of: entry)
    seed = episode.seed
    actions = episode.actions
    version = RLCoord.version
    episodeReturn = episode.moment.episodeReturn
    digest = episode.digest
  }

  /// Its environment.
  ///
  /// - Parameter path: what errors call the file.
  /// - Throws: ``ReplayError`` where this version knows none of that name, or the level is no longer there.
  public func entry(path: String) throws(ReplayError) -> EnvironmentEntry {
    do { return try entry(named: environment) } catch {
      throw ReplayError(path: path, problem: .unknownEnvironment(reason: "\(error)"))
    }
  }

  /// The environment of that name or alias; the own level it was recorded in as it was then.
  func entry(named designator: String) throws -> EnvironmentEntry {
    let isTheSame = EnvironmentCatalog.name(of: designator) == EnvironmentCatalog.name(of: environment)
    return try Names.environment(designator, level: isTheSame ? level?.text : nil)
  }

  /// Plays it through and checks that everything is as it was.
  ///
  /// - Parameters:
  ///   - entry: the environment it is to be played in.
  ///   - path: what errors call the file.
  /// - Throws: ``ReplayError`` for another environment, for actions it does not have, and where it plays differently.
  public func check(in entry: EnvironmentEntry, path: String) throws(ReplayError) {
    do throws(ReplayError.Problem) { try check(in: entry) } catch { throw ReplayError(path: path, problem: error) }
  }

  private func check(in entry: EnvironmentEntry) throws(ReplayError.Problem) {
    guard entry.name == environment else { throw .otherEnvironment(recorded: environment, asked: entry.name) }
    let known = entry.spec.actionNames.indices
    if let step = actions.firstIndex(where: { !known.contains($0) }) {
      throw .unknownAction(actions[step], step: step, known: known.count)
    }
    var episode = Episode(in: entry.makeEnvironment(), seed: seed)
    for action in actions {
      guard !episode.moment.isOver else {
        throw .playsDifferently(.ends(after: episode.actions.count, of: actions.count), version: version)
      }
      episode.step(action)
    }
    guard episode.moment.episodeReturn == episodeReturn else {
      let difference = ReplayError.Difference.gives(return: episode.moment.episodeReturn, insteadOf: episodeReturn)
      throw .playsDifferently(difference, version: version)
    }
    guard episode.digest == digest else { throw .playsDifferently(.looksDifferent, version: version) }
  }
}
