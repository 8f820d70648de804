public import RLEnvironmentKit

/// A map with an agent on it, and the rules of moving and handling things that all worlds share.
///
/// Source: behavior of the Python package minigrid 3.2.0.
public struct GridScene: Sendable {
  /// The map; the agent is not an object on it.
  public var grid: Grid
  /// The agent's cell; off the map while a map is being made.
  public var agent: GridPosition
  /// Where the agent looks.
  public var direction: GridDirection
  /// What the agent carries; an empty cell for nothing.
  public var carried: GridCell
  /// Steps taken in this episode.
  public internal(set) var stepCount: Int
  /// Steps after which an episode is truncated.
  public let stepLimit: Int
  /// The random stream of maps and moving things.
  public var generator: NumPyGenerator

  /// An empty map without an agent.
  init(width: Int, height: Int, stepLimit: Int, sight: Int) {
    precondition(stepLimit > 0, "a limit of \(stepLimit) steps")
    grid = Grid(width: width, height: height, sight: sight)
    agent = GridScene.nowhere
    direction = .right
    carried = .empty
    stepCount = 0
    self.stepLimit = stepLimit
    generator = NumPyGenerator(seed: 0)
  }

  static let nowhere = GridPosition(-1, -1)

  /// The cell ahead of the agent.
  public var front: GridPosition { agent.neighbor(direction) }

  /// Reward of a success at this moment: 1, less up to 0.9 for the time it took.
  public var successReward: Double { 1 - 0.9 * (Double(stepCount) / Double(stepLimit)) }

  /// Empties the map and takes the agent off it, for a new episode.
  mutating func clear() {
    grid.clear()
    agent = GridScene.nowhere
    direction = .right
    carried = .empty
    stepCount = 0
  }

  /// Takes the step every world is built on.
  ///
  /// - Returns: success for a step onto a goal, the end for one onto lava; truncated once the limit is reached, whether
  ///   or not the episode ended by itself.
  public mutating func take(_ action: GridAction) -> StepOutcome {
    stepCount += 1
    var outcome = StepOutcome(reward: 0, isTerminated: false, isTruncated: stepCount >= stepLimit)
    switch action {
    case .left: direction = direction.turnedLeft
    case .right: direction = direction.turnedRight
    case .forward: forward(&outcome)
    case .pickup: pickUp()
    case .drop: drop()
    case .toggle: toggle()
    case .done: break
    }
    return outcome
  }

  /// Shows map, agent, clock and random stream to an archive.
  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try grid.serialize(with: &archive)
    try agent.serialize(with: &archive, on: grid)
    try archive.serialize(&direction)
    try carried.serialize(with: &archive)
    if carried != .empty && !carried.object.isPortable { throw archive.refuse("a \(carried.name) is carried") }
    // Stepping may continue after an episode's end, but not for so long that the count overflows.
    try archive.serialize(&stepCount, in: 0...Int(UInt32.max))
    try generator.serialize(with: &archive)
  }

  private mutating func forward(_ outcome: inout StepOutcome) {
    let front = front
    let cell = grid[front]
    guard cell.isWalkable else { return }
    agent = front
    if cell.object == .goal {
      outcome.isTerminated = true
      outcome.reward = successReward
    } else if cell.object == .lava {
      outcome.isTerminated = true
    }
  }

  private mutating func pickUp() {
    let front = front
    guard carried == .empty, grid[front].object.isPortable else { return }
    carried = grid[front]
    grid[front] = .empty
  }

  private mutating func drop() {
    let front = front
    guard carried != .empty, grid[front] == .empty else { return }
    grid[front] = carried
    carried = .empty
  }

  private mutating func toggle() {
    let front = front
    let cell = grid[front]
    switch (cell.object, cell.doorState) {
    case (.box, _): grid[front] = cell.content ?? .empty
    case (.door, .open): grid[front] = .door(cell.color, .closed)
    case (.door, .closed): grid[front] = .door(cell.color, .open)
    case (.door, .locked):
      if carried.looksLike(.key(cell.color)) { grid[front] = .door(cell.color, .open) }
    default: break
    }
  }
}
