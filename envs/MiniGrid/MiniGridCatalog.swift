internal import RLEnvironmentKit

extension EnvironmentCatalog {
  /// The 76 worlds of the package minigrid, in its order.
  static let minigrid: [EnvironmentEntry] = [
    [blockedUnlockPickup], crossings(.lava), crossings(.wall), distShifts, doorKeys, dynamicObstacles, empties, fetches,
    [fourRooms], goToDoors, goToObjects, keyCorridors, lavaGaps, [lockedRoom], memories, multiRooms, smallMazes,
    largeMazes, [playground], putNears, redBlueDoors, [unlock, unlockPickup],
  ].flatMap(\.self)

  private static var blockedUnlockPickup: EnvironmentEntry {
    world(
      "blockedunlockpickup", "BlockedUnlockPickup-v0",
      "Clear the ball away from a locked door, unlock it and fetch the box behind it.",
      MiniGrid.UnlockPickup(isBlocked: true))
  }

  private static func crossings(_ obstacle: MiniGrid.Crossing.Obstacle) -> [EnvironmentEntry] {
    [(size: 9, rivers: 1), (9, 2), (9, 3), (11, 5)].map { size, rivers in
      let count = rivers == 1 ? "one river" : "\(rivers) rivers"
      return world(
        "\(obstacle == .lava ? "lava" : "simple")crossing-s\(size)n\(rivers)",
        "\(obstacle == .lava ? "Lava" : "Simple")CrossingS\(size)N\(rivers)-v0",
        obstacle == .lava
          ? "Cross \(count) of lava to the goal." : "Find the openings in walls that run like \(count) to the goal.",
        MiniGrid.Crossing(size: size, rivers: rivers, obstacle: obstacle))
    }
  }

  private static var distShifts: [EnvironmentEntry] {
    [(number: 1, row: 2), (2, 5)].map { number, row in
      world(
        "distshift\(number)", "DistShift\(number)-v0",
        "Walk to the goal around two strips of lava, the second in row \(row).", MiniGrid.DistShift(secondRow: row))
    }
  }

  private static var doorKeys: [EnvironmentEntry] {
    [5, 6, 8, 16].map { size in
      world(
        "doorkey-\(size)x\(size)", "DoorKey-\(size)x\(size)-v0",
        "Take the key, unlock the door and go to the goal, on \(size)×\(size) cells.", MiniGrid.DoorKey(size: size))
    }
  }

  private static var dynamicObstacles: [EnvironmentEntry] {
    [
      (size: 5, balls: 2, isRandom: false), (5, 2, true), (6, 3, false), (6, 3, true), (8, 4, false), (16, 8, false),
    ].map { size, balls, isRandom in
      world(
        "dynamic-obstacles-\(isRandom ? "random-" : "")\(size)x\(size)",
        "Dynamic-Obstacles-\(isRandom ? "Random-" : "")\(size)x\(size)-v0",
        "Reach the goal \(isRandom ? "from anywhere " : "")without bumping into \(balls) wandering balls.",
        MiniGrid.DynamicObstacles(size: size, count: balls, isRandom: isRandom))
    }
  }

  private static var empties: [EnvironmentEntry] {
    [(size: 5, isRandom: false), (5, true), (6, false), (6, true), (8, false), (16, false)].map { size, isRandom in
      world(
        "empty-\(isRandom ? "random-" : "")\(size)x\(size)", "Empty-\(isRandom ? "Random-" : "")\(size)x\(size)-v0",
        "Walk to the goal \(isRandom ? "from anywhere " : "")in an empty room of \(size)×\(size) cells.",
        MiniGrid.Empty(size: size, isRandom: isRandom))
    }
  }

  private static var fetches: [EnvironmentEntry] {
    [(size: 5, count: 2), (6, 2), (8, 3)].map { size, count in
      world(
        "fetch-\(size)x\(size)-n\(count)", "Fetch-\(size)x\(size)-N\(count)-v0",
        "Pick up the one of \(count) things that the mission names, on \(size)×\(size) cells.",
        MiniGrid.Fetch(size: size, count: count))
    }
  }

  private static var fourRooms: EnvironmentEntry {
    world(
      "fourrooms", "FourRooms-v0", "Find the goal, which lies anywhere in four rooms joined by gaps.",
      MiniGrid.FourRooms())
  }

  private static var goToDoors: [EnvironmentEntry] {
    [5, 6, 8].map { size in
      world(
        "gotodoor-\(size)x\(size)", "GoToDoor-\(size)x\(size)-v0",
        "Go to the one of four doors that the mission names and say done, in a room of up to \(size)×\(size) cells.",
        MiniGrid.GoToDoor(size: size))
    }
  }

  private static var goToObjects: [EnvironmentEntry] {
    [6, 8].map { size in
      world(
        "gotoobject-\(size)x\(size)-n2", "GoToObject-\(size)x\(size)-N2-v0",
        "Go to the one of two things that the mission names and say done, on \(size)×\(size) cells.",
        MiniGrid.GoToObject(size: size))
    }
  }

  private static var keyCorridors: [EnvironmentEntry] {
    [(size: 3, rows: 1), (3, 2), (3, 3), (4, 3), (5, 3), (6, 3)].map { size, rows in
      world(
        "keycorridor-s\(size)r\(rows)", "KeyCorridorS\(size)R\(rows)-v0",
        "Find the key to a locked room off a corridor and fetch its ball; \(3 * rows) rooms of \(size)×\(size) cells.",
        MiniGrid.KeyCorridor(size: size, rows: rows))
    }
  }

  private static var lavaGaps: [EnvironmentEntry] {
    [5, 6, 7].map { size in
      world(
        "lavagap-s\(size)", "LavaGapS\(size)-v0",
        "Pass the one gap in a column of lava to the goal, on \(size)×\(size) cells.", MiniGrid.LavaGap(size: size))
    }
  }

  private static var lockedRoom: EnvironmentEntry {
    world(
      "lockedroom", "LockedRoom-v0", "Find the key in one of six rooms, unlock another and reach the goal there.",
      MiniGrid.LockedRoom())
  }

  private static var memories: [EnvironmentEntry] {
    [(size: 17, isRandom: true), (13, true), (13, false), (11, false), (9, false), (7, false)].map { size, isRandom in
      world(
        "memory-s\(size)\(isRandom ? "-random" : "")", "MemoryS\(size)\(isRandom ? "Random" : "")-v0",
        "Remember a thing and turn to its like at the end of a hallway\(isRandom ? " of any length" : ""), "
          + "on \(size)×\(size) cells.", MiniGrid.Memory(size: size, isRandom: isRandom))
    }
  }

  private static var multiRooms: [EnvironmentEntry] {
    // The package's N4-S5-v0 has six rooms in spite of its name.
    [
      (id: "N2-S4-v0", rooms: 2, largest: 4), ("N4-S5-v0", 6, 5), ("N4-S5-v1", 4, 5), ("N6-v0", 6, 10),
    ].map { id, rooms, largest in
      world(
        "multiroom-\(id.lowercased())".replacing("-v0", with: ""), "MultiRoom-\(id)",
        "Go through the doors of a chain of \(rooms) rooms, up to \(largest) cells wide, to the goal in the last.",
        MiniGrid.MultiRoom(rooms: rooms, largest: largest))
    }
  }

  private static var smallMazes: [EnvironmentEntry] {
    [(id: "1Dl", isHidden: false, isBlocked: false), ("1Dlh", true, false), ("1Dlhb", true, true)].map {
      id, isHidden, isBlocked in
      let obstacle = isBlocked ? "a ball in the way and the key in a box" : isHidden ? "the key in a box" : "a key"
      return world(
        "obstructedmaze-\(id.lowercased())", "ObstructedMaze-\(id)-v0",
        "Fetch the blue ball from behind a locked door: \(obstacle).",
        MiniGrid.ObstructedMaze(isHidden: isHidden, isBlocked: isBlocked))
    }
  }

  private static var largeMazes: [EnvironmentEntry] {
    let plain: [(id: String, isHidden: Bool)] = [("2Dl", false), ("2Dlh", true)]
    let blocked: [(id: String, quarters: Int, startsInMiddle: Bool, stepLimit: Int)] = [
      ("2Dlhb", 1, false, 576), ("1Q", 1, true, 720), ("2Q", 2, false, 1584), ("Full", 4, true, 3600),
    ]
    return plain.map { id, isHidden in
      world(
        "obstructedmaze-\(id.lowercased())", "ObstructedMaze-\(id)-v0",
        "Find the blue ball behind one of two locked doors, \(isHidden ? "the keys in boxes" : "the keys at hand").",
        MiniGrid.ObstructedMaze(
          quarters: 1, startsInMiddle: false, stepLimit: 576, isHidden: isHidden, isBlocked: false))
    }
      + blocked.flatMap { id, quarters, startsInMiddle, stepLimit in
        [MiniGrid.ObstructedMaze.Version.original, .fixed].map { version in
          world(
            "obstructedmaze-\(id.lowercased())\(version == .fixed ? "-v1" : "")",
            "ObstructedMaze-\(id)-v\(version == .fixed ? 1 : 0)",
            "Find the blue ball behind one of \(2 * quarters) locked doors, starting "
              + "\(startsInMiddle ? "in the middle room" : "in a side room"); balls in the way, keys in boxes"
              + (version == .fixed ? "." : ", some of them lost."),
            MiniGrid.ObstructedMaze(
              quarters: quarters, startsInMiddle: startsInMiddle, stepLimit: stepLimit, version: version))
        }
      }
  }

  private static var playground: EnvironmentEntry {
    world("playground", "Playground-v0", "Nine rooms full of things, and nothing to achieve.", MiniGrid.Playground())
  }

  private static var putNears: [EnvironmentEntry] {
    [(size: 6, count: 2), (8, 3)].map { size, count in
      world(
        "putnear-\(size)x\(size)-n\(count)", "PutNear-\(size)x\(size)-N\(count)-v0",
        "Put one of \(count) things down next to another, as the mission names them, on \(size)×\(size) cells.",
        MiniGrid.PutNear(size: size, count: count))
    }
  }

  private static var redBlueDoors: [EnvironmentEntry] {
    [6, 8].map { size in
      world(
        "redbluedoors-\(size)x\(size)", "RedBlueDoors-\(size)x\(size)-v0",
        "Open the red door, then the blue one across a room of \(size)×\(size) cells.",
        MiniGrid.RedBlueDoors(size: size))
    }
  }

  private static var unlock: EnvironmentEntry {
    world("unlock", "Unlock-v0", "Take the key and unlock the door.", MiniGrid.Unlock())
  }

  private static var unlockPickup: EnvironmentEntry {
    world(
      "unlockpickup", "UnlockPickup-v0", "Unlock the door and fetch the box behind it.", MiniGrid.UnlockPickup())
  }

  /// One world, which also answers to the package's id.
  private static func world(
    _ name: String, _ id: String, _ summary: String, _ rules: some GridRules
  ) -> EnvironmentEntry {
    EnvironmentEntry(aliases: ["MiniGrid-\(id)"], options: MiniGridOptions()) { options in
      GridWorld(rules, name: "minigrid/\(name)", summary: summary, options: options)
    }
  }
}
