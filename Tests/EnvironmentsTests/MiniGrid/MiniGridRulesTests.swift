import RLEnvironmentKit
import Testing

@testable import RLEnvironments

/// The rule each world has of its own.
@Suite(.timeLimit(.minutes(20))) struct MiniGridRulesTests {
  /// A new episode of some rules.
  private func begin<Rules: GridRules>(_ rules: Rules, seed: UInt64 = 0) -> (rules: Rules, scene: GridScene) {
    var rules = rules
    let layout = rules.layout
    var scene = GridScene(width: layout.width, height: layout.height, stepLimit: layout.stepLimit, sight: 6)
    scene.generator = NumPyGenerator(seed: seed)
    rules.generate(&scene)
    return (rules, scene)
  }

  /// Every cell that shows such an object.
  private func cells(_ scene: GridScene, _ object: GridObject) -> [GridPosition] {
    (0..<scene.grid.height).flatMap { y in (0..<scene.grid.width).map { GridPosition($0, y) } }
      .filter { scene.grid[$0].object == object }
  }

  /// Puts the agent next to a cell, looking at it, on whatever is there.
  private func face(_ position: GridPosition, _ scene: inout GridScene) {
    for direction in GridDirection.allCases {
      let beside = position.neighbor(direction.opposite)
      guard scene.grid.contains(beside), scene.grid[beside] == .empty else { continue }
      scene.agent = beside
      scene.direction = direction
      return
    }
    Issue.record("there is no way to \(position)")
  }

  @Test func `a ball that was in the way before it moved still counts as bumped into`() {
    var isSeenToMoveAway = false
    for seed in 0..<40 as Range<UInt64> {
      var (rules, scene) = begin(MiniGrid.DynamicObstacles(size: 8, count: 4), seed: seed)
      guard let ball = cells(scene, .ball).first else { return }
      face(ball, &scene)
      let start = scene.agent
      let outcome = rules.step(.forward, in: &scene)
      #expect(outcome.isTerminated && outcome.reward == -1)
      isSeenToMoveAway = isSeenToMoveAway || scene.agent != start
      #expect(cells(scene, .ball).count == 4)
    }
    #expect(isSeenToMoveAway)
  }

  @Test func `balls move one cell at most, and bumping into a wall ends an episode too`() {
    var (rules, scene) = begin(MiniGrid.DynamicObstacles(size: 6, count: 3))
    for _ in 0..<50 {
      let before = cells(scene, .ball)
      _ = rules.step(.left, in: &scene)
      for ball in cells(scene, .ball) { #expect(before.contains { $0.isNear(ball) }) }
    }
    scene.agent = GridPosition(1, 1)
    scene.direction = .up
    #expect(rules.step(.forward, in: &scene) == StepOutcome(reward: -1, isTerminated: true, isTruncated: false))
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5] as [UInt64]) func `the like of the thing at the start is the good end`(
    seed: UInt64
  ) {
    for isGood in [true, false] {
      var (rules, scene) = begin(MiniGrid.Memory(size: 7), seed: seed)
      let shown = scene.grid[1, 2].object
      let upper = scene.grid[5, 1].object
      #expect(Set([upper, scene.grid[5, 5].object]) == [.key, .ball])
      scene.agent = GridPosition(5, 3)
      scene.direction = (shown == upper) == isGood ? .up : .down
      let outcome = rules.step(.forward, in: &scene)
      #expect(outcome.isTerminated && (outcome.reward > 0) == isGood)
    }
  }

  @Test func `nothing is picked up in the memory world`() {
    var (rules, scene) = begin(MiniGrid.Memory(size: 9))
    face(GridPosition(1, 3), &scene)
    let thing = scene.grid[1, 3]
    _ = rules.step(.pickup, in: &scene)
    #expect(scene.carried == .empty && scene.grid[1, 3] == thing)
  }

  @Test func `one is done beside the door that is named, whichever way one looks`() throws {
    var (rules, scene) = begin(MiniGrid.GoToDoor(size: 6), seed: 3)
    let doors = cells(scene, .door)
    #expect(doors.count == 4 && Set(doors.map { scene.grid[$0].color }).count == 4)
    let named = try #require(doors.first { rules.mission == "go to the \(scene.grid[$0].color.name) door" })
    for door in doors {
      face(door, &scene)
      scene.direction = scene.direction.turnedRight
      let outcome = rules.step(.done, in: &scene)
      #expect(outcome.isTerminated && (outcome.reward > 0) == (door == named))
    }
    face(named, &scene)
    let toggled = rules.step(.toggle, in: &scene)
    #expect(toggled.isTerminated && toggled.reward == 0)
  }

  @Test func `one is done beside where the named thing was`() throws {
    var (rules, scene) = begin(MiniGrid.GoToObject(size: 8), seed: 5)
    let things = [.key, .ball, .box].flatMap { cells(scene, $0) }
    let named = try #require(things.first { rules.mission == "go to the \(scene.grid[$0].name)" })
    for thing in things where thing != named && !thing.isBeside(named) {
      face(thing, &scene)
      if !scene.agent.isBeside(named) { #expect(rules.step(.done, in: &scene).reward == 0) }
    }
    face(named, &scene)
    let taken = rules.step(.pickup, in: &scene)
    #expect(!taken.isTerminated && scene.carried != .empty)
    #expect(rules.step(.done, in: &scene).reward > 0)
  }

  @Test(arguments: 0..<10 as Range<UInt64>) func `anything picked up ends a fetch`(seed: UInt64) {
    let (rules, scene) = begin(MiniGrid.Fetch(size: 8, count: 3), seed: seed)
    for thing in cells(scene, .key) + cells(scene, .ball) {
      var (rules, scene) = (rules, scene)
      face(thing, &scene)
      let name = scene.grid[thing].name
      let outcome = rules.step(.pickup, in: &scene)
      #expect(outcome.isTerminated && (outcome.reward > 0) == rules.mission.hasSuffix(" a \(name)"))
    }
  }

  @Test func `a thing is put near where the other one was`() throws {
    var (rules, scene) = begin(MiniGrid.PutNear(size: 8, count: 3), seed: 1)
    let things = [.key, .ball, .box].flatMap { cells(scene, $0) }
    let moved = try #require(things.first { rules.mission.hasPrefix("put the \(scene.grid[$0].name) near") })
    let target = try #require(things.first { rules.mission.hasSuffix("near the \(scene.grid[$0].name)") })
    let other = try #require(things.first { $0 != moved && $0 != target })
    for first in things { for second in things where first != second { #expect(!first.isNear(second)) } }

    var wrong = (rules, scene)
    face(other, &wrong.1)
    let mistaken = wrong.0.step(.pickup, in: &wrong.1)
    #expect(mistaken.isTerminated && mistaken.reward == 0)

    face(moved, &scene)
    let taken = rules.step(.pickup, in: &scene)
    #expect(!taken.isTerminated && scene.carried != .empty)
    var away = (rules, scene)
    #expect(!moved.isNear(target))
    #expect(away.0.step(.drop, in: &away.1).reward == 0)
    // In front of the target there is no room: the drop fails, and ends the episode all the same.
    face(target, &scene)
    let failed = rules.step(.drop, in: &scene)
    #expect(failed.isTerminated && failed.reward == 0)
    scene.grid[target] = .empty
    #expect(rules.step(.drop, in: &scene).reward > 0)
  }

  @Test func `the blue door opened first is a failure`() {
    let (rules, scene) = begin(MiniGrid.RedBlueDoors(size: 6))
    let doors = cells(scene, .door)
    func open(_ colors: [GridColor]) -> [StepOutcome] {
      var (rules, scene) = (rules, scene)
      return colors.map { color in
        for door in doors where scene.grid[door].color == color { face(door, &scene) }
        return rules.step(.toggle, in: &scene)
      }
    }
    let right = open([.red, .blue])
    #expect(!right[0].isTerminated && right[1].isTerminated && right[1].reward > 0)
    let wrong = open([.blue, .red])
    #expect(wrong.allSatisfy { $0.isTerminated } && wrong[0].reward == 0)
  }

  @Test func `an unlocked door is a success at the moment of unlocking`() {
    var (rules, scene) = begin(MiniGrid.Unlock())
    for door in cells(scene, .door) {
      face(door, &scene)
      #expect(!rules.step(.toggle, in: &scene).isTerminated)
      scene.carried = .key(scene.grid[door].color)
      #expect(rules.step(.toggle, in: &scene).reward > 0)
    }
  }

  @Test func `only that very box counts, not one that looks like it`() {
    var (rules, scene) = begin(MiniGrid.UnlockPickup(isBlocked: true))
    #expect(cells(scene, .ball).count == 1)
    for box in cells(scene, .box) {
      let double = GridCell.thing(.box, scene.grid[box].color)
      #expect(rules.mission == "pick up the \(double.name)")
      face(box, &scene)
      let original = scene.grid[box]
      scene.grid[box] = double
      #expect(!rules.step(.pickup, in: &scene).isTerminated)
      scene.carried = .empty
      scene.grid[box] = original
      #expect(rules.step(.pickup, in: &scene).reward > 0)
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>) func `the goal is in the last of a chain of rooms`(seed: UInt64) {
    let (_, scene) = begin(MiniGrid.MultiRoom(rooms: 6, largest: 10), seed: seed)
    #expect(cells(scene, .door).count == 5)
    #expect(cells(scene, .goal).count == 1)
    #expect(isReachable(.goal, scene))
  }

  @Test(arguments: 0..<30 as Range<UInt64>) func `every room of a key corridor can be reached`(seed: UInt64) {
    let (_, scene) = begin(MiniGrid.KeyCorridor(size: 4, rows: 3), seed: seed)
    #expect(cells(scene, .door).filter { scene.grid[$0].doorState == .locked }.count == 1)
    #expect(isReachable(.key, scene) && isReachable(.ball, scene))
  }

  @Test(arguments: 0..<30 as Range<UInt64>) func `every river has a crossing on the way to the goal`(seed: UInt64) {
    for obstacle in [MiniGrid.Crossing.Obstacle.lava, .wall] {
      let (_, scene) = begin(MiniGrid.Crossing(size: 11, rivers: 5, obstacle: obstacle), seed: seed)
      #expect(isReachable(.goal, scene))
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func `the full maze hides a key for each locked door`(seed: UInt64) {
    let (_, scene) = begin(
      MiniGrid.ObstructedMaze(quarters: 4, startsInMiddle: true, stepLimit: 9, version: .fixed), seed: seed)
    let locked = cells(scene, .door).map { scene.grid[$0] }.filter { $0.doorState == .locked }.map(\.color)
    let keys = cells(scene, .box).compactMap { scene.grid[$0].content }
    #expect(locked.count == 8 && keys.count == 8)
    #expect(Set(keys.map(\.color)) == Set(locked) && keys.allSatisfy { $0.object == .key })
    #expect(cells(scene, .ball).filter { scene.grid[$0].isMarked }.count == 1)
  }

  /// Whether one can walk to such an object, through doors of any state, around lava.
  private func isReachable(_ object: GridObject, _ scene: GridScene) -> Bool {
    var reached: Set<GridPosition> = [scene.agent]
    var open = [scene.agent]
    while let position = open.popLast() {
      for direction in GridDirection.allCases {
        let next = position.neighbor(direction)
        guard scene.grid.contains(next), reached.insert(next).inserted else { continue }
        if scene.grid[next].object == object { return true }
        if scene.grid[next].isWalkable && scene.grid[next] != .lava || scene.grid[next].object == .door {
          open.append(next)
        }
      }
    }
    return false
  }
}
