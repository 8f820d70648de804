@testable import RLEnvironments

extension ArcadeRocks: ScriptedGame {
  /// Plays from where the ship is: turns toward the rock or saucer that is nearest in time, leads it, and shoots.
  var advice: ArcadeAction {
    var targets = (0..<rockCount).map { (rocks[$0].body, rocks[$0].reach) }
    if saucer.delay == 0 { targets.append((saucer.body, 4 * Self.pixel)) }
    var best = (urgency: Double.infinity, heading: heading)
    for (body, reach) in targets {
      let (dx, dy) = ship.way(to: body)
      let distance = max(1, Double(dx * dx + dy * dy).squareRoot())
      let nearing = -Double(dx * (body.vx - ship.vx) + dy * (body.vy - ship.vy)) / distance
      let urgency = (distance - Double(reach)) / (2048 + 4 * nearing)
      if urgency < best.urgency { best = (urgency, aim(at: body)) }
    }
    let turn = ((best.heading - heading + 24) & 15) - 8
    if turn == 0 { return .fire }
    if abs(turn) == 1 { return turn > 0 ? .rightFire : .leftFire }
    return turn > 0 ? .right : .left
  }

  /// The heading whose shot comes nearest to a target.
  private func aim(at target: Body) -> Int {
    let (dx, dy) = ship.way(to: target)
    var best = (miss: Int.max, heading: 0)
    for heading in 0..<16 {
      let unit = Self.unit(heading)
      let (vx, vy) = (target.vx - ship.vx - 64 * unit.x, target.vy - ship.vy - 64 * unit.y)
      for time in stride(from: 1, through: 31, by: 3) {
        let (x, y) = (dx + time * vx, dy + time * vy)
        if x * x + y * y < best.miss { best = (x * x + y * y, heading) }
      }
    }
    return best.heading
  }
}
