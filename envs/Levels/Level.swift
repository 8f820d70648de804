public import RLEnvironmentKit

/// A grid level as a person drew it in a text file: the map, what is drawn for every episode, and a few options.
///
/// `README.md` in this folder describes the format. A level is played as the rules of a ``GridWorld``.
public struct Level: Sendable, Equatable {
  /// Which goals end an episode.
  public enum Goals: String, Sendable, CaseIterable {
    /// The first one reached.
    case any
    /// The last one reached; each vanishes, and earns its share of the reward.
    case all
  }

  /// What a goal is worth.
  public enum Reward: String, Sendable, CaseIterable {
    /// 1, less up to 0.9 for the time it took, as in MiniGrid.
    case timed
    /// 1, however long it took.
    case plain
  }

  /// A cell where the agent may start.
  struct Start: Sendable, Equatable {
    var position: GridPosition
    /// Nil where the direction is drawn.
    var direction: GridDirection?
  }

  /// A thing that lies in one of several cells, drawn for every episode.
  struct Draw: Sendable, Equatable {
    var cell: GridCell
    var positions: [GridPosition]
  }

  /// What `spec.name` is: for a file its path.
  public let name: String
  /// One line for a person.
  public let summary: String
  /// What an agent observes unless a person chooses otherwise.
  public let options: MiniGridOptions
  /// Size, limit, sight and actions.
  public let layout: GridLayout
  /// Which goals end an episode.
  public let goals: Goals
  /// What a goal is worth.
  public let reward: Reward
  /// The cells without what is drawn, row-major.
  let cells: [GridCell]
  /// At least one; different cells.
  let starts: [Start]
  /// In the order they are drawn, after the start.
  let draws: [Draw]

  /// The level as an entry of a catalog, with the options of every grid world.
  public var entry: EnvironmentEntry {
    EnvironmentEntry(options: options) { options in world(options: options) }
  }

  /// A world that plays the level.
  public func world(options: MiniGridOptions) -> GridWorld<Level> {
    GridWorld(self, name: name, summary: summary, options: options, defaults: self.options)
  }
}

extension Level: GridRules {
  /// The same whatever the level.
  public var mission: String { goals == .any ? "reach the goal" : "reach every goal" }

  /// Draws the start, then each thing in turn into a cell that is still free.
  public mutating func generate(_ scene: inout GridScene) {
    lay(out: &scene)
    let start = starts[scene.int(0, starts.count)]
    scene.agent = start.position
    scene.direction = start.direction ?? GridDirection(number: scene.int(0, 4))
    for draw in draws {
      // A parsed level has a free cell for each draw, whatever those before took.
      var position = draw.positions[scene.int(0, draw.positions.count)]
      while !scene.isFree(position) { position = draw.positions[scene.int(0, draw.positions.count)] }
      scene.grid[position] = draw.cell
    }
  }

  /// The common step, but decoys, which are marked, do not work, and goals have the level's reward.
  public mutating func step(_ action: GridAction, in scene: inout GridScene) -> StepOutcome {
    let ahead = scene.grid[scene.front]
    let isInVain =
      action == .toggle && ahead.object == .door
      && (ahead.isMarked || ahead.doorState == .locked && scene.carried.isMarked)
    var outcome = scene.take(isInVain ? .done : action)
    if outcome.isTerminated && ahead.object == .goal { finish(&outcome, at: ahead, in: &scene) }
    return outcome
  }

  /// Puts everything that is the same in every episode into an empty scene.
  func lay(out scene: inout GridScene) {
    for (index, cell) in cells.enumerated() {
      scene.grid[index % layout.width, index / layout.width] = cell
    }
  }

  private func finish(_ outcome: inout StepOutcome, at goal: GridCell, in scene: inout GridScene) {
    if goal.isMarked {
      outcome.reward = 0
      return
    }
    if reward == .plain { outcome.reward = 1 }
    if goals == .all {
      outcome.reward /= Double(goalCount)
      let isLast = scene.grid.cells.count { $0 == .goal } == 1
      if !isLast {
        scene.grid[scene.agent] = .empty
        outcome.isTerminated = false
      }
    }
  }

  /// Goals of an episode at its start, decoys apart.
  var goalCount: Int { cells.count { $0 == .goal } + draws.count { $0.cell == .goal } }
}
