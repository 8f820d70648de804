import RLEnvironmentKit

@testable import RLEnvironments

/// A game that remembers what was done to it and shows one white column, a pixel further right with each frame.
///
/// `fire` costs a life, `up` earns 3 points a frame, `right` loses 2; the game is over with the last of three lives or
/// after 200 frames.
struct ArcadeProbe: ArcadeGame {
  static let title = ArcadeTitle(name: "probe", summary: "Probes.", actions: [.nothing, .fire, .up, .right])

  var frame = 0
  var lives = 3
  var played: [ArcadeAction] = []
  var starts = 0

  mutating func start(random: inout Philox) {
    let starts = starts + 1
    self = ArcadeProbe()
    self.starts = starts
  }

  mutating func advance(_ action: ArcadeAction, random: inout Philox) -> Int {
    frame += 1
    played.append(action)
    if action == .fire { lives -= 1 }
    return action == .up ? 3 : action == .right ? -2 : 0
  }

  var isOver: Bool { lives == 0 || frame >= 200 }

  func draw(on canvas: inout ArcadeCanvas) {
    canvas.fill(x: frame % 84, y: 0, width: 1, height: 84, .white)
    // The same place in turn red and blue, for the brighter of two colors.
    canvas.fill(x: 0, y: 80, width: 84, height: 4, frame % 2 == 0 ? .red : .blue)
  }

  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&frame, in: 0...200)
    try archive.serialize(&lives, in: 0...3)
  }
}

extension ArcadeOptions {
  /// Options without chance: nothing sticks, no idle start.
  static func plain(_ change: (inout ArcadeOptions) -> Void = { _ in }) -> ArcadeOptions {
    var options = ArcadeOptions()
    options.stickyProbability = 0
    options.noOps = 0
    change(&options)
    return options
  }
}
