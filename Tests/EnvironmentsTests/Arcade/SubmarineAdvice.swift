import RLEnvironmentKit

@testable import RLEnvironments

extension ArcadeSubmarine: ScriptedGame {
  /// Plays by looking half a second ahead: of all actions the one after which the boat lives, has shot most and is
  /// nearest to where it wants to be.
  var advice: ArcadeAction {
    if isSurfaced && (oxygen < Self.fullOxygen || divers > 0) { return .nothing }
    let goal = goal
    var best = (value: Int.min, action: ArcadeAction.nothing)
    for action in Self.title.actions {
      for hold in [4, 16] {
        var future = self
        var random = Philox(seed: 7, lane: 0, purpose: .evaluation)
        var points = 0
        for frame in 0..<28 where !future.isOver {
          points += future.advance(frame < hold ? action : .nothing, random: &random)
        }
        let distance = abs(future.x - goal.x) + 2 * abs(future.y - goal.y)
        let value = 4000 * points + 100_000 * (future.lives - lives) - distance
        if value > best.value { best = (value, action) }
      }
    }
    return best.action
  }

  /// The surface when the oxygen runs low or the boat is full, else the nearest diver, else a convoy.
  private var goal: (x: Int, y: Int) {
    if divers == Self.room || oxygen < 400 { return (x, Self.surface) }
    var best = (distance: Int.max, x: x, y: y)
    for index in 0..<4 {
      let top = Lane.top(index)
      if lanes[index].hasDiver {
        let distance = abs(lanes[index].diverX - x) + abs(top - y)
        if distance < best.distance { best = (distance, lanes[index].diverX, top) }
      } else if lanes[index].members != 0 {
        let distance = abs(top - y) + 40 * Self.pixel
        if distance < best.distance { best = (distance, Self.rightmost / 2, top) }
      }
    }
    return (best.x, best.y)
  }
}
