import RLEnvironmentKit
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct RocksTests {
  private typealias Body = ArcadeRocks.Body
  private let pixel = ArcadeRocks.pixel

  /// A board with the ship in the middle and nothing else but what is set.
  private func game(_ setUp: (inout ArcadeRocks) -> Void = { _ in }) -> Session<ArcadeRocks> {
    var game = Session<ArcadeRocks>()
    // One rock that stands still in a corner, so that the level goes on.
    game.rockCount = 1
    game.rocks[0] = ArcadeRocks.Rock(body: Body(x: 2 * pixel, y: 2 * pixel), size: 1)
    setUp(&game.game)
    return game
  }

  /// Adds a rock that does not move.
  private func place(_ size: Int, x: Int, y: Int, in game: inout ArcadeRocks) {
    game.rocks[game.rockCount] = ArcadeRocks.Rock(body: Body(x: x * pixel, y: y * pixel), size: size)
    game.rockCount += 1
  }

  @Test(arguments: [(3, 2, 2), (2, 5, 2), (1, 10, 0)])
  func `a rock that is shot gives its points and splits in two of the next size`(size: Int, points: Int, parts: Int) {
    var game = game { place(size, x: 42, y: 15, in: &$0) }
    #expect(game.play(.fire) == 0)
    #expect(game.play(.nothing, frames: 16) == points)
    #expect(game.rockCount == 1 + parts)
    for index in 1..<1 + parts {
      #expect(game.rocks[index].size == size - 1 && game.rocks[index].body != Body(x: 42 * pixel, y: 15 * pixel))
    }
    #expect(game.shots[0].life == 0)
  }

  @Test func `smaller rocks and later levels are faster`() {
    func meanPace(level: Int, size: Int) -> Double {
      var squares = 0.0
      for seed in 0..<40 {
        var random = Philox(seed: UInt64(seed), lane: 0, purpose: .environments)
        var game = ArcadeRocks()
        game.start(random: &random)
        game.level = level
        game.rockCount = 1
        game.rocks[0] = ArcadeRocks.Rock(body: Body(x: 42 * pixel, y: 30 * pixel), size: size + 1)
        for _ in 0..<10 { _ = game.advance(.fire, random: &random) }
        let body = game.rocks[0].body
        squares += Double(body.vx * body.vx + body.vy * body.vy).squareRoot() / 40
      }
      return squares
    }
    let slow = meanPace(level: 1, size: 2)
    #expect(meanPace(level: 1, size: 1) > 1.2 * slow)
    #expect(meanPace(level: 9, size: 2) > 1.2 * slow)
  }

  @Test func `an empty board is followed by a level with one more rock, up to eight, away from the ship`() {
    var game = Session<ArcadeRocks>()
    for level in 1...8 {
      #expect(game.level == level && game.rockCount == min(3 + level, 8))
      for index in 0..<game.rockCount {
        #expect(!game.rocks[index].body.isWithin(20 * pixel, of: game.ship))
        #expect(game.rocks[index].size == 3)
      }
      game.rockCount = 0
      _ = game.play(.nothing)
    }
  }

  @Test func `the ship turns a sixteenth in four frames and flies where it points`() {
    var game = game()
    _ = game.play(.right, frames: 16)
    #expect(game.heading == 4)
    _ = game.play(.up, frames: 20)
    #expect(game.ship.vx > 400 && game.ship.vy == 0 && game.isThrusting)
    #expect(game.ship.x > 46 * pixel)
    _ = game.play(.left, frames: 32)
    #expect(game.heading == 12)
    // The drag brings it to rest, the engine stays below a pixel a frame.
    _ = game.play(.nothing, frames: 240)
    #expect(game.ship.vx == 0)
    _ = game.play(.up, frames: 200)
    #expect(game.ship.vx < -700 && game.ship.vx > -pixel)
  }

  @Test func `whatever leaves the board comes back at the other side`() {
    for (x, y, vx, vy) in [(83, 40, 900, 0), (0, 40, -900, 0), (42, 75, 0, 900), (42, 0, 0, -900)] {
      var body = Body(x: x * pixel, y: y * pixel, vx: vx, vy: vy)
      for _ in 0..<3 { body.drift() }
      #expect((0..<84 * pixel).contains(body.x) && (0..<76 * pixel).contains(body.y))
      let (dx, dy) = Body(x: x * pixel, y: y * pixel).way(to: body)
      #expect((dx, dy) == (3 * vx, 3 * vy))
    }
    var game = game { place(3, x: 0, y: 38, in: &$0) }
    let frame = pixels(game.game)
    for x in [0, 83] { #expect(frame[(8 + 38) * 84 + x] == ArcadeColor.steel.rawValue) }
    _ = game.play(.nothing)
  }

  @Test func `shots end after half a second, four at a time`() {
    var game = game()
    _ = game.play(.fire, frames: 32)
    #expect((0..<4).filter { game.shots[$0].life > 0 }.count >= 3)
    _ = game.play(.nothing, frames: 32)
    #expect((0..<4).allSatisfy { game.shots[$0].life == 0 })
  }

  @Test func `a crash costs a life, and the next ship is shielded in the middle`() {
    var game = game()
    for lives in [2, 1, 0] {
      place(1, x: 42, y: 38, in: &game.game)
      #expect(game.play(.nothing) == 0)
      #expect(game.lives == lives && game.isOver == (lives == 0) && game.rockCount == 1)
      _ = game.play(.nothing, frames: 45)
      #expect(game.absence == 0 && game.shield > 60)
      place(1, x: 42, y: 38, in: &game.game)
      _ = game.play(.nothing, frames: game.shield - 1)
      #expect(game.lives == lives)
      game.rockCount = 1
      _ = game.play(.nothing, frames: 2)
    }
  }

  @Test func `a saucer crosses, shoots, and is worth 20 points`() {
    var game = game { $0.saucer.delay = 1 }
    _ = game.play(.nothing)
    #expect(game.saucer.delay == 0)
    var shots = 0
    var frames = 0
    while game.saucer.delay == 0 && frames < 400 {
      let flying = game.saucer.shot.life > 0
      game.shield = 2
      frames += 1 + game.play(.nothing)
      if !flying && game.saucer.shot.life > 0 { shots += 1 }
    }
    #expect(frames == ArcadeRocks.Saucer.stay && shots == 1)

    var hit = self.game {
      $0.saucer.delay = 0
      $0.saucer.body = Body(x: 42 * pixel, y: 15 * pixel)
    }
    #expect(hit.play(.fire) + hit.play(.nothing, frames: 16) == 20)
    #expect(hit.saucer.delay > 0)
  }

  @Test func `a saucer's shot costs a life`() {
    var game = game {
      $0.saucer.shot = ArcadeRocks.Shot(body: Body(x: 42 * pixel, y: 30 * pixel, vy: pixel), life: 30)
    }
    _ = game.play(.nothing, frames: 8)
    #expect(game.lives == 2 && game.saucer.shot.life == 0)
  }

  @Test func `states survive saving and refuse what could not be`() {
    checkStates(of: ArcadeRocks.self)
  }

  @Test func `a player that aims earns several times what chance does`() {
    let chance = meanPoints(of: ArcadeRocks.self, games: 6, decisions: 2000, by: randomAction)
    let skill = meanPoints(of: ArcadeRocks.self, games: 1, decisions: 2000) { game, _ in game.advice }
    #expect((200...700).contains(chance), "chance earns \(chance)")
    #expect(skill > 3 * chance, "skill earns \(skill), chance \(chance)")
  }
}
