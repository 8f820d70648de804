import EnvironmentKit

/// A world that is nothing but what it shows: a picture of one colour with a mark in its first pixel.
struct StageWorld: Environment {
  var name = "test/world"
  var side = 20
  var color = RGB(200, 40, 60)
  var actions = ["left", "stay", "right"]
  var shape = [7, 7, 2]
  var glyphs: GlyphPicture?

  var spec: EnvironmentSpec {
    EnvironmentSpec(
      name: name, summary: "Stands still.", observationShape: shape, observationMaximum: 1, actionNames: actions,
      stepLimit: nil)
  }

  mutating func seed(_ seed: UInt64) {}
  mutating func reset(into observation: inout MutableSpan<UInt8>) {}
  mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    StepOutcome(reward: 0, isTerminated: false, isTruncated: false)
  }
  mutating func exchange(with archive: inout StateArchive) throws(StateError) {}

  func draw(on picture: inout Picture) {
    picture.resize(width: side, height: side)
    picture.fill(color)
    picture[0, 0] = .white
  }

  /// A moment in it.
  func moment(step: Int = 0, episodeReturn: Double = 0, isOver: Bool = false, insight: PolicyInsight? = nil) -> Moment {
    Moment(
      world: self, observation: [UInt8](repeating: 1, count: shape.reduce(1, *)), step: step,
      episodeReturn: episodeReturn, action: insight == nil ? nil : 0, isOver: isOver, insight: insight)
  }

  /// A policy that finds all actions alike.
  func insight(value: Float = 0, map: PositionMap? = nil) -> PolicyInsight {
    PolicyInsight(
      value: value, probabilities: actions.map { _ in 1 / Float(actions.count) }, positionMap: map)
  }
}

extension PositionMap {
  /// A map that rises from −1 at the left to 1 at the right.
  static func rising(width: Int, height: Int) -> PositionMap {
    PositionMap(
      layer: "first", filter: 2, filters: 16, width: width, height: height,
      values: (0..<width * height).map { 2 * Float($0 % width) / Float(width - 1) - 1 })
  }
}

extension Picture {
  /// How many pixels have a colour.
  func count(of color: RGB) -> Int {
    var count = 0
    for y in 0..<height {
      for x in 0..<width where self[x, y] == color { count += 1 }
    }
    return count
  }

  /// A part of the picture.
  func part(x: Int, y: Int, width: Int, height: Int) -> Picture {
    var part = Picture(width: width, height: height)
    part.copy(self, x: -x, y: -y)
    return part
  }
}
