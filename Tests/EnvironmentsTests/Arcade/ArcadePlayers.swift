import RLEnvironmentKit

@testable import RLEnvironments

/// A game that a few lines of strategy play well: proof that it can be played.
protocol ScriptedGame: ArcadeGame {
  /// What a sensible player does now.
  var advice: ArcadeAction { get }
}

extension ArcadePong: ScriptedGame {
  /// Goes where the ball will come, and meets it with the edge of the paddle that sends it away from the opponent.
  var advice: ArcadeAction {
    let (top, bottom) = (10 * Self.pixel, 79 * Self.pixel)
    var coming = 44 * Self.pixel
    if speedX > 0 {
      coming = ballY + speedY * (74 * Self.pixel - ballX) / speedX
      while coming < top || coming > bottom { coming = coming < top ? 2 * top - coming : 2 * bottom - coming }
      coming += opponent < 40 * Self.pixel ? -3 * Self.pixel : 3 * Self.pixel
    }
    let way = coming + 3 * Self.pixel / 2 - (player + 11 * Self.pixel / 2)
    return abs(way) < 2 * Self.pixel ? .nothing : way < 0 ? .up : .down
  }
}

extension ArcadeBreakout: ScriptedGame {
  /// Stays under the ball, a little off the middle so that it is sent to and fro.
  var advice: ArcadeAction {
    let middle = ballX + 3 * Self.pixel / 2 + (ballX < 41 * Self.pixel ? -2 : 2) * Self.pixel
    let way = (wait > 0 ? 42 * Self.pixel : middle) - (paddle + paddleWidth / 2)
    return abs(way) < 2 * Self.pixel ? .nothing : way < 0 ? .left : .right
  }
}

extension ArcadeInvaders: ScriptedGame {
  /// Shoots from under the nearest column, and goes where no bomb comes down while it does.
  var advice: ArcadeAction {
    let middle = cannon >> 8 + 4
    let columns = (0..<Self.columns).filter { invaders >> UInt32($0) & 0x41041 != 0 }
    let targets = columns.map { formationX + 11 * $0 + 4 }
    let target = targets.min { abs($0 - middle) < abs($1 - middle) } ?? 42
    // A way is as bad as the bombs near it are low, and a little as it leads away from the target.
    func danger(at place: Int) -> Int {
      bombs.reduce(place < 4 || place > 79 ? 1000 : abs(place - target)) { sum, bomb in
        let distance = abs(bomb.x >> 8 + 1 - place)
        return bomb.isFlying && bomb.y >> 8 > 48 && distance < 8 ? sum + (bomb.y >> 8) * (8 - distance) : sum
      }
    }
    let choices = [(0, ArcadeAction.fire), (-6, .leftFire), (6, .rightFire)]
    return choices.min { danger(at: middle + $0.0) < danger(at: middle + $1.0) }?.1 ?? .fire
  }
}

extension ArcadeFreeway: ScriptedGame {
  /// Walks up unless a car is about to be where it would be.
  var advice: ArcadeAction {
    func isFree(_ y: Int, ahead: Int) -> Bool {
      var later = self
      for _ in 0..<ahead { later.driveOn() }
      let body = ArcadeBox(x: 38 * Self.pixel, y: y, width: 6 * Self.pixel, height: 5 * Self.pixel)
      return (0..<10).allSatisfy { lane in
        let (first, second) = later.boxes(of: lane)
        return !body.overlaps(first) && second.map { !body.overlaps($0) } != false
      }
    }
    func isSafe(_ way: Int) -> Bool { (1...8).allSatisfy { isFree(chicken + way * $0 * 360, ahead: $0) } }
    return isSafe(-1) ? .up : isSafe(0) ? .nothing : .down
  }
}

/// Plays whole games with the usual options and gives the mean score and the mean number of steps.
func meanScore<Game: ArcadeGame>(
  of game: Game.Type, games: Int, by choose: (Game, inout Philox) -> ArcadeAction
) -> (score: Double, steps: Double) {
  var world = ArcadeWorld<Game>()
  world.seed(11)
  var random = Philox(seed: 5, lane: 0, purpose: .actions)
  var observation = [UInt8](repeating: 0, count: world.spec.observationSize)
  var span = observation.mutableSpan
  var (score, steps) = (0.0, 0)
  for _ in 0..<games {
    world.reset(into: &span)
    while true {
      let action = choose(world.game, &random)
      let outcome = world.step(Game.title.actions.firstIndex(of: action) ?? 0, into: &span)
      score += outcome.reward
      steps += 1
      if outcome.isTerminated || outcome.isTruncated { break }
    }
  }
  return (score / Double(games), Double(steps) / Double(games))
}

/// A player that presses anything.
func randomAction<Game: ArcadeGame>(_ game: Game, _ random: inout Philox) -> ArcadeAction {
  Game.title.actions[random.below(Game.title.actions.count)]
}
