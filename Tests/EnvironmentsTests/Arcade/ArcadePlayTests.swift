import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

/// What holds for every game: it can be played well, and no state it reaches is refused by its own archive.
@Suite(.timeLimit(.minutes(20))) struct ArcadePlayTests {
  @Test func `pong is lost by chance and won by skill`() {
    #expect(meanScore(of: ArcadePong.self, games: Depth.isDeep ? 3 : 1, by: randomAction).score < -16)
    #expect(meanScore(of: ArcadePong.self, games: Depth.isDeep ? 2 : 1) { game, _ in game.advice }.score > 15)
  }

  @Test func `breakout rewards who follows the ball`() {
    #expect(meanScore(of: ArcadeBreakout.self, games: Depth.isDeep ? 10 : 4, by: randomAction).score < 10)
    #expect(meanScore(of: ArcadeBreakout.self, games: Depth.isDeep ? 2 : 1) { game, _ in game.advice }.score > 150)
  }

  @Test func `invaders reward who aims and dodges`() {
    let games = Depth.isDeep ? 5 : 2
    let chance = meanScore(of: ArcadeInvaders.self, games: games, by: randomAction).score
    #expect(meanScore(of: ArcadeInvaders.self, games: games) { game, _ in game.advice }.score > 2 * chance)
  }

  @Test func `freeway rewards who looks before walking`() {
    #expect(meanScore(of: ArcadeFreeway.self, games: Depth.isDeep ? 2 : 1, by: randomAction).score < 6)
    #expect(meanScore(of: ArcadeFreeway.self, games: 1) { game, _ in game.advice }.score > 30)
  }

  @Test func `every state a game reaches can be saved and continues the same way`() throws {
    try roam(ArcadePong.self)
    try roam(ArcadeBreakout.self)
    try roam(ArcadeInvaders.self)
    try roam(ArcadeFreeway.self)
  }

  @Test func `a game with a damaged state is refused or can be played on`() {
    #expect(survivors(ArcadePong.self) > 20)
    #expect(survivors(ArcadeBreakout.self) > 20)
    #expect(survivors(ArcadeInvaders.self) > 20)
    #expect(survivors(ArcadeFreeway.self) > 20)
  }

  /// Changes bytes of a saved game, its image apart, and plays on where that is taken; how often it is.
  private func survivors<Game: ScriptedGame>(_ game: Game.Type) -> Int {
    var options = ArcadeOptions()
    options.stack = 1
    options.frameSkip = 16
    var world = ArcadeWorld<Game>(options: options)
    var random = Philox(seed: 2, lane: 0, purpose: .actions)
    var taken = 0
    for trial in 0..<400 {
      if world.step(random.below(Game.title.actions.count)).outcome.isTerminated { _ = world.reset() }
      var (saved, damaged) = (world.save(), ArcadeWorld<Game>(options: options))
      for _ in 0...trial % 4 {
        // Most fields are eight bytes of a small number: high bytes mostly make it impossible.
        let place = random.below(saved.count - ArcadeCanvas.size)
        saved[place] = random.below(3) > 0 ? UInt8(random.below(256)) : saved[place] ^ 1
      }
      guard (try? damaged.restore(saved)) != nil else { continue }
      taken += 1
      for _ in 0..<40 {
        if damaged.step(random.below(Game.title.actions.count)).outcome.isTerminated { _ = damaged.reset() }
      }
    }
    return taken
  }

  /// Plays by turns well and at random, the one for far states, the other for odd ones.
  private func roam<Game: ScriptedGame>(_ game: Game.Type) throws {
    var options = ArcadeOptions()
    options.stack = 1
    options.frameSkip = 16
    var world = ArcadeWorld<Game>(options: options)
    var random = Philox(seed: 9, lane: 0, purpose: .actions)
    world.seed(4)
    _ = world.reset()
    for step in 0..<1500 {
      let action = step / 40 % 3 == 0 ? randomAction(world.game, &random) : world.game.advice
      let index = Game.title.actions.firstIndex(of: action) ?? 0
      if step % 10 == 0 {
        var twin = ArcadeWorld<Game>(options: options)
        try twin.restore(world.save())
        let (one, other) = (world.step(index), twin.step(index))
        #expect(one.observation == other.observation && one.outcome == other.outcome)
      } else if world.step(index).outcome.isTerminated {
        _ = world.reset()
      }
    }
  }
}
