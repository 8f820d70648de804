import RLEnvironmentKit

extension ArcadeSubmarine {
  /// A shot of the player's.
  struct Torpedo: Sendable, Equatable {
    var x = 0
    var y = 0
    var headsRight = true
    var isRunning = false

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      try archive.serialize(&x, in: -8 * pixel...(ArcadeCanvas.side + 8) * pixel)
      try archive.serialize(&y, in: 0...ArcadeCanvas.side * pixel)
      try archive.serialize(&headsRight)
      try archive.serialize(&isRunning)
    }
  }

  /// A depth at which convoys of up to three pass, one after the other, and divers drift.
  struct Lane: Sendable, Equatable {
    /// Pixels from one of a convoy to the next.
    static let distance = 14 * pixel
    /// The longest that anything is waited for, in frames.
    static let longest = 600

    /// A convoy of boats that shoot, or else of fish.
    var isArmed = false
    var headsRight = true
    /// The left edge of the first of the convoy.
    var x = 0
    /// Bit k: whether the one k places behind the first is there.
    var members = 0
    /// Frames until the next convoy, once this one is gone.
    var delay = 1
    /// The way a frame.
    var pace = 0
    /// The left edge of the one shot that is on its way.
    var shotX = 0
    var hasShot = false
    var reload = 0
    var diverX = 0
    var diverHeadsRight = true
    var hasDiver = false
    var diverDelay = 1

    /// The upper edge of a lane's shapes.
    static func top(_ index: Int) -> Int { (20 + 13 * index) * pixel }

    mutating func advance(level: Int, random: inout Philox) {
      moveShot(level: level)
      moveDiver(random: &random)
      if members == 0 {
        // A shot flies on the way its boat went, so the next convoy waits for it.
        if delay > 0 { delay -= 1 } else if !hasShot { send(level: level, random: &random) }
        return
      }
      x += headsRight ? pace : -pace
      if isArmed { shoot(level: level) }
      // Gone when the last one has left.
      let last = members >= 4 ? 2 : members >= 2 ? 1 : 0
      let end = left(of: last)
      if end > 84 * pixel && headsRight || end < -8 * pixel && !headsRight { members = 0 }
    }

    private mutating func send(level: Int, random: inout Philox) {
      isArmed = random.below(8) < min(1 + level, 4)
      headsRight = random.below(2) == 0
      x = headsRight ? -8 * pixel : 84 * pixel
      members = (1 << (1 + random.below(min(1 + level, 3)))) - 1
      pace = min(60 + 10 * level, 240) + random.below(60)
      reload = 40
      delay = 30 + random.below(90)
    }

    /// The first that is there shoots ahead when it is ready and in sight.
    private mutating func shoot(level: Int) {
      if reload > 0 { reload -= 1 }
      let front = left(of: members.trailingZeroBitCount)
      guard reload == 0 && !hasShot && front > 0 && front < 76 * pixel else { return }
      hasShot = true
      shotX = headsRight ? front + 8 * pixel : front - 3 * pixel
      reload = max(50, 130 - 10 * level)
    }

    private mutating func moveShot(level: Int) {
      guard hasShot else { return }
      let pace = min(230 + 10 * level, 350)
      shotX += headsRight ? pace : -pace
      if shotX < -3 * pixel || shotX > 84 * pixel { hasShot = false }
    }

    private mutating func moveDiver(random: inout Philox) {
      guard hasDiver else {
        if diverDelay > 0 {
          diverDelay -= 1
        } else {
          hasDiver = true
          diverHeadsRight = random.below(2) == 0
          diverX = diverHeadsRight ? -4 * pixel : 84 * pixel
        }
        return
      }
      diverX += diverHeadsRight ? 80 : -80
      if diverX < -4 * pixel || diverX > 84 * pixel { loseDiver(delay: 120 + random.below(240)) }
    }

    mutating func loseDiver(delay: Int) {
      (hasDiver, diverDelay) = (false, delay)
    }

    /// The left edge of one of the convoy.
    func left(of member: Int) -> Int { headsRight ? x - member * Lane.distance : x + member * Lane.distance }

    /// Which of the convoy touches a box, nil when none does.
    func member(hitBy box: ArcadeBox, in index: Int) -> Int? {
      let top = Lane.top(index)
      if members == 0 || box.y >= top + 5 * pixel || box.y + box.height <= top { return nil }
      for member in 0..<3 where members >> member & 1 == 1 {
        let left = left(of: member)
        if box.x < left + 8 * pixel && left < box.x + box.width { return member }
      }
      return nil
    }

    func shot(in index: Int) -> ArcadeBox {
      ArcadeBox(x: shotX, y: Lane.top(index) + 2 * pixel, width: 3 * pixel, height: 2 * pixel)
    }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      let places = -48 * pixel...132 * pixel
      try archive.serialize(&isArmed)
      try archive.serialize(&headsRight)
      try archive.serialize(&x, in: places)
      try archive.serialize(&members, in: 0...7)
      try archive.serialize(&delay, in: 0...Lane.longest)
      try archive.serialize(&pace, in: 0...2 * pixel)
      try archive.serialize(&shotX, in: places)
      try archive.serialize(&hasShot)
      try archive.serialize(&reload, in: 0...Lane.longest)
      try archive.serialize(&diverX, in: places)
      try archive.serialize(&diverHeadsRight)
      try archive.serialize(&hasDiver)
      try archive.serialize(&diverDelay, in: 0...Lane.longest)
      if archive.isReading && members > 0 && pace == 0 { throw archive.refuse("a convoy that stands still") }
    }
  }
}
