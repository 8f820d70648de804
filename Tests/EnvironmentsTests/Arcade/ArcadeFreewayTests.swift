import RLEnvironmentKit
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct ArcadeFreewayTests {
  private let pixel = ArcadeFreeway.pixel
  private var random = Philox(seed: 0, lane: 0, purpose: .environments)

  /// A game whose cars are all out of sight.
  private func emptyRoad(_ setUp: (inout ArcadeFreeway) -> Void = { _ in }) -> ArcadeFreeway {
    var game = ArcadeFreeway()
    game.cars = Array(repeating: 0, count: 10)
    setUp(&game)
    return game
  }

  @Test mutating func `a crossing is a point and begins the next`() {
    var game = emptyRoad()
    let start = game.chicken
    var points = 0
    var frames = 0
    while points == 0 && frames < 200 {
      game.cars = Array(repeating: 0, count: 10)
      points = game.advance(.up, random: &random)
      frames += 1
    }
    #expect(points == 1 && game.score == 1)
    #expect(game.chicken == start)
    #expect(frames > 40 && frames < 60)
  }

  @Test mutating func `a car throws the chicken back and takes the stick away`() {
    // Lane 4 of the upper five drives to the left; its car is about to be where the chicken is.
    var game = emptyRoad {
      $0.chicken = (16 + 4 * 6) * pixel
      $0.cars[4] = 40 * pixel
    }
    let y = game.chicken
    #expect(game.advance(.nothing, random: &random) == 0)
    #expect(game.tumbling == 6)
    for _ in 0..<6 { _ = game.advance(.up, random: &random) }
    #expect(game.chicken == y + 6 * pixel && game.tumbling == 0)
    _ = game.advance(.up, random: &random)
    #expect(game.chicken < y + 6 * pixel)
  }

  @Test mutating func `the chicken never leaves the pavement at the bottom`() {
    var game = emptyRoad()
    let start = game.chicken
    for _ in 0..<50 { _ = game.advance(.down, random: &random) }
    #expect(game.chicken == start)
  }

  @Test mutating func `the game lasts 2 minutes 16 seconds`() {
    var game = ArcadeFreeway()
    game.start(random: &random)
    var frames = 0
    while !game.isOver && frames < 10_000 {
      _ = game.advance(.up, random: &random)
      frames += 1
    }
    #expect(frames == (2 * 60 + 16) * 60)
  }

  @Test func `traffic grows faster and denser with crossings, up to a limit`() {
    for lane in 0..<10 {
      let speeds = [0, 3, 4, 8, 32, 900].map { score in emptyRoad { $0.score = score }.speed(of: lane) }
      #expect(speeds[0] == speeds[1] && speeds[1] < speeds[2] && speeds[2] < speeds[3] && speeds[3] < speeds[4])
      #expect(speeds[4] == speeds[5] && speeds[5] == 2 * speeds[0])
    }
    func cars(score: Int) -> Int {
      let game = emptyRoad { $0.score = score }
      return (0..<10).filter { game.boxes(of: $0).1 != nil }.count
    }
    #expect(cars(score: 7) == 0)
    #expect(cars(score: 8) == 6)
  }

  @Test mutating func `upper lanes drive to the left and lower ones to the right`() {
    var game = emptyRoad { $0.cars = Array(repeating: 30 * pixel, count: 10) }
    let before = (0..<10).map { game.boxes(of: $0).0.x }
    _ = game.advance(.nothing, random: &random)
    for lane in 0..<10 {
      let way = game.boxes(of: lane).0.x - before[lane]
      #expect(lane < 5 ? way < 0 : way > 0)
    }
  }

  @Test mutating func `each game has its own traffic`() {
    var (one, other) = (ArcadeFreeway(), ArcadeFreeway())
    one.start(random: &random)
    other.start(random: &random)
    #expect(one.cars != other.cars)
    #expect((0..<10).map { one.speed(of: $0) } != (0..<10).map { other.speed(of: $0) })
  }
}
