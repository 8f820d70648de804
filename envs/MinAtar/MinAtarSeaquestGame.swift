import RLEnvironmentKit

extension MinAtarSeaquest {
  /// The rules of Seaquest, apart from the shell.
  ///
  /// Lists are gone through backwards. The package removes the first entry that equals the one it means, which we need
  /// not copy: an equal one is never there, or makes no difference.
  /// - Enemies go when they leave the board, or meet an own bullet, which has just met all that stood on its cell.
  /// - Enemy bullets go when they leave the board.
  /// - Own bullets and divers are two at most, and of two equal ones it does not matter which one stays.
  struct Game: Sendable {
    static let channels = 10
    static let fullTank = 200

    var x: Int8 = 5
    var y: Int8 = 0
    var isFacingRight = false
    var oxygen = fullTank
    /// Divers aboard, at most 6. Surfacing takes one away, also where there is none: −1 follows on six delivered.
    var carried = 0
    var isAtSurface = true
    var shotTimer = 0
    var ownBullets = Movers<2>()
    var enemyBullets = Movers<69>()
    var fish = Movers<60>()
    var enemySubs = Movers<60>()
    var divers = Movers<2>()
    var enemySpawnTimer = 20
    var diverSpawnTimer = 30
    /// How often the game grew harder, at most 19 times.
    var level = 0
    private(set) var isOver = false
    /// Of the step in progress.
    private var reward = 0.0

    /// Steps between two attempts to let an enemy appear.
    private var enemySpawnSpeed: Int { max(1, 20 - level) }
    /// What an enemy's timer is reloaded with.
    private var moveSpeed: Int8 { Int8(max(2, 5 - level / 2)) }

    mutating func advance(_ action: MinAtarAction, isRamping: Bool, generator: inout NumPyRandomState) -> Double {
      reward = 0
      if enemySpawnTimer == 0 {
        spawnEnemy(&generator)
        enemySpawnTimer = enemySpawnSpeed
      }
      if diverSpawnTimer == 0 {
        spawnDiver(&generator)
        diverSpawnTimer = 30
      }
      act(action)
      moveOwnBullets()
      moveDivers()
      moveEnemySubs()
      moveEnemyBullets()
      moveFish()
      if enemySpawnTimer > 0 { enemySpawnTimer -= 1 }
      if diverSpawnTimer > 0 { diverSpawnTimer -= 1 }
      if shotTimer > 0 { shotTimer -= 1 }
      breathe(isRamping: isRamping)
      return reward
    }

    /// All three draws are spent whether or not the row is free for that direction.
    private mutating func spawnEnemy(_ generator: inout NumPyRandomState) {
      let isRightward = generator.rand() < 0.5
      let isSub = generator.rand() < 1.0 / 3
      let row = Int8(generator.randint(1, 9))
      let dx: Int8 = isRightward ? 1 : -1
      for index in 0..<fish.count where fish[index].y == row && fish[index].dx != dx { return }
      for index in 0..<enemySubs.count where enemySubs[index].y == row && enemySubs[index].dx != dx { return }
      var enemy = Mover(x: isRightward ? 0 : 9, y: row, dx: dx, moveTimer: moveSpeed)
      if isSub {
        enemy.shotTimer = 10
        enemySubs.append(enemy)
      } else {
        fish.append(enemy)
      }
    }

    private mutating func spawnDiver(_ generator: inout NumPyRandomState) {
      let isRightward = generator.rand() < 0.5
      let row = Int8(generator.randint(1, 9))
      divers.append(Mover(x: isRightward ? 0 : 9, y: row, dx: isRightward ? 1 : -1, moveTimer: 5))
    }

    private mutating func act(_ action: MinAtarAction) {
      switch action {
      case .fire where shotTimer == 0:
        ownBullets.append(Mover(x: x, y: y, dx: isFacingRight ? 1 : -1))
        shotTimer = 5
      case .left:
        x = max(0, x - 1)
        isFacingRight = false
      case .right:
        x = min(9, x + 1)
        isFacingRight = true
      case .up: y = max(0, y - 1)
      case .down: y = min(8, y + 1)
      default: break
      }
    }

    private mutating func moveOwnBullets() {
      for index in stride(from: ownBullets.count - 1, through: 0, by: -1) {
        ownBullets[index].x += ownBullets[index].dx
        let bullet = ownBullets[index]
        if !bullet.isOnBoard {
          ownBullets.remove(at: index)
        } else if let hit = fish.firstIndex(x: bullet.x, y: bullet.y) {
          fish.remove(at: hit)
          ownBullets.remove(at: index)
          reward += 1
        } else if let hit = enemySubs.firstIndex(x: bullet.x, y: bullet.y) {
          enemySubs.remove(at: hit)
          ownBullets.remove(at: index)
          reward += 1
        }
      }
    }

    private mutating func moveDivers() {
      for index in stride(from: divers.count - 1, through: 0, by: -1) {
        if takeAboard(index) { continue }
        if divers[index].moveTimer > 0 {
          divers[index].moveTimer -= 1
          continue
        }
        divers[index].moveTimer = 5
        divers[index].x += divers[index].dx
        if !divers[index].isOnBoard {
          divers.remove(at: index)
        } else {
          _ = takeAboard(index)
        }
      }
    }

    private mutating func takeAboard(_ index: Int) -> Bool {
      guard carried < 6 && divers[index].isAt(x, y) else { return false }
      divers.remove(at: index)
      carried += 1
      return true
    }

    private mutating func moveEnemySubs() {
      for index in stride(from: enemySubs.count - 1, through: 0, by: -1) {
        var sub = enemySubs[index]
        let isGone = swim(&sub)
        // One that is gone shoots all the same, from beyond the edge if it is there.
        if sub.shotTimer == 0 {
          sub.shotTimer = 10
          enemyBullets.append(Mover(x: sub.x, y: sub.y, dx: sub.dx))
        } else {
          sub.shotTimer -= 1
        }
        if isGone {
          enemySubs.remove(at: index)
        } else {
          enemySubs[index] = sub
        }
      }
    }

    private mutating func moveEnemyBullets() {
      for index in stride(from: enemyBullets.count - 1, through: 0, by: -1) {
        if enemyBullets[index].isAt(x, y) { isOver = true }
        enemyBullets[index].x += enemyBullets[index].dx
        if !enemyBullets[index].isOnBoard {
          enemyBullets.remove(at: index)
        } else if enemyBullets[index].isAt(x, y) {
          isOver = true
        }
      }
    }

    private mutating func moveFish() {
      for index in stride(from: fish.count - 1, through: 0, by: -1) {
        var one = fish[index]
        let isGone = swim(&one)
        if isGone {
          fish.remove(at: index)
        } else {
          fish[index] = one
        }
      }
    }

    /// Moves a fish or an enemy submarine by a step; true if it left the board or met an own bullet.
    private mutating func swim(_ enemy: inout Mover) -> Bool {
      if enemy.isAt(x, y) { isOver = true }
      if enemy.moveTimer > 0 {
        enemy.moveTimer -= 1
        return false
      }
      enemy.moveTimer = moveSpeed
      enemy.x += enemy.dx
      if !enemy.isOnBoard { return true }
      if enemy.isAt(x, y) {
        isOver = true
      } else if let hit = ownBullets.firstIndex(x: enemy.x, y: enemy.y) {
        ownBullets.remove(at: hit)
        reward += 1
        return true
      }
      return false
    }

    private mutating func breathe(isRamping: Bool) {
      if oxygen <= 0 { isOver = true }
      if y > 0 {
        oxygen -= 1
        isAtSurface = false
      } else if !isAtSurface {
        if carried == 0 {
          isOver = true
        } else {
          surface(isRamping: isRamping)
        }
      }
    }

    private mutating func surface(isRamping: Bool) {
      isAtSurface = true
      if carried == 6 {
        reward += Double(oxygen * 10 / Game.fullTank)
        carried = 0
      }
      oxygen = Game.fullTank
      carried -= 1
      if isRamping && level < 19 { level += 1 }
    }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      try archive.serialize(&x, in: 0...9)
      try archive.serialize(&y, in: 0...8)
      try archive.serialize(&isFacingRight)
      if x == (isFacingRight ? 0 : 9) { throw archive.refuse("the submarine sticks out of the board") }
      try archive.serialize(&isOver)
      try archive.serialize(&oxygen, in: (isOver ? -1 : 0)...Game.fullTank)
      try archive.serialize(&carried, in: -1_000_000_000_000...6)
      try archive.serialize(&isAtSurface)
      try archive.serialize(&shotTimer, in: 0...5)
      try ownBullets.serialize(with: &archive)
      try enemyBullets.serialize(with: &archive)
      try fish.serialize(with: &archive, moveTimers: 0...5)
      try enemySubs.serialize(with: &archive, moveTimers: 0...5, shotTimers: 0...10)
      try divers.serialize(with: &archive, moveTimers: 0...5)
      try archive.serialize(&enemySpawnTimer, in: 0...20)
      try archive.serialize(&diverSpawnTimer, in: 0...30)
      try archive.serialize(&level, in: 0...19)
    }
  }
}
