public import RLEnvironmentKit

/// A chicken, ten lanes of traffic and 2 minutes 16 seconds: a point for every crossing.
///
/// A car throws the chicken back a lane. The lanes' speeds are drawn for each game, and traffic grows faster
/// with every fourth crossing, and denser with the eighth.
public struct ArcadeFreeway: ArcadeGame {
  /// Name, summary and actions.
  public static let title = ArcadeTitle(
    name: "freeway", summary: "Take a chicken across ten lanes of traffic as often as time allows.",
    actions: [.nothing, .up, .down])

  private static let lanes = 10
  private static let laneHeight = 6 * pixel
  private static let roadTop = 16 * pixel
  private static let start = 77 * pixel
  private static let finish = 11 * pixel
  private static let chickenX = 38 * pixel
  private static let chickenSpeed = 360
  private static let frames = 8160
  /// A car comes round again after this way: 84 pixels and twelve unseen.
  private static let lap = 96 * pixel
  private static let carLength = 10 * pixel
  /// Frames the chicken is thrown back for, a pixel each.
  private static let tumble = 6
  private static let mostCrossings = 1000
  /// Speeds of a lane, the least and by how much it may be more; the lanes in the middle are the fast ones.
  private static let speeds = [
    (70, 30), (100, 40), (140, 50), (200, 60), (270, 80), (270, 80), (200, 60), (140, 50), (100, 40), (70, 30),
  ]
  /// Lanes with a second car from the eighth crossing on, half a lap behind the first.
  private static let hasSecondCar = [true, true, false, true, false, false, true, false, true, true]

  /// The top edge of the chicken.
  var chicken = start
  /// Frames it is still thrown back for.
  var tumbling = 0
  /// How far the first car of each lane has come on its lap, lane 0 at the top.
  var cars: [Int]
  /// Speed of each lane before traffic grew faster.
  private var laneSpeeds: [Int]
  var score = 0
  var framesLeft = frames

  /// Traffic at its slowest, all cars at the edge.
  public init() {
    cars = Array(repeating: 0, count: Self.lanes)
    laneSpeeds = Self.speeds.map { $0.0 }
  }

  /// Draws each lane's speed and where its cars are.
  public mutating func start(random: inout Philox) {
    chicken = Self.start
    tumbling = 0
    score = 0
    framesLeft = Self.frames
    for lane in 0..<Self.lanes {
      cars[lane] = random.below(Self.lap)
      laneSpeeds[lane] = Self.speeds[lane].0 + random.below(Self.speeds[lane].1)
    }
  }

  /// Whether time is up.
  public var isOver: Bool { framesLeft == 0 }

  /// Plays one frame; 1 where the chicken arrives.
  public mutating func advance(_ action: ArcadeAction, random: inout Philox) -> Int {
    framesLeft = max(0, framesLeft - 1)
    driveOn()
    if tumbling > 0 {
      tumbling -= 1
      chicken = min(chicken + Self.pixel, Self.start)
      return 0
    }
    chicken = min(chicken + action.vertical * Self.chickenSpeed, Self.start)
    if chicken <= Self.finish {
      chicken = Self.start
      score = min(score + 1, Self.mostCrossings)
      return 1
    }
    if isHit { tumbling = Self.tumble }
    return 0
  }

  /// Moves the cars by one frame.
  mutating func driveOn() {
    for lane in 0..<Self.lanes {
      cars[lane] += speed(of: lane)
      if cars[lane] >= Self.lap { cars[lane] -= Self.lap }
    }
  }

  /// Sub-pixels a frame: an eighth more for every fourth crossing, twice as much at most.
  func speed(of lane: Int) -> Int { laneSpeeds[lane] * (8 + min(score / 4, 8)) / 8 }

  /// The cars of a lane; those of the upper lanes drive to the left, those of the lower ones to the right.
  func boxes(of lane: Int) -> (ArcadeBox, ArcadeBox?) {
    func box(at way: Int) -> ArcadeBox {
      let x = lane < Self.lanes / 2 ? ArcadeCanvas.side * Self.pixel - way : way - Self.carLength
      return ArcadeBox(
        x: x, y: Self.roadTop + lane * Self.laneHeight + Self.pixel, width: Self.carLength, height: 4 * Self.pixel)
    }
    let first = box(at: cars[lane])
    if !Self.hasSecondCar[lane] || score < 8 { return (first, nil) }
    let way = cars[lane] + Self.lap / 2
    return (first, box(at: way < Self.lap ? way : way - Self.lap))
  }

  /// The chicken without its outermost pixels, which a car may graze.
  private var isHit: Bool {
    let body = ArcadeBox(
      x: Self.chickenX + Self.pixel, y: chicken + Self.pixel, width: 4 * Self.pixel, height: 3 * Self.pixel)
    for lane in 0..<Self.lanes {
      let (first, second) = boxes(of: lane)
      if body.overlaps(first) { return true }
      if let second, body.overlaps(second) { return true }
    }
    return false
  }
}

extension ArcadeFreeway {
  private static let colors: [ArcadeColor] = [
    .red, .sky, .amber, .magenta, .mint, .orange, .cyan, .pink, .lime, .peach,
  ]

  private static let chickenSprite = ArcadeSprite(
    """
    ...##.
    #..###
    #####.
    .####.
    ..#.#.
    """)

  /// Pavements, lanes and their markings.
  public static func drawBackground(on canvas: inout ArcadeCanvas) {
    canvas.fill(x: 0, y: 10, width: 84, height: 6, .forest)
    canvas.fill(x: 0, y: 76, width: 84, height: 8, .forest)
    canvas.fill(x: 0, y: 16, width: 84, height: 60, .night)
    for lane in 1..<lanes where lane != lanes / 2 {
      for x in stride(from: 2, to: 84, by: 8) { canvas.fill(x: x, y: 16 + 6 * lane, width: 4, height: 1, .slate) }
    }
    canvas.fill(x: 0, y: 46, width: 84, height: 1, .brown)
  }

  /// Score, time left, cars and chicken.
  public func draw(on canvas: inout ArcadeCanvas) {
    canvas.write(score, x: 3, y: 1, digits: 2, .yellow)
    canvas.fill(x: 20, y: 3, width: 61 * framesLeft / Self.frames, height: 2, .steel)
    for lane in 0..<Self.lanes {
      let (first, second) = boxes(of: lane)
      drawCar(first, Self.colors[lane], on: &canvas)
      if let second { drawCar(second, Self.colors[lane], on: &canvas) }
    }
    canvas.draw(Self.chickenSprite, x: Self.chickenX >> 8, y: chicken >> 8, tumbling > 0 ? .silver : .white)
  }

  /// A body with a dark window.
  private func drawCar(_ box: ArcadeBox, _ color: ArcadeColor, on canvas: inout ArcadeCanvas) {
    canvas.fill(box, color)
    canvas.fill(x: (box.x >> 8) + 4, y: (box.y >> 8) + 1, width: 2, height: 2, .black)
  }

  /// Hands every field to the archive.
  public mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&chicken, in: Self.finish...Self.start)
    try archive.serialize(&tumbling, in: 0...Self.tumble)
    for lane in 0..<Self.lanes {
      let (least, more) = Self.speeds[lane]
      try archive.serialize(&cars[lane], in: 0...Self.lap - 1)
      try archive.serialize(&laneSpeeds[lane], in: least...least + more)
    }
    try archive.serialize(&score, in: 0...Self.mostCrossings)
    try archive.serialize(&framesLeft, in: 0...Self.frames)
  }
}
