import RLEnvironmentKit
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct SubmarineTests {
  private typealias Lane = ArcadeSubmarine.Lane
  private let pixel = ArcadeSubmarine.pixel

  /// A boat in the middle of the second lane, an empty sea, and whatever is set.
  private func game(_ setUp: (inout ArcadeSubmarine) -> Void = { _ in }) -> Session<ArcadeSubmarine> {
    var game = Session<ArcadeSubmarine>()
    for index in 0..<4 {
      game.lanes[index] = Lane()
      (game.lanes[index].delay, game.lanes[index].diverDelay) = (Lane.longest, Lane.longest)
    }
    game.y = Lane.top(1)
    setUp(&game.game)
    return game
  }

  /// A convoy of one that stands still.
  private func convoy(x: Int, isArmed: Bool = false, headsRight: Bool = false) -> Lane {
    var lane = Lane()
    (lane.x, lane.members, lane.isArmed, lane.headsRight) = (x * pixel, 1, isArmed, headsRight)
    (lane.delay, lane.reload, lane.diverDelay) = (Lane.longest, Lane.longest, Lane.longest)
    return lane
  }

  @Test(arguments: [(false, 2), (true, 4)])
  func `fish and enemy boats are shot for 2 and 4 points`(isArmed: Bool, points: Int) {
    var game = game { $0.lanes[1] = convoy(x: 70, isArmed: isArmed) }
    #expect(game.play(.fire) == 0)
    #expect(game.play(.nothing, frames: 20) == points)
    #expect(game.lanes[1].members == 0 && !game.torpedoes[0].isRunning)
  }

  @Test func `torpedoes run where the boat looks and end at the edge`() {
    var game = game { $0.lanes[1] = convoy(x: 5) }
    _ = game.play(.left)
    #expect(!game.facesRight)
    #expect(game.play(.fire) + game.play(.nothing, frames: 20) == 2)
    _ = game.play(.rightFire, frames: 17)
    #expect((0..<2).filter { game.torpedoes[$0].isRunning }.count == 2)
    _ = game.play(.nothing, frames: 40)
    #expect(!game.torpedoes[0].isRunning && !game.torpedoes[1].isRunning)
  }

  @Test func `divers give 1 point when picked up and 5 each when put ashore one by one`() {
    var game = game()
    for divers in 1...4 {
      game.lanes[1].hasDiver = true
      game.lanes[1].diverX = game.x
      #expect(game.play(.nothing) == 1)
      #expect(game.divers == divers && !game.lanes[1].hasDiver)
    }
    game.lanes[1].hasDiver = true
    game.lanes[1].diverX = game.x
    #expect(game.play(.nothing) == 0 && game.lanes[1].hasDiver)
    game.y = ArcadeSubmarine.surface
    var landings: [Int] = []
    for frame in 0..<40 where game.play(.nothing) == 5 { landings.append(frame) }
    #expect(landings.count == 4 && zip(landings, landings.dropFirst()).allSatisfy { $1 - $0 > 4 })
    #expect(game.divers == 0 && game.level == 2)
  }

  @Test func `oxygen lasts half a minute and comes back at the surface`() {
    var game = game { $0.shield = 5000 }
    _ = game.play(.nothing, frames: 1799)
    #expect(game.lives == 3 && game.oxygen == 1)
    game.y = ArcadeSubmarine.surface
    _ = game.play(.nothing, frames: 80)
    #expect(game.oxygen == ArcadeSubmarine.fullOxygen)
    game.y = ArcadeSubmarine.ground
    (game.oxygen, game.divers) = (1, 3)
    _ = game.play(.nothing)
    #expect(game.lives == 2 && game.divers == 2 && game.oxygen == 0)
    _ = game.play(.nothing, frames: 45)
    #expect(game.isSurfaced && game.oxygen == ArcadeSubmarine.fullOxygen && game.shield > 100)
  }

  @Test func `a touch costs a life but not while the new boat is shielded`() {
    var game = game()
    for lives in [2, 1, 0] {
      game.y = Lane.top(1)
      game.lanes[1] = convoy(x: 0)
      game.lanes[1].x = game.x
      #expect(game.play(.nothing) == 0)
      #expect(game.lives == lives && game.isOver == (lives == 0) && game.lanes[1].members == 0)
      game.lanes[1].delay = Lane.longest
      _ = game.play(.nothing, frames: 45)
      game.y = Lane.top(2)
      game.lanes[2] = convoy(x: 0)
      game.lanes[2].x = game.x
      _ = game.play(.nothing, frames: game.shield - 1)
      #expect(game.lives == lives && game.lanes[2].members == 1)
      game.lanes[2] = game.lanes[3]
      _ = game.play(.nothing, frames: 2)
    }
  }

  @Test func `armed convoys shoot ahead, fish do not`() {
    for (isArmed, lives) in [(true, 2), (false, 3)] {
      var game = game {
        $0.lanes[1] = convoy(x: 70, isArmed: isArmed)
        $0.lanes[1].reload = 0
      }
      _ = game.play(.nothing, frames: 45)
      #expect(game.lives == lives && game.lanes[1].members == 1)
    }
  }

  @Test func `between two lanes a boat is safe`() {
    var game = Session<ArcadeSubmarine>()
    game.y = (Lane.top(1) + Lane.top(2)) / 2
    for _ in 0..<3000 {
      _ = game.play(.nothing)
      game.oxygen = 900
    }
    #expect(game.lives == 3)
  }

  @Test func `later levels send faster and more dangerous convoys`() {
    func look(atLevel level: Int) -> (pace: Double, armed: Int, members: Int) {
      var random = Philox(seed: 1, lane: 0, purpose: .environments)
      var found = (pace: 0.0, armed: 0, members: 0)
      for _ in 0..<200 {
        var lane = Lane()
        while lane.members == 0 { lane.advance(level: level, random: &random) }
        found.pace += Double(lane.pace) / 200
        found.armed += lane.isArmed ? 1 : 0
        found.members += lane.members.nonzeroBitCount
        // It passes and is gone.
        for _ in 0..<600 where lane.members != 0 { lane.advance(level: level, random: &random) }
        #expect(lane.members == 0)
      }
      return found
    }
    let (early, late) = (look(atLevel: 1), look(atLevel: 20))
    #expect(late.pace > 1.5 * early.pace && late.armed > early.armed && late.members > early.members)
  }

  @Test func `the boat stays in the water`() {
    var game = game { $0.y = ArcadeSubmarine.surface }
    for (action, x, y) in [
      (ArcadeAction.left, 0, ArcadeSubmarine.surface), (.down, 0, ArcadeSubmarine.ground),
      (.right, ArcadeSubmarine.rightmost, ArcadeSubmarine.ground),
      (.up, ArcadeSubmarine.rightmost, ArcadeSubmarine.surface),
    ] {
      _ = game.play(action, frames: 120)
      #expect((game.x, game.y) == (x, y))
    }
  }

  @Test func `states survive saving and refuse what could not be`() {
    checkStates(of: ArcadeSubmarine.self)
  }

  @Test func `a player that looks ahead earns several times what chance does`() {
    let chance = meanPoints(of: ArcadeSubmarine.self, games: 10, decisions: 1000, by: randomAction)
    let skill = meanPoints(of: ArcadeSubmarine.self, games: 1, decisions: 300) { game, _ in game.advice }
    #expect((10...45).contains(chance), "chance earns \(chance)")
    #expect(skill > 4 * chance, "skill earns \(skill), chance \(chance)")
  }
}
