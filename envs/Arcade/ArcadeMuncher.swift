public import RLEnvironmentKit

/// Eat every pellet of a maze while four pursuers hunt; a power pellet turns the hunt around for a while.
///
/// A pellet is worth 1 point, a power pellet 5, frightened pursuers 10, 20, 40 and 80 in a row, a fruit 10 times the
/// level up to 50. Three lives. An empty maze is followed by the next level: faster pursuers, shorter frights, and the
/// other of two mazes.
public struct ArcadeMuncher: ArcadeGame {
  /// Name, summary and actions.
  public static let title = ArcadeTitle(
    name: "muncher", summary: "Eat all pellets of a maze and keep away from four pursuers, or turn the tables.",
    actions: [.nothing, .up, .right, .left, .down])

  /// The player's way in a frame; a cell is 1024 long.
  static let pace = 144
  /// Where the score stops.
  static let highest = 999_999
  /// Longest that anything lasts, in frames.
  static let longest = 1200

  /// Lives left of three.
  public private(set) var lives = 3
  private(set) var score = 0
  var level = 1
  /// Pellets left, a row of the maze each, bits as in the maze.
  var pellets = InlineArray<19, UInt32>(repeating: 0)
  var pelletsLeft = 0
  var player = Walker(x: 10, y: 15, heading: .left)
  /// Where the stick pointed last: taken at the first crossing that allows it.
  private(set) var wanted = GridDirection.left
  var pursuers = InlineArray<4, Pursuer>(repeating: Pursuer())
  /// Frames of fright left.
  private(set) var fright = 0
  /// Pursuers caught in this fright.
  private(set) var caught = 0
  /// Frames the fruit stays.
  var fruit = 0
  /// Frames before the round continues.
  var pause = 0
  /// Frames since the round began, counted in rounds of ``longest``: pursuers scatter at the start of each.
  var clock = 0

  /// Whether the last life is lost.
  public var isOver: Bool { lives == 0 }
  var maze: MuncherMaze { level % 2 == 1 ? .rings : .columns }

  /// The first level, about to begin.
  public init() {
    fillMaze()
    beginRound()
  }

  /// Begins again with the first level; nothing is drawn from the stream.
  public mutating func start(random: inout Philox) {
    self = ArcadeMuncher()
  }

  /// Plays one frame.
  public mutating func advance(_ action: ArcadeAction, random: inout Philox) -> Int {
    if let direction = GridDirection(action) { wanted = direction }
    if pause > 0 {
      pause -= 1
      return 0
    }
    let before = score
    clock = (clock + 1) % Self.longest
    if fright > 0 { fright -= 1 }
    if fruit > 0 { fruit -= 1 }
    movePlayer()
    eat()
    for index in 0..<4 {
      move(pursuer: index, random: &random)
      meet(pursuer: index)
    }
    let points = score - before
    score = min(score, Self.highest)
    if pelletsLeft == 0 {
      level = min(level + 1, 99)
      fillMaze()
      beginRound()
    }
    return points
  }

  private mutating func fillMaze() {
    pellets = maze.rows
    countPellets()
  }

  private mutating func countPellets() {
    pelletsLeft = 0
    for y in 0..<MuncherMaze.height { pelletsLeft += pellets[y].nonzeroBitCount }
  }

  /// Puts everybody where a round starts; pellets stay eaten.
  private mutating func beginRound() {
    player = Walker(x: 10, y: 15, heading: .left)
    wanted = .left
    // The later the level, the sooner the last one leaves the pen.
    let interval = max(60, 180 - 20 * level)
    for index in 0..<4 { pursuers[index] = Pursuer(wait: index * interval) }
    pursuers[0].rise = Pursuer.out
    (fright, fruit, clock, pause) = (0, 0, 0, 30)
  }

  // MARK: The player

  private mutating func movePlayer() {
    let maze = maze
    if wanted == player.heading.opposite && player.progress > 0 { player.turnBack() }
    if player.progress == 0 {
      if maze.isOpen(from: player, wanted) {
        player.heading = wanted
      } else if !maze.isOpen(from: player, player.heading) {
        return
      }
    }
    player.progress += Self.pace
    guard player.arrives() else { return }
    if maze.isOpen(from: player, wanted) {
      player.heading = wanted
    } else if !maze.isOpen(from: player, player.heading) {
      player.progress = 0
    }
  }

  private mutating func eat() {
    let (x, y) = player.nearest
    if fruit > 0 && x == 10 && y == 11 {
      fruit = 0
      score += 10 * min(level, 5)
    }
    let bit = MuncherMaze.bit(x)
    guard pellets[y] & bit != 0 else { return }
    pellets[y] ^= bit
    pelletsLeft -= 1
    if pelletsLeft == 120 || pelletsLeft == 60 { fruit = 540 }
    score += MuncherMaze.isPower(x, y) ? 5 : 1
    if MuncherMaze.isPower(x, y) { frighten() }
  }

  private mutating func frighten() {
    fright = max(120, 420 - 45 * (level - 1))
    caught = 0
    for index in 0..<4 where pursuers[index].isOut {
      pursuers[index].isFrightened = true
      if pursuers[index].walker.progress > 0 { pursuers[index].walker.turnBack() }
    }
  }

  /// Lets a pursuer and the player deal with each other when they touch.
  private mutating func meet(pursuer index: Int) {
    guard pursuers[index].isOut, pursuers[index].walker.isTouching(player), pause == 0 else { return }
    if pursuers[index].isFrightened {
      score += 10 << caught
      caught = min(caught + 1, 3)
      pursuers[index] = Pursuer(wait: 120)
    } else {
      lives -= 1
      beginRound()
    }
  }

  // MARK: The pursuers

  private mutating func move(pursuer index: Int, random: inout Philox) {
    if fright == 0 { pursuers[index].isFrightened = false }
    let pace = pursuers[index].isFrightened ? 64 : min(96 + 8 * level, Self.pace)
    guard pursuers[index].isOut else {
      if pursuers[index].wait > 0 {
        pursuers[index].wait -= 1
      } else {
        pursuers[index].rise = min(pursuers[index].rise + pace, Pursuer.out)
      }
      return
    }
    pursuers[index].walker.progress += pace
    guard pursuers[index].walker.arrives() else { return }
    if pursuers[index].isFrightened {
      pursuers[index].walker.heading = escape(from: pursuers[index].walker, random: &random)
    } else {
      pursuers[index].walker.heading = pursuit(from: pursuers[index].walker, to: target(of: index))
    }
  }

  /// The open way, not back, that leads straightest to a cell.
  private func pursuit(from walker: Walker, to target: (x: Int, y: Int)) -> GridDirection {
    var best = walker.heading.opposite
    var shortest = Int.max
    for number in 0..<4 {
      let direction = GridDirection(number: number)
      guard direction != walker.heading.opposite && maze.isOpen(from: walker, direction) else { continue }
      let dx = walker.x + direction.dx - target.x
      let dy = walker.y + direction.dy - target.y
      let distance = dx * dx + dy * dy
      if distance < shortest { (best, shortest) = (direction, distance) }
    }
    return best
  }

  /// An open way, not back, by chance.
  private func escape(from walker: Walker, random: inout Philox) -> GridDirection {
    var direction = GridDirection(number: random.below(4))
    for _ in 0..<4 {
      if direction != walker.heading.opposite && maze.isOpen(from: walker, direction) { return direction }
      direction = direction.turnedRight
    }
    return walker.heading.opposite
  }

  /// The cell a pursuer is after: its corner while they scatter, else by its character.
  func target(of index: Int) -> (x: Int, y: Int) {
    let corner = (x: index & 1 == 0 ? 19 : 1, y: index & 2 == 0 ? 1 : 17)
    if clock < max(60, 300 - 40 * level) { return corner }
    switch index {
    case 0:  // The chaser.
      return (player.x, player.y)
    case 1:  // The ambusher goes where the player will be.
      return (player.x + 4 * player.heading.dx, player.y + 4 * player.heading.dy)
    case 2:  // The partner comes from the side away from the chaser.
      return (2 * player.x - pursuers[0].walker.x, 2 * player.y - pursuers[0].walker.y)
    default:  // The shy one gives up when near.
      let (dx, dy) = (pursuers[3].walker.x - player.x, pursuers[3].walker.y - player.y)
      return dx * dx + dy * dy > 36 ? (player.x, player.y) : corner
    }
  }
}

extension ArcadeMuncher {
  /// Hands over every field; walkers must stand in corridors.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&lives, in: 0...3)
    try archive.serialize(&score, in: 0...Self.highest)
    try archive.serialize(&level, in: 1...99)
    let maze = maze
    for y in 0..<MuncherMaze.height {
      try archive.serialize(&pellets[y])
      if archive.isReading && pellets[y] & ~maze.rows[y] != 0 {
        throw archive.refuse("a pellet lies in a wall of row \(y)")
      }
    }
    countPellets()
    if archive.isReading && pelletsLeft == 0 { throw archive.refuse("no pellet is left") }
    try player.serialize(with: &archive, in: maze, isHunting: false)
    try archive.serialize(&wanted)
    for index in 0..<4 { try pursuers[index].serialize(with: &archive, in: maze) }
    try archive.serialize(&fright, in: 0...Self.longest)
    try archive.serialize(&caught, in: 0...3)
    try archive.serialize(&fruit, in: 0...Self.longest)
    try archive.serialize(&pause, in: 0...Self.longest)
    try archive.serialize(&clock, in: 0...Self.longest - 1)
  }
}
