import RLEnvironmentKit

/// What all MinAtar games share: one random stream, sticky actions, the action set, the specification's frame.
///
/// Source: behavior of the Python package MinAtar 1.0.15; Young, Tian, "MinAtar", 2019.
struct MinAtarShell: Sendable {
  /// Width and height of the board.
  static let side = 10
  /// Cells of the board.
  static let cells = side * side

  /// The stream of the sticky draws and of the game's own.
  var generator: NumPyRandomState
  /// The action last carried out. It survives ``seed(_:)`` and the game's reset, as in the package.
  private(set) var lastAction: MinAtarAction
  let options: MinAtarOptions
  private let actions: [MinAtarAction]

  /// - Parameter minimal: the game's minimal action set, in package order.
  init(options: MinAtarOptions, minimal: [MinAtarAction]) {
    generator = NumPyRandomState(seed: 0)
    lastAction = .nothing
    self.options = options
    actions = options.actions == .full ? MinAtarAction.allCases : minimal
  }

  /// The package's seeds are 0 ... 2³²−1; higher bits of `seed` are ignored.
  mutating func seed(_ seed: UInt64) {
    generator = NumPyRandomState(seed: UInt32(truncatingIfNeeded: seed))
  }

  /// The action a step carries out. Draws from the stream every time, whatever the probability.
  mutating func choose(_ index: Int) -> MinAtarAction {
    precondition(actions.indices.contains(index), "action \(index) is outside 0 ..< \(actions.count)")
    if generator.rand() >= options.stickyProbability { lastAction = actions[index] }
    return lastAction
  }

  /// Shows the random stream and the last action to an archive.
  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try generator.serialize(with: &archive)
    try archive.serialize(&lastAction)
    if !actions.contains(lastAction) { throw archive.refuse("'\(lastAction.name)' is not an action of this world") }
  }

  /// Draws the planes of an observation as squares on a dark board.
  ///
  /// - Parameters:
  ///   - picture: becomes 160×160 pixels.
  ///   - channels: planes of an observation.
  ///   - layers: the planes to show and their colors, the hindmost first.
  ///   - write: writes the observation.
  static func draw(
    on picture: inout Picture, channels: Int, layers: [(channel: Int, color: RGB)],
    write: (inout MutableSpan<UInt8>) -> Void
  ) {
    let scale = 16
    picture.resize(width: side * scale, height: side * scale)
    picture.fill(RGB(18, 20, 28))
    var planes = [UInt8](repeating: 0, count: cells * channels)
    var span = planes.mutableSpan
    write(&span)
    for layer in layers {
      for cell in 0..<cells where planes[cell * channels + layer.channel] != 0 {
        // A dark rim keeps neighbors apart.
        picture.fill(
          x: cell % side * scale, y: cell / side * scale, width: scale - 1, height: scale - 1, layer.color)
      }
    }
  }

  /// The specification of a game.
  ///
  /// - Parameter name: with the minimal set; the full set adds `-full`.
  func spec(name: String, summary: String, channels: Int) -> EnvironmentSpec {
    EnvironmentSpec(
      name: name + (options.actions == .full ? "-full" : "") + options.suffix(),
      summary: summary,
      observationShape: [MinAtarShell.side, MinAtarShell.side, channels], observationMaximum: 1,
      actionNames: actions.map(\.name), stepLimit: nil)
  }
}
