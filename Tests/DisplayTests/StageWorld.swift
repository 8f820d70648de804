import RLEnvironmentKit

/// A world that is nothing but what it shows: a picture of one color with a mark in its first pixel.
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
  mutating func serialize(with archive: inout StateArchive) throws(StateError) {}

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
  /// How many pixels have each of some colors.
  func counts(of colors: [RGB]) -> [Int] {
    let code = { (red: UInt8, green: UInt8, blue: UInt8) in Int(red) << 16 | Int(green) << 8 | Int(blue) }
    let wanted = colors.map { code($0.red, $0.green, $0.blue) }
    var counts: [Int: Int] = [:]
    var run = (code: -1, length: 0)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let color = code(bytes[start], bytes[start + 1], bytes[start + 2])
      if color != run.code {
        counts[run.code, default: 0] += run.length
        run = (color, 0)
      }
      run.length += 1
    }
    counts[run.code, default: 0] += run.length
    return wanted.map { counts[$0] ?? 0 }
  }

  /// How many pixels have a color.
  func count(of color: RGB) -> Int { counts(of: [color])[0] }

  /// A part of the picture.
  func part(x: Int, y: Int, width: Int, height: Int) -> Picture {
    var part = Picture(width: width, height: height)
    part.copy(self, x: -x, y: -y)
    return part
  }
}
