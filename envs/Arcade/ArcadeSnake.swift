public import RLEnvironmentKit

/// A snake that grows with every apple and must run neither into a wall nor into itself.
///
/// An apple is worth 1 point and makes the snake two cells longer; twelve lie about at a time. Twenty apples make a
/// level: the snake is short again, faster, and finds other walls. Three lives. A snake that eats nothing for twenty
/// seconds starves.
public struct ArcadeSnake: ArcadeGame {
  /// Name, summary and actions.
  public static let title = ArcadeTitle(
    name: "snake", summary: "Grow with every apple and run neither into walls nor into yourself.",
    actions: [.nothing, .up, .right, .left, .down])

  /// Apples that make a level.
  static let goal = 20
  /// Cells an apple adds.
  static let growth = 2
  /// Frames that a snake lives without an apple.
  static let fullBelly = 1200
  /// Units from one cell to the next: four pixels.
  static let step = 4 * pixel
  /// Where the score stops.
  static let highest = 999_999

  /// Lives left of three.
  public private(set) var lives = 3
  private(set) var score = 0
  var level = 1
  /// Apples eaten on this level.
  var eaten = 0
  var body = Body()
  /// The way from the second cell of the body to the first.
  private(set) var heading = GridDirection.right
  /// Where the snake turns when the head has reached its cell.
  private(set) var wanted = GridDirection.right
  /// How much of the way into its cell the head has done, 0 ..< ``step``.
  private(set) var progress = 0
  /// Cells still to grow by.
  var growing = 0
  /// Frames until the snake starves.
  var belly = fullBelly
  /// Frames before the snake sets off.
  private(set) var pause = 0
  var apples = InlineArray<12, Cell>(repeating: Cell(x: 10, y: 4))

  /// Whether the last life is lost.
  public var isOver: Bool { lives == 0 }
  var field: Field { Field(level: level) }
  /// The way in a frame: a cell takes eight frames at first, four and a half in the end.
  var pace: Int { min(120 + 8 * level, 224) }

  /// The first level with all apples in one place.
  public init() {
    beginLife()
  }

  /// Begins with the first level.
  public mutating func start(random: inout Philox) {
    self = ArcadeSnake()
    for index in apples.indices { placeApple(index, random: &random) }
  }

  /// Plays one frame.
  public mutating func advance(_ action: ArcadeAction, random: inout Philox) -> Int {
    if let direction = GridDirection(action), direction != heading.opposite { wanted = direction }
    if pause > 0 {
      pause -= 1
      return 0
    }
    belly -= 1
    if belly <= 0 {
      lose()
      return 0
    }
    progress += pace
    if progress < Self.step { return 0 }
    progress -= Self.step
    return enterNextCell(random: &random)
  }

  /// A short snake about to set off; apples, eaten ones too, stay as they are.
  private mutating func beginLife() {
    body = Body()
    (heading, wanted, progress, growing, belly, pause) = (.right, .right, 0, 0, Self.fullBelly, 30)
  }

  private mutating func lose() {
    lives -= 1
    beginLife()
  }

  /// The head has arrived in its cell: looks at the next one and, where that is free, is on its way there.
  private mutating func enterNextCell(random: inout Philox) -> Int {
    heading = wanted
    let next = body.head.neighbor(heading)
    // The tail's cell is free in time, unless the tail stays.
    if field.isWall(next) || body.contains(next) && (growing > 0 || next != body.tail) {
      lose()
      return 0
    }
    body.move(to: next, grows: growing > 0)
    growing = max(growing - 1, 0)
    for index in apples.indices where apples[index] == next {
      eat(index, random: &random)
      return 1
    }
    return 0
  }

  private mutating func eat(_ index: Int, random: inout Philox) {
    score = min(score + 1, Self.highest)
    belly = Self.fullBelly
    eaten += 1
    growing += Self.growth
    if eaten < Self.goal { return placeApple(index, random: &random) }
    level = min(level + 1, 99)
    eaten = 0
    beginLife()
    for index in apples.indices { placeApple(index, random: &random) }
  }

  /// Puts an apple into the first free cell from a random one on.
  private mutating func placeApple(_ index: Int, random: inout Philox) {
    var cell = Cell(x: 1 + random.below(Field.width - 2), y: 1 + random.below(Field.height - 2))
    for _ in 0..<Field.width * Field.height {
      var isFree = !field.isWall(cell) && !Body.isStart(cell) && !body.contains(cell)
      for other in apples.indices where apples[other] == cell { isFree = false }
      if isFree { break }
      cell.x += 1
      if cell.x == Field.width - 1 { cell = Cell(x: 1, y: cell.y == Field.height - 2 ? 1 : cell.y + 1) }
    }
    apples[index] = cell
  }

  /// Hands over every field.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&lives, in: 0...3)
    try archive.serialize(&score, in: 0...Self.highest)
    try archive.serialize(&level, in: 1...99)
    try archive.serialize(&eaten, in: 0...Self.goal - 1)
    try body.serialize(with: &archive)
    try archive.serialize(&heading)
    try archive.serialize(&wanted)
    try archive.serialize(&progress, in: 0...Self.step - 1)
    try archive.serialize(&growing, in: 0...Body.capacity)
    try archive.serialize(&belly, in: 1...Self.fullBelly)
    try archive.serialize(&pause, in: 0...30)
    for index in apples.indices { try apples[index].serialize(with: &archive) }
    guard archive.isReading else { return }
    if body[1].neighbor(heading) != body.head { throw archive.refuse("a head that looks elsewhere") }
    if wanted == heading.opposite { throw archive.refuse("a snake about to turn back") }
    // All that it may yet eat on this level must find room.
    if body.count + growing + Self.growth * (Self.goal - eaten) > Body.capacity {
      throw archive.refuse("a snake of \(body.count) cells after \(eaten) apples")
    }
  }
}
