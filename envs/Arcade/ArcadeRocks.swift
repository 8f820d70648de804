public import RLEnvironmentKit

/// A ship among drifting rocks on a board without edges: turn, thrust, shoot; a rock that is hit splits in two.
///
/// Large, middling and small rocks are worth 2, 5 and 10 points, a saucer 20. Three lives. When the last rock is gone
/// the next level brings one more, up to eight, all faster; saucers come sooner, shoot more often and aim better.
public struct ArcadeRocks: ArcadeGame {
  /// Name, summary and actions.
  public static let title = ArcadeTitle(
    name: "rocks", summary: "Turn, thrust and shoot among drifting rocks that split when hit.",
    actions: [.nothing, .fire, .up, .right, .left, .upFire, .rightFire, .leftFire])

  /// Lengths in this game are finer than elsewhere, since slow things drift by fractions of 1/256 pixel.
  static let pixel = 1024
  static let width = 84 * pixel
  static let height = 76 * pixel
  /// Where the score stops.
  static let highest = 999_999
  /// Room for eight large rocks, each in four small ones.
  static let mostRocks = 32

  /// Lives left of three.
  public private(set) var lives = 3
  private(set) var score = 0
  var level = 1
  var ship = Body(x: width / 2, y: height / 2)
  /// Sixteenths of a turn, clockwise from straight up.
  var heading = 0
  /// Frames until the ship turns again.
  private(set) var turnDelay = 0
  /// Frames until it shoots again.
  private(set) var reload = 0
  /// Whether the engine burns, for the picture.
  private(set) var isThrusting = false
  /// Frames until a lost ship is back.
  private(set) var absence = 0
  /// Frames in which nothing harms the ship.
  var shield = 0
  var rocks = InlineArray<32, Rock>(repeating: Rock())
  var rockCount = 0
  var shots = InlineArray<4, Shot>(repeating: Shot())
  var saucer = Saucer()

  /// Whether the last life is lost.
  public var isOver: Bool { lives == 0 }

  /// An empty board.
  public init() {}

  /// Begins with four large rocks.
  public mutating func start(random: inout Philox) {
    self = ArcadeRocks()
    beginLevel(random: &random)
  }

  /// Plays one frame.
  public mutating func advance(_ action: ArcadeAction, random: inout Philox) -> Int {
    let before = score
    if absence == 0 {
      steer(action)
    } else {
      absence -= 1
      if absence == 0 { (ship, heading, shield) = (Body(x: Self.width / 2, y: Self.height / 2), 0, 120) }
    }
    if shield > 0 { shield -= 1 }
    for index in 0..<rockCount { rocks[index].body.drift() }
    for index in 0..<4 where shots[index].life > 0 { shots[index].fly() }
    moveSaucer(random: &random)
    hitWithShots(random: &random)
    if absence == 0 && shield == 0 { crash(random: &random) }
    let points = score - before
    score = min(score, Self.highest)
    if rockCount == 0 && saucer.delay > 0 {
      level = min(level + 1, 99)
      beginLevel(random: &random)
    }
    return points
  }

  /// Puts large rocks on the board, none within reach of the ship.
  private mutating func beginLevel(random: inout Philox) {
    rockCount = 0
    for _ in 0..<min(3 + level, 8) {
      var body = Body(x: random.below(Self.width), y: random.below(Self.height))
      if body.isWithin(26 * Self.pixel, of: ship) {
        // Half the board further is far from where it was too near.
        body.x = (body.x + Self.width / 2) % Self.width
        body.y = (body.y + Self.height / 2) % Self.height
      }
      add(Rock(body: body, size: 3), heading: random.below(16), random: &random)
    }
    saucer = Saucer(delay: max(300, 960 - 60 * level))
  }

  private mutating func add(_ rock: Rock, heading: Int, random: inout Philox) {
    var rock = rock
    let pace = 3 * (4 - rock.size) + 2 + random.below(4) + min(level - 1, 8) / 2
    let unit = Self.unit(heading)
    (rock.body.vx, rock.body.vy) = (unit.x * pace, unit.y * pace)
    rocks[rockCount] = rock
    rockCount += 1
  }

  // MARK: The ship

  private mutating func steer(_ action: ArcadeAction) {
    if turnDelay > 0 { turnDelay -= 1 }
    if reload > 0 { reload -= 1 }
    if action.horizontal != 0 && turnDelay == 0 {
      heading = (heading + action.horizontal) & 15
      turnDelay = 4
    }
    let unit = Self.unit(heading)
    isThrusting = action.vertical < 0
    if isThrusting {
      ship.vx += unit.x
      ship.vy += unit.y
    }
    // The drag keeps a ship below a pixel a frame and brings it to rest.
    ship.vx -= ship.vx / 32 + ship.vx.signum()
    ship.vy -= ship.vy / 32 + ship.vy.signum()
    ship.drift()
    guard action.isFiring && reload == 0 else { return }
    for index in 0..<4 where shots[index].life == 0 {
      var body = ship
      (body.vx, body.vy) = (ship.vx + 64 * unit.x, ship.vy + 64 * unit.y)
      shots[index] = Shot(body: body, life: 32)
      reload = 10
      return
    }
  }

  private mutating func crash(random: inout Philox) {
    var isHit = false
    for index in 0..<rockCount where rocks[index].body.isWithin(rocks[index].reach + Self.pixel, of: ship) {
      isHit = true
      split(index, random: &random)
      break
    }
    if saucer.shot.life > 0 && saucer.shot.body.isWithin(3 * Self.pixel, of: ship) {
      isHit = true
      saucer.shot.life = 0
    }
    if saucer.delay == 0 && saucer.body.isWithin(5 * Self.pixel, of: ship) { isHit = true }
    guard isHit else { return }
    lives -= 1
    (absence, isThrusting) = (45, false)
  }

  // MARK: Targets

  private mutating func hitWithShots(random: inout Philox) {
    for index in 0..<4 where shots[index].life > 0 {
      let body = shots[index].body
      if saucer.delay == 0 && saucer.body.isWithin(5 * Self.pixel, of: body) {
        shots[index].life = 0
        score += 20
        saucer.leave(level: level)
        continue
      }
      for rock in 0..<rockCount where rocks[rock].body.isWithin(rocks[rock].reach + Self.pixel, of: body) {
        shots[index].life = 0
        score += rocks[rock].points
        split(rock, random: &random)
        break
      }
    }
  }

  /// Takes a rock away and puts two of the next size in its place, apart by at least a third of a turn.
  private mutating func split(_ index: Int, random: inout Philox) {
    let rock = rocks[index]
    rockCount -= 1
    rocks[index] = rocks[rockCount]
    guard rock.size > 1 else { return }
    let heading = random.below(16)
    let part = Rock(body: rock.body, size: rock.size - 1)
    add(part, heading: heading, random: &random)
    add(part, heading: (heading + 6 + random.below(5)) & 15, random: &random)
  }

  private mutating func moveSaucer(random: inout Philox) {
    if saucer.shot.life > 0 { saucer.shot.fly() }
    guard saucer.delay == 0 else {
      saucer.delay -= 1
      if saucer.delay == 0 { saucer.appear(isFromLeft: random.below(2) == 0, y: random.below(Self.height)) }
      return
    }
    saucer.body.drift()
    saucer.age += 1
    if saucer.age % 64 == 0 { saucer.body.vy = (random.below(3) - 1) * 256 }
    if saucer.age == Saucer.stay { return saucer.leave(level: level) }
    guard saucer.age % max(50, 110 - 10 * level) == 0 && absence == 0 else { return }
    let (dx, dy) = saucer.body.way(to: ship)
    // The way that points to the ship best, off by up to two sixteenths of a turn while the levels are low.
    var best = 0
    for heading in 1..<16 {
      let (unit, other) = (Self.unit(heading), Self.unit(best))
      if unit.x * dx + unit.y * dy > other.x * dx + other.y * dy { best = heading }
    }
    let error = level < 4 ? 2 : 1
    let unit = Self.unit((best + random.below(2 * error + 1) - error) & 15)
    var body = saucer.body
    (body.vx, body.vy) = (32 * unit.x, 32 * unit.y)
    saucer.shot = Shot(body: body, life: 50)
  }
}

extension ArcadeRocks {
  /// Hands over every field.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&lives, in: 0...3)
    try archive.serialize(&score, in: 0...Self.highest)
    try archive.serialize(&level, in: 1...99)
    try ship.serialize(with: &archive)
    try archive.serialize(&heading, in: 0...15)
    try archive.serialize(&turnDelay, in: 0...4)
    try archive.serialize(&reload, in: 0...10)
    try archive.serialize(&isThrusting)
    try archive.serialize(&absence, in: 0...45)
    try archive.serialize(&shield, in: 0...120)
    try archive.serialize(&rockCount, in: 0...Self.mostRocks)
    // What the rocks of the board may yet become must have room.
    var pieces = 0
    for index in 0..<rockCount {
      try rocks[index].body.serialize(with: &archive)
      try archive.serialize(&rocks[index].size, in: 1...3)
      pieces += 1 << (rocks[index].size - 1)
    }
    if archive.isReading && pieces > Self.mostRocks { throw archive.refuse("rocks for \(pieces) pieces") }
    for index in 0..<4 { try shots[index].serialize(with: &archive) }
    try saucer.serialize(with: &archive)
  }
}
