import RLEnvironmentKit

extension ArcadeRocks {
  /// A direction in sixteenths of a turn as a vector of length 32.
  static func unit(_ heading: Int) -> (x: Int, y: Int) {
    (sines[heading & 15], -sines[(heading + 4) & 15])
  }

  private static let sines: InlineArray<16, Int> = [
    0, 12, 23, 30, 32, 30, 23, 12, 0, -12, -23, -30, -32, -30, -23, -12,
  ]

  /// Something that drifts over the board and comes back at the other side.
  struct Body: Sendable, Equatable {
    /// The fastest that anything may be, far above what the rules lead to.
    static let fastest = 16 * pixel

    var x = 0
    var y = 0
    var vx = 0
    var vy = 0

    mutating func drift() {
      x += vx
      y += vy
      if x < 0 { x += ArcadeRocks.width } else if x >= ArcadeRocks.width { x -= ArcadeRocks.width }
      if y < 0 { y += ArcadeRocks.height } else if y >= ArcadeRocks.height { y -= ArcadeRocks.height }
    }

    /// The shortest way to another body, over the edges if need be.
    func way(to other: Body) -> (x: Int, y: Int) {
      var (dx, dy) = (other.x - x, other.y - y)
      if 2 * dx > ArcadeRocks.width {
        dx -= ArcadeRocks.width
      } else if 2 * dx < -ArcadeRocks.width {
        dx += ArcadeRocks.width
      }
      if 2 * dy > ArcadeRocks.height {
        dy -= ArcadeRocks.height
      } else if 2 * dy < -ArcadeRocks.height {
        dy += ArcadeRocks.height
      }
      return (dx, dy)
    }

    func isWithin(_ reach: Int, of other: Body) -> Bool {
      let (dx, dy) = way(to: other)
      return dx * dx + dy * dy < reach * reach
    }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      try archive.serialize(&x, in: 0...ArcadeRocks.width - 1)
      try archive.serialize(&y, in: 0...ArcadeRocks.height - 1)
      try archive.serialize(&vx, in: -Body.fastest...Body.fastest)
      try archive.serialize(&vy, in: -Body.fastest...Body.fastest)
    }
  }

  struct Rock: Sendable, Equatable {
    var body = Body()
    /// 3 large, 2 middling, 1 small.
    var size = 1

    var points: Int { size == 3 ? 2 : size == 2 ? 5 : 10 }

    /// How far from its middle a rock hits: a little less than it shows.
    var reach: Int { size == 3 ? 6 * pixel : size == 2 ? 4 * pixel : 5 * pixel / 2 }
  }

  struct Shot: Sendable, Equatable {
    /// The longest flight in frames.
    static let longest = 60

    var body = Body()
    /// Frames left, 0 where there is no shot.
    var life = 0

    mutating func fly() {
      body.drift()
      life -= 1
    }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      try body.serialize(with: &archive)
      try archive.serialize(&life, in: 0...Shot.longest)
    }
  }

  /// A visitor that crosses the board and shoots.
  struct Saucer: Sendable, Equatable {
    /// Frames it takes to cross the board.
    static let stay = 168
    static let longestDelay = 960

    var body = Body()
    var shot = Shot()
    /// Frames until it appears, 0 while it is there.
    var delay = longestDelay
    /// Frames since it appeared.
    var age = 0

    mutating func appear(isFromLeft: Bool, y: Int) {
      body = Body(x: isFromLeft ? 0 : ArcadeRocks.width - 1, y: y, vx: isFromLeft ? 512 : -512)
      age = 0
    }

    mutating func leave(level: Int) {
      delay = max(240, Saucer.longestDelay - 60 * level)
      age = 0
    }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      try body.serialize(with: &archive)
      try shot.serialize(with: &archive)
      try archive.serialize(&delay, in: 0...Saucer.longestDelay)
      try archive.serialize(&age, in: 0...Saucer.stay - 1)
    }
  }
}
