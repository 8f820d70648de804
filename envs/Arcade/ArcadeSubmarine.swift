public import RLEnvironmentKit

/// A submarine that shoots fish and enemy boats, picks up divers, and has to surface before its oxygen is gone.
///
/// A fish is worth 2 points, an enemy boat 4, a diver 1 when picked up and 5 more when put ashore at the surface; four
/// find room. Oxygen lasts half a minute. Three lives; with one go the oxygen and a diver. Every four divers put ashore
/// make a level: faster and longer convoys, more of them armed.
public struct ArcadeSubmarine: ArcadeGame {
  /// Name, summary and actions.
  public static let title = ArcadeTitle(
    name: "submarine", summary: "Shoot fish and enemy boats, rescue divers, surface before the oxygen is gone.",
    actions: [.nothing, .fire, .up, .right, .left, .down, .upFire, .rightFire, .leftFire, .downFire])

  /// The boat's top left corner stays between these.
  static let surface = 11 * pixel
  static let ground = 66 * pixel
  static let rightmost = 76 * pixel
  /// Frames under water on one filling.
  static let fullOxygen = 1800
  /// How many divers find room.
  static let room = 4
  /// Where the score stops.
  static let highest = 999_999

  /// Lives left of three.
  public private(set) var lives = 3
  private(set) var score = 0
  /// Divers put ashore in this game.
  var rescued = 0
  var x = rightmost / 2
  var y = surface
  private(set) var facesRight = true
  var oxygen = fullOxygen
  /// Divers on board.
  var divers = 0
  /// Frames until the next diver goes ashore.
  private(set) var landing = 0
  /// Frames until the boat shoots again.
  private(set) var reload = 0
  /// Frames until a lost boat is back.
  private(set) var absence = 0
  /// Frames in which nothing harms the boat.
  var shield = 0
  var torpedoes = InlineArray<2, Torpedo>(repeating: Torpedo())
  var lanes = InlineArray<4, Lane>(repeating: Lane())

  /// Whether the last life is lost.
  public var isOver: Bool { lives == 0 }
  /// 1 at first, one more for every four divers put ashore.
  var level: Int { 1 + min(rescued / Self.room, 98) }
  var isSurfaced: Bool { y == Self.surface }

  /// An empty sea.
  public init() {}

  /// Begins at the surface; the first convoys are on their way.
  public mutating func start(random: inout Philox) {
    self = ArcadeSubmarine()
    for index in 0..<4 {
      lanes[index].delay = 1 + random.below(90)
      lanes[index].diverDelay = 60 + random.below(400)
    }
  }

  /// Plays one frame.
  public mutating func advance(_ action: ArcadeAction, random: inout Philox) -> Int {
    let before = score
    for index in 0..<4 { lanes[index].advance(level: level, random: &random) }
    for index in 0..<2 where torpedoes[index].isRunning { run(torpedo: index) }
    if shield > 0 { shield -= 1 }
    if absence > 0 {
      absence -= 1
      if absence == 0 { rise() }
    } else {
      steer(action)
      breathe()
      for index in 0..<4 { meet(lane: index) }
    }
    let points = score - before
    score = min(score, Self.highest)
    return points
  }

  // MARK: The boat

  /// A new boat at the surface.
  private mutating func rise() {
    (x, y, oxygen, shield) = (Self.rightmost / 2, Self.surface, Self.fullOxygen, 120)
  }

  private mutating func steer(_ action: ArcadeAction) {
    x = min(max(x + action.horizontal * 240, 0), Self.rightmost)
    y = min(max(y + action.vertical * 200, Self.surface), Self.ground)
    if action.horizontal != 0 { facesRight = action.horizontal > 0 }
    if reload > 0 { reload -= 1 }
    guard action.isFiring && reload == 0 else { return }
    for index in 0..<2 where !torpedoes[index].isRunning {
      torpedoes[index] = Torpedo(
        x: facesRight ? x + 6 * Self.pixel : x - 2 * Self.pixel, y: y + 2 * Self.pixel, headsRight: facesRight,
        isRunning: true)
      reload = 16
      return
    }
  }

  /// Uses up oxygen, or at the surface takes it in and puts divers ashore one by one.
  private mutating func breathe() {
    guard isSurfaced else {
      landing = 0
      oxygen -= 1
      if oxygen <= 0 { lose() }
      return
    }
    oxygen = min(oxygen + 24, Self.fullOxygen)
    guard divers > 0 else { return }
    if landing > 0 {
      landing -= 1
    } else {
      divers -= 1
      rescued = min(rescued + 1, Self.highest)
      score += 5
      landing = 8
    }
  }

  private mutating func lose() {
    lives -= 1
    divers = max(divers - 1, 0)
    (oxygen, absence) = (max(oxygen, 0), 45)
  }

  /// What the boat can be hit at: a pixel less than it shows on every side.
  private var hull: ArcadeBox {
    ArcadeBox(x: x + Self.pixel, y: y + Self.pixel, width: 6 * Self.pixel, height: 3 * Self.pixel)
  }

  private mutating func run(torpedo index: Int) {
    torpedoes[index].x += torpedoes[index].headsRight ? 640 : -640
    let box = ArcadeBox(x: torpedoes[index].x, y: torpedoes[index].y, width: 4 * Self.pixel, height: 2 * Self.pixel)
    if box.x < -box.width || box.x > ArcadeCanvas.side * Self.pixel { torpedoes[index].isRunning = false }
    for lane in 0..<4 {
      guard let member = lanes[lane].member(hitBy: box, in: lane) else { continue }
      lanes[lane].members &= ~(1 << member)
      torpedoes[index].isRunning = false
      score += lanes[lane].isArmed ? 4 : 2
      return
    }
  }

  /// Lets the boat pick up the diver of a lane and collide with the rest.
  private mutating func meet(lane index: Int) {
    let hull = hull
    if divers < Self.room && lanes[index].hasDiver {
      // A diver reaches out: a pixel more on every side.
      let reach = ArcadeBox(
        x: lanes[index].diverX - Self.pixel, y: Lane.top(index) - Self.pixel, width: 6 * Self.pixel,
        height: 8 * Self.pixel)
      if reach.overlaps(hull) {
        divers += 1
        score += 1
        lanes[index].loseDiver(delay: 240)
      }
    }
    guard shield == 0 && absence == 0 else { return }
    if let member = lanes[index].member(hitBy: hull, in: index) {
      lanes[index].members &= ~(1 << member)
      lose()
    } else if lanes[index].hasShot && lanes[index].shot(in: index).overlaps(hull) {
      lanes[index].hasShot = false
      lose()
    }
  }
}

extension ArcadeSubmarine {
  /// Hands over every field.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&lives, in: 0...3)
    try archive.serialize(&score, in: 0...Self.highest)
    try archive.serialize(&rescued, in: 0...Self.highest)
    try archive.serialize(&x, in: 0...Self.rightmost)
    try archive.serialize(&y, in: Self.surface...Self.ground)
    try archive.serialize(&facesRight)
    try archive.serialize(&oxygen, in: 0...Self.fullOxygen)
    try archive.serialize(&divers, in: 0...Self.room)
    try archive.serialize(&landing, in: 0...8)
    try archive.serialize(&reload, in: 0...16)
    try archive.serialize(&absence, in: 0...45)
    try archive.serialize(&shield, in: 0...120)
    for index in 0..<2 { try torpedoes[index].serialize(with: &archive) }
    for index in 0..<4 { try lanes[index].serialize(with: &archive) }
  }
}
