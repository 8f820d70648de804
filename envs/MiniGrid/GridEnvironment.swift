public import RLEnvironmentKit

/// What may be asked of any grid world beyond its observation.
public protocol GridEnvironment: Environment {
  /// The map and the agent on it.
  var scene: GridScene { get }

  /// The mission of this episode; empty where there is none.
  var mission: String { get }
}

extension GridEnvironment {
  /// Where the agent looks.
  public var direction: GridDirection { scene.direction }

  /// What the agent carries; nil for nothing.
  public var carried: GridCell? { scene.carried == .empty ? nil : scene.carried }

  /// Steps taken in this episode.
  public var stepCount: Int { scene.stepCount }

  /// The whole map, `[width, height, 3]`: column, row; object, color, state; the agent as an object whose state is
  /// its direction.
  public var fullMap: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: scene.grid.width * scene.grid.height * 3)
    var span = bytes.mutableSpan
    scene.writeMap(into: &span)
    return bytes
  }

  /// The mission as numbers; see ``MissionVocabulary``.
  public var missionTokens: [UInt8] { MissionVocabulary.tokens(of: mission) }
}
