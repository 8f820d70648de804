public import RLEnvironmentKit

/// MinAtar's Seaquest: shoot fish and submarines, collect divers, surface before the oxygen is gone.
///
/// Reward 1 a hit and up to 9 for surfacing with six divers, by the oxygen left; the episode ends at an enemy or its
/// bullet, without oxygen, or at the surface without a diver. Observations are `[10, 10, 10]` planes of 0 and 1:
/// front and back of the submarine, own bullets, trail (the cell behind each thing that moves), enemy bullets, fish,
/// enemy submarines, oxygen gauge, diver gauge, divers.
///
/// Source: behavior of the Python package MinAtar 1.0.15, which this repeats seed for seed.
public struct MinAtarSeaquest: Environment {
  var shell: MinAtarShell
  var game = Game()

  /// Makes a game in the state that seed 0 and a reset give.
  public init(options: MinAtarOptions = MinAtarOptions()) {
    shell = MinAtarShell(options: options, minimal: MinAtarAction.allCases)
  }

  /// Shape, actions and name; `minatar/seaquest-full` with the full action set, which is the same.
  public var spec: EnvironmentSpec {
    shell.spec(
      name: "minatar/seaquest", summary: "Shoot fish and submarines, save divers, mind the oxygen.",
      channels: Game.channels)
  }

  /// Restarts the random stream; the package's seeds are 0 ... 2³²−1, higher bits are ignored.
  ///
  /// As in the package the game and the last action stay as they are.
  public mutating func seed(_ seed: UInt64) {
    shell.seed(seed)
  }

  /// Starts an episode, always the same; the last action of the previous episode may stick.
  public mutating func reset(into observation: inout MutableSpan<UInt8>) {
    game = Game()
    game.write(into: &observation)
  }

  /// Takes one step; once the game is over a step changes nothing but the random stream and the last action.
  public mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    let action = shell.choose(action)
    let reward =
      game.isOver ? 0.0 : game.advance(action, isRamping: shell.options.isRamping, generator: &shell.generator)
    game.write(into: &observation)
    return StepOutcome(reward: reward, isTerminated: game.isOver, isTruncated: false)
  }

  /// Random stream, last action and game.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try shell.serialize(with: &archive)
    try game.serialize(with: &archive)
  }

  /// Submarines, fish, divers, bullets and, on the last row, the gauges of oxygen and divers, 160×160 pixels.
  public func draw(on picture: inout Picture) {
    let layers = [
      (3, RGB(36, 46, 66)), (9, RGB(178, 146, 232)), (5, RGB(120, 200, 120)), (6, RGB(226, 92, 92)),
      (4, RGB(255, 138, 101)), (2, RGB(222, 226, 235)), (1, RGB(196, 150, 64)), (0, RGB(255, 209, 102)),
      (7, RGB(92, 188, 228)), (8, RGB(178, 146, 232)),
    ]
    MinAtarShell.draw(on: &picture, channels: Game.channels, layers: layers) { game.write(into: &$0) }
  }
}
