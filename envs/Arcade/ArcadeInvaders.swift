public import RLEnvironmentKit

/// Ranks of invaders that march down and drop bombs, a cannon under three shields, and now and then a saucer.
///
/// Invaders are worth 4, 3, 2 and 1 points from the top rank down, the saucer 10. The fewer are left the faster they
/// march; each wave begins lower, marches faster and drops more. A bomb costs one of three lives; invaders that come
/// down to the cannon end the game.
public struct ArcadeInvaders: ArcadeGame {
  /// Name, summary and actions.
  public static let title = ArcadeTitle(
    name: "invaders", summary: "Shoot down ranks of invaders before they land, behind shields that wear away.",
    actions: [.nothing, .fire, .right, .left, .rightFire, .leftFire])

  static let columns = 6
  private static let ranks = 4
  private static let rankScores = [4, 3, 2, 1]
  private static let allInvaders: UInt32 = (1 << 24) - 1
  /// From one invader to the next; each is eight pixels wide and six high.
  private static let pitchX = 11
  private static let pitchY = 8
  static let cannonTop = 77
  private static let cannonWidth = 9
  private static let cannonSpeed = 320
  private static let shotSpeed = 3 * pixel
  private static let bombSpeed = 256
  private static let saucerSpeed = 150
  private static let saucerScore = 10
  /// Frames a lost cannon burns, and between two waves.
  private static let pause = 45
  private static let mostWaves = 1_000_000

  /// Bit `6 rank + column`, rank 0 at the top.
  var invaders = allInvaders
  /// The top left corner of the formation, in pixels.
  var formationX = 6
  var formationY = 16
  var marchesRight = true
  var framesToMarch = 20
  /// Which of its two poses every invader shows.
  var pose = false
  var cannon = 38 * pixel
  var shot = Missile()
  var bombs = [Missile](repeating: Missile(), count: 5)
  var framesToBomb = 60
  var shields = Shields()
  /// The left edge of the saucer, and its way; 0 where there is none.
  var saucer = 0
  var saucerWay = 0
  var framesToSaucer = 600
  /// Frames nothing moves, since the cannon burns or the next wave is awaited.
  var wait = 0
  public internal(set) var lives = 3
  var hasLanded = false
  var wave = 0
  var score = 0

  /// The first wave.
  public init() {}

  /// The first wave, three lives, whole shields.
  public mutating func start(random: inout Philox) {
    self = ArcadeInvaders()
    framesToSaucer = 400 + random.below(400)
    framesToBomb = 40 + random.below(40)
    marchesRight = random.below(2) == 0
  }

  /// Whether the last cannon is lost or invaders have landed.
  public var isOver: Bool { lives == 0 || hasLanded }

  /// Plays one frame; the points of what was shot down.
  public mutating func advance(_ action: ArcadeAction, random: inout Philox) -> Int {
    if wait > 0 {
      wait -= 1
      if wait == 0 && invaders == 0 { beginWave() }
      return 0
    }
    let rightmost = (ArcadeCanvas.side - Self.cannonWidth) * Self.pixel
    cannon = min(max(cannon + action.horizontal * Self.cannonSpeed, 0), rightmost)
    if action.isFiring && !shot.isFlying {
      shot = Missile(x: cannon + 4 * Self.pixel, y: (Self.cannonTop - 4) * Self.pixel, isFlying: true)
    }
    moveSaucer(random: &random)
    let points = moveShot()
    framesToMarch -= 1
    if framesToMarch <= 0 { march() }
    dropBomb(random: &random)
    moveBombs()
    if invaders == 0 && wait == 0 { wait = Self.pause }
    score += points
    return points
  }

  private mutating func beginWave() {
    wave = min(wave + 1, Self.mostWaves)
    invaders = Self.allInvaders
    formationX = 6
    formationY = 16 + 4 * min(wave, 4)
    framesToMarch = 20
    for index in bombs.indices { bombs[index].isFlying = false }
    shields = Shields()
  }

  /// Moves the formation two pixels sideways, or four down where its outermost invader is at the edge.
  private mutating func march() {
    pose.toggle()
    framesToMarch = max(2, 3 + invaders.nonzeroBitCount - 2 * min(wave, 5))
    var columns: UInt32 = 0
    for rank in 0..<Self.ranks { columns |= invaders >> UInt32(rank * Self.columns) & 0x3F }
    guard columns != 0 else { return }
    let leftEdge = formationX + columns.trailingZeroBitCount * Self.pitchX
    let rightEdge = formationX + (31 - columns.leadingZeroBitCount) * Self.pitchX + 8
    if marchesRight ? rightEdge + 2 > ArcadeCanvas.side - 1 : leftEdge - 2 < 1 {
      marchesRight.toggle()
      formationY += 4
      let lowestRank = (31 - invaders.leadingZeroBitCount) / Self.columns
      let bottom = formationY + lowestRank * Self.pitchY + 6
      if bottom > Shields.top { shields.clear() }
      if bottom > Self.cannonTop { hasLanded = true }
    } else {
      formationX += marchesRight ? 2 : -2
    }
  }

  /// The invader at a pixel.
  private func invader(x: Int, y: Int) -> Int? {
    let (right, down) = (x - formationX, y - formationY)
    guard right >= 0 && down >= 0 && right < Self.columns * Self.pitchX && down < Self.ranks * Self.pitchY,
      right % Self.pitchX < 8 && down % Self.pitchY < 6
    else { return nil }
    let index = down / Self.pitchY * Self.columns + right / Self.pitchX
    return invaders >> UInt32(index) & 1 == 1 ? index : nil
  }

  /// Now and then an invader drops a bomb: two times in three the lowest above the cannon, else of any column.
  private mutating func dropBomb(random: inout Philox) {
    framesToBomb -= 1
    guard framesToBomb <= 0, invaders != 0 else { return }
    framesToBomb = 20 - 3 * min(wave, 4) + random.below(24)
    guard let free = bombs.prefix(min(3 + wave, 5)).firstIndex(where: { !$0.isFlying }) else { return }
    var column = random.below(Self.columns)
    if random.below(3) > 0 {
      column = min(max((cannon >> 8 + 4 - formationX) / Self.pitchX, 0), Self.columns - 1)
    }
    for rank in stride(from: Self.ranks - 1, through: 0, by: -1)
    where invaders >> UInt32(rank * Self.columns + column) & 1 == 1 {
      bombs[free] = Missile(
        x: (formationX + column * Self.pitchX + 3) * Self.pixel,
        y: (formationY + rank * Self.pitchY + 6) * Self.pixel, isFlying: true)
      return
    }
  }

  private mutating func moveSaucer(random: inout Philox) {
    if saucerWay != 0 {
      saucer += saucerWay
      if saucer < -10 * Self.pixel || saucer > ArcadeCanvas.side * Self.pixel { saucerWay = 0 }
      return
    }
    framesToSaucer -= 1
    guard framesToSaucer <= 0 else { return }
    framesToSaucer = 500 + random.below(500)
    let comesFromLeft = random.below(2) == 0
    saucer = comesFromLeft ? -10 * Self.pixel : ArcadeCanvas.side * Self.pixel
    saucerWay = comesFromLeft ? Self.saucerSpeed : -Self.saucerSpeed
  }

  /// Moves the cannon's shot; the points of what it hits.
  private mutating func moveShot() -> Int {
    guard shot.isFlying else { return 0 }
    shot.y -= Self.shotSpeed
    if shot.y < 8 * Self.pixel {
      shot.isFlying = false
      return 0
    }
    for column in 0...1 {
      let (x, y) = shot.pixel(column)
      if let hit = invader(x: x, y: y) {
        invaders &= ~(1 << UInt32(hit))
        shot.isFlying = false
        return Self.rankScores[hit / Self.columns]
      }
      if saucerWay != 0 && y < 15 && x >= saucer >> 8 && x < saucer >> 8 + 10 {
        saucerWay = 0
        shot.isFlying = false
        return Self.saucerScore
      }
      if shields.wear(x: x, y: y) {
        shot.isFlying = false
        return 0
      }
    }
    return 0
  }

  private mutating func moveBombs() {
    for index in bombs.indices where bombs[index].isFlying {
      bombs[index].y += Self.bombSpeed + 16 * min(wave, 4)
      let (x, y) = bombs[index].pixel(0)
      if y >= ArcadeCanvas.side {
        bombs[index].isFlying = false
      } else if shields.wear(x: x, y: y) || shields.wear(x: x + 1, y: y) {
        bombs[index].isFlying = false
      } else if y >= Self.cannonTop && x + 1 > cannon >> 8 && x < cannon >> 8 + Self.cannonWidth - 1 {
        loseCannon()
        return
      }
    }
  }

  private mutating func loseCannon() {
    lives -= 1
    wait = Self.pause
    shot.isFlying = false
    for index in bombs.indices { bombs[index].isFlying = false }
  }
}

extension ArcadeInvaders {
  private static let squid = [
    ArcadeSprite("..####..\n.######.\n##.##.##\n########\n..#..#..\n.#....#."),
    ArcadeSprite("..####..\n.######.\n##.##.##\n########\n.#.##.#.\n#......#"),
  ]
  private static let crab = [
    ArcadeSprite("#..##..#\n#.####.#\n##.##.##\n########\n.######.\n.#....#."),
    ArcadeSprite("...##...\n..####..\n##.##.##\n########\n########\n#.#..#.#"),
  ]
  private static let saucerSprite = ArcadeSprite("...####...\n.########.\n##.####.##\n.########.\n..##..##..")
  private static let cannonSprite = ArcadeSprite("....#....\n...###...\n.#######.\n#########\n#########")
  private static let burningSprite = ArcadeSprite("#...#...#\n..#..#...\n.#.##..#.\n..#.##.#.\n#.######.")
  private static let rankColors: [ArcadeColor] = [.pink, .amber, .lime, .cyan]

  /// The ground and whole shields; what is worn away is painted over.
  public static func drawBackground(on canvas: inout ArcadeCanvas) {
    canvas.fill(x: 0, y: 82, width: 84, height: 2, .forest)
    Shields.drawBackground(on: &canvas)
  }

  /// Everything else, the cannon burning where it was hit.
  public func draw(on canvas: inout ArcadeCanvas) {
    canvas.write(score, x: 3, y: 1, digits: 3, .silver)
    for life in 0..<lives { canvas.fill(x: 78 - 6 * life, y: 2, width: 4, height: 3, .lime) }
    shields.draw(on: &canvas)
    var rest = invaders
    while rest != 0 {
      let index = rest.trailingZeroBitCount
      let (rank, column) = (index / Self.columns, index % Self.columns)
      canvas.draw(
        (rank < 2 ? Self.squid : Self.crab)[pose ? 1 : 0], x: formationX + column * Self.pitchX,
        y: formationY + rank * Self.pitchY, Self.rankColors[rank])
      rest &= rest - 1
    }
    if saucerWay != 0 { canvas.draw(Self.saucerSprite, x: saucer >> 8, y: 9, .red) }
    let isBurning = wait > 0 && invaders != 0
    canvas.draw(
      isBurning ? Self.burningSprite : Self.cannonSprite, x: cannon >> 8, y: Self.cannonTop,
      isBurning ? .orange : .lime)
    shot.draw(on: &canvas, .white)
    for bomb in bombs { bomb.draw(on: &canvas, .yellow) }
  }

  /// Hands every field to the archive.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    let side = ArcadeCanvas.side
    try archive.serialize(&invaders, in: 0...Self.allInvaders)
    try archive.serialize(&formationX, in: -side...side)
    try archive.serialize(&formationY, in: 0...2 * side)
    try archive.serialize(&marchesRight)
    try archive.serialize(&framesToMarch, in: 0...60)
    try archive.serialize(&pose)
    try archive.serialize(&cannon, in: 0...(side - Self.cannonWidth) * Self.pixel)
    try shot.serialize(with: &archive)
    for index in bombs.indices { try bombs[index].serialize(with: &archive) }
    try archive.serialize(&framesToBomb, in: -1000...1000)
    try shields.serialize(with: &archive)
    try archive.serialize(&saucer, in: -side * Self.pixel...2 * side * Self.pixel)
    try archive.serialize(&saucerWay, in: -Self.saucerSpeed...Self.saucerSpeed)
    try archive.serialize(&framesToSaucer, in: 0...2000)
    try archive.serialize(&wait, in: 0...Self.pause)
    try archive.serialize(&lives, in: 0...3)
    try archive.serialize(&hasLanded)
    try archive.serialize(&wave, in: 0...Self.mostWaves)
    try archive.serialize(&score, in: 0...1_000_000_000)
  }
}
