import RLEnvironmentKit
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct ArcadeInvadersTests {
  private let pixel = ArcadeInvaders.pixel
  private var random = Philox(seed: 0, lane: 0, purpose: .environments)

  /// A game without bombs, set up by hand.
  private func game(_ setUp: (inout ArcadeInvaders) -> Void = { _ in }) -> ArcadeInvaders {
    var game = ArcadeInvaders()
    game.framesToBomb = 100_000
    game.framesToSaucer = 100_000
    setUp(&game)
    return game
  }

  @Test mutating func `invaders are worth more the higher they march, the saucer most`() {
    for rank in 0..<4 {
      var game = game {
        $0.invaders = 1 << UInt32(6 * rank + 2)
        $0.framesToMarch = 1000
        $0.shot = .init(x: ($0.formationX + 25) * pixel, y: ($0.formationY + 8 * rank + 5) * pixel, isFlying: true)
      }
      #expect(game.advance(.nothing, random: &random) == 4 - rank)
      #expect(game.invaders == 0 && !game.shot.isFlying)
    }
    var saucer = game {
      ($0.saucer, $0.saucerWay, $0.invaders) = (30 * pixel, 150, 1)
      $0.shot = .init(x: 33 * pixel, y: 14 * pixel, isFlying: true)
    }
    #expect(saucer.advance(.nothing, random: &random) == 10)
    #expect(saucer.saucerWay == 0)
  }

  @Test mutating func `one shot flies at a time and is lost at the top`() {
    var game = game { $0.cannon = 0 }
    _ = game.advance(.fire, random: &random)
    #expect(game.shot.isFlying)
    let x = game.shot.x
    _ = game.advance(.rightFire, random: &random)
    #expect(game.shot.x == x)
    var frames = 0
    while game.shot.isFlying && frames < 100 {
      _ = game.advance(.nothing, random: &random)
      frames += 1
    }
    #expect(frames > 15 && frames < 30)
  }

  @Test mutating func `the ranks turn and come down at the edges, and march faster the fewer they are`() {
    func framesToDescend(_ invaders: UInt32, wave: Int = 0) -> Int {
      var (game, random) = (game { ($0.invaders, $0.wave) = (invaders, wave) }, random)
      let y = game.formationY
      var frames = 0
      while game.formationY == y && frames < 5000 {
        _ = game.advance(.nothing, random: &random)
        frames += 1
        #expect(game.formationX >= 0 && game.formationX + 63 <= 84 || invaders.nonzeroBitCount < 24)
      }
      #expect(game.formationY == y + 4)
      return frames
    }
    let (all, half) = (framesToDescend(0xFF_FFFF), framesToDescend(0xFC_0FC0))
    #expect(half < all)
    #expect(framesToDescend(0x80_0820) < half)
    #expect(framesToDescend(0xFF_FFFF, wave: 3) < all)
  }

  @Test mutating func `invaders at the cannon end the game`() {
    var game = game { ($0.formationY, $0.framesToMarch) = (40, 1) }
    var frames = 0
    while !game.isOver && frames < 20_000 {
      _ = game.advance(.nothing, random: &random)
      frames += 1
    }
    #expect(game.isOver && game.lives == 3)
    #expect(game.formationY + 30 > ArcadeInvaders.cannonTop)
  }

  @Test mutating func `a bomb costs a life and clears the sky`() {
    var game = game {
      for index in 0..<2 { $0.bombs[index] = .init(x: ($0.cannon >> 8 + 4) * pixel, y: 74 * pixel, isFlying: true) }
    }
    _ = game.advance(.nothing, random: &random)
    _ = game.advance(.nothing, random: &random)
    #expect(game.lives == 2 && game.wait > 0)
    #expect(game.bombs.allSatisfy { !$0.isFlying })
    let cannon = game.cannon
    while game.wait > 0 { _ = game.advance(.right, random: &random) }
    #expect(game.cannon == cannon)
    _ = game.advance(.right, random: &random)
    #expect(game.cannon > cannon)
    game.lives = 0
    #expect(game.isOver)
  }

  @Test mutating func `shields stop shots and bombs and wear away`() {
    var game = game {
      $0.bombs[0] = .init(x: 40 * pixel, y: 64 * pixel, isFlying: true)
      $0.shot = .init(x: 14 * pixel, y: 73 * pixel, isFlying: true)
      $0.cannon = 38 * pixel
    }
    for _ in 0..<10 { _ = game.advance(.nothing, random: &random) }
    #expect(!game.bombs[0].isFlying && !game.shot.isFlying)
    #expect(game.shields.maps.map { 18 - $0.nonzeroBitCount } == [1, 1, 0])
    #expect(game.lives == 3)
    for x in 0..<84 {
      for y in 60..<80 { _ = game.shields.wear(x: x, y: y) }
    }
    #expect(game.shields.maps == [0, 0, 0])
    let isWorn = game.shields.wear(x: 12, y: 68)
    #expect(!isWorn)
  }

  @Test mutating func `a cleared wave is followed by a lower one behind whole shields`() {
    var game = game {
      $0.invaders = 1
      $0.shields.clear()
      $0.framesToMarch = 1000
      $0.shot = .init(x: ($0.formationX + 3) * pixel, y: ($0.formationY + 5) * pixel, isFlying: true)
    }
    #expect(game.advance(.nothing, random: &random) == 4)
    #expect(game.invaders == 0 && game.wait > 0)
    while game.wait > 0 { _ = game.advance(.nothing, random: &random) }
    #expect(game.invaders.nonzeroBitCount == 24)
    #expect((game.wave, game.formationY) == (1, 20))
    #expect(game.shields.maps.allSatisfy { $0.nonzeroBitCount == 18 })
  }

  @Test mutating func `invaders drop bombs from their lowest ranks, later waves more`() {
    func bombs(wave: Int) -> Int {
      var (game, random) = (ArcadeInvaders(), random)
      game.start(random: &random)
      game.wave = wave
      var (dropped, flying) = (0, 0)
      for _ in 0..<600 {
        (game.lives, game.framesToMarch) = (3, 1000)
        _ = game.advance(.nothing, random: &random)
        let now = game.bombs.filter(\.isFlying).count
        dropped += max(0, now - flying)
        flying = now
        #expect(game.bombs.allSatisfy { !$0.isFlying || $0.y >= 46 * pixel })
      }
      return dropped
    }
    let early = bombs(wave: 0)
    #expect(early > 8)
    #expect(bombs(wave: 4) > early)
  }

  @Test mutating func `a saucer crosses the sky now and then`() {
    var game = game { $0.framesToSaucer = 1 }
    _ = game.advance(.nothing, random: &random)
    #expect(game.saucerWay != 0)
    var frames = 0
    while game.saucerWay != 0 && frames < 1000 {
      _ = game.advance(.nothing, random: &random)
      frames += 1
    }
    #expect(frames > 120 && frames < 200)
    #expect(game.framesToSaucer >= 500)
  }
}
