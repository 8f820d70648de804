public import RLEnvironmentKit

/// A map's size and limit, and what an agent may see and do on it.
public struct GridLayout: Sendable, Equatable {
  /// Cells in a row.
  public var width: Int
  /// Cells in a column.
  public var height: Int
  /// Steps after which an episode is truncated.
  public var stepLimit: Int
  /// Whether an agent sees through walls and closed doors.
  public var isSeeThrough: Bool
  /// The actions an agent has, in the order of their indices.
  public var actions: [GridAction]

  public init(
    width: Int, height: Int, stepLimit: Int, isSeeThrough: Bool = false, actions: [GridAction] = GridAction.allCases
  ) {
    self.width = width
    self.height = height
    self.stepLimit = stepLimit
    self.isSeeThrough = isSeeThrough
    self.actions = actions
  }
}

/// What makes one kind of grid world: how a map is made, what it is about, and a rule of its own.
public protocol GridRules: Sendable {
  /// The same for every episode.
  var layout: GridLayout { get }

  /// The mission of this episode, in words of ``MissionVocabulary`` or its own.
  var mission: String { get }

  /// Makes the map of a new episode.
  ///
  /// - Parameter scene: empty, no agent on it. The agent has its cell afterward.
  mutating func generate(_ scene: inout GridScene)

  /// Takes a step. A rule of its own changes action, reward or end, the step itself is ``GridScene/take(_:)``.
  mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome

  /// Shows to an archive what the rules remember of an episode.
  ///
  /// - Parameter scene: already exchanged.
  mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError)
}

extension GridRules {
  /// Nothing but the common rules.
  public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome { scene.take(action) }

  /// Nothing is remembered.
  public mutating func serialize(with archive: inout StateArchive, in scene: GridScene) throws(StateError) {}
}
