import RLEnvironmentKit
import Foundation
import TestSupport
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct LevelTests {
  private func level(_ text: String) throws -> Level { try Level(parsing: Array(text.utf8), name: "levels/test") }

  private func world(_ text: String) throws -> GridWorld<Level> {
    let level = try level(text)
    return level.world(options: level.options)
  }

  /// The last outcome of some actions: l, r, f, p (pickup), d (drop), t (toggle).
  private func play(_ actions: String, in world: inout GridWorld<Level>) -> StepOutcome {
    var outcome = StepOutcome(reward: 0, isTerminated: false, isTruncated: false)
    for action in actions { outcome = world.step(Array("lrfpdt").firstIndex(of: action) ?? 0).outcome }
    return outcome
  }

  @Test func `the default legend`() throws {
    let world = try world("#########\n#>.GKD+o#\n#B~     #\n#########")
    let row = (1...7).map { world.scene.grid[$0, 1] }
    #expect(
      row == [
        .empty, .empty, .goal, .key(.yellow), .door(.yellow, .locked), .door(.grey, .closed), .ball(.blue),
      ])
    #expect((1...3).map { world.scene.grid[$0, 2] } == [.box(.grey), .lava, .empty])
    #expect(world.scene.agent == GridPosition(1, 1))
    #expect(world.direction == .right)
    #expect(world.scene.grid[0, 0] == .wall)
  }

  @Test func `every entry of a legend`() throws {
    let cells: [(String, GridCell)] = [
      ("floor", .empty), ("blue floor", .floor(.blue)), ("wall", .wall), ("lava", .lava), ("goal", .goal),
      ("decoy goal", GridCell.goal.marked), ("red door", .door(.red, .closed)), ("open red door", .door(.red, .open)),
      ("green locked door", .door(.green, .locked)), ("decoy grey door", GridCell.door(.grey, .closed).marked),
      ("purple key", .key(.purple)), ("decoy  red key", GridCell.key(.red).marked), ("yellow ball", .ball(.yellow)),
      ("grey box", .box(.grey)), ("grey box with red key", .box(.grey, containing: .key(.red))),
      ("red box with blue ball", .box(.red, containing: .ball(.blue))),
      ("red box with red box", .box(.red, containing: .box(.red))),
    ]
    for (entry, cell) in cells {
      #expect(try LevelMark(entry) == .cell(cell), "\(entry)")
      #expect(try LevelMark("one " + entry) == .oneOf(cell), "\(entry)")
    }
    #expect(try LevelMark("start") == .start(nil))
    #expect(try LevelMark("start up") == .start(.up))
  }

  @Test func `a header decides its own keys and nothing else`() throws {
    let plain = try level("#####\n#>.G#\n#####")
    #expect(plain.layout == GridLayout(width: 5, height: 3, stepLimit: 60, actions: [.left, .right, .forward]))
    #expect(plain.summary == "A level of 5×3 cells.")
    #expect(plain.entry.spec.observationShape == [7, 7, 3])
    #expect(plain.mission == "reach the goal")

    let full = try level(
      "---\nname: A title\nsteps: 9\nsee-through: yes\nview: full\ngoals: all\nreward: plain\nlegend: {'█': wall}\n---\n"
        + "█████\n█>.G█\n█████")
    #expect(full.summary == "A title")
    #expect(full.layout.stepLimit == 9)
    #expect(full.layout.isSeeThrough)
    #expect(full.entry.spec.observationShape == [5, 3, 3])
    #expect(full.cells == plain.cells)
    #expect(full.mission == "reach every goal")
    #expect(try level("---\nname: A title\nsummary: A line\n---\n#####\n#>.G#\n#####").summary == "A line")
    #expect(try level("---\n# nothing\n---\n#####\n#>.G#\n#####") == plain)
  }

  @Test func `the view of the header goes without saying in the name`() throws {
    let entry = try level("---\nview: full\n---\n#####\n#>.G#\n#####").entry
    #expect(entry.name == "levels/test")
    #expect(try entry.with(options: "view=partial").name == "levels/test:view=partial")
    #expect(try entry.with(options: "view-size=5").spec.observationShape == [5, 3, 3])
  }

  @Test(arguments: [
    "\u{FEFF}#####\n#>.G#\n#####", "#####\r\n#>.G#\r\n#####\r\n", "#####\r#>.G#\r#####",
    "\n   \n#####  \n#>.G# \n#####\n\n \n", "\n---\n---\n\n#####\n#>.G#\n#####", "---  \n---\r\n#####\n#>.G#\n#####",
  ])
  func `line ends, a byte order mark and blanks around do not matter`(text: String) throws {
    #expect(try level(text) == level("#####\n#>.G#\n#####"))
  }

  @Test func `the README's level can be played`() throws {
    let readme = try String(contentsOf: LevelCatalogTests.folder.appendingPathComponent("README.md"), encoding: .utf8)
    let level = try level(String(readme.split(separator: "```\n")[1]))
    #expect(level.layout == GridLayout(width: 11, height: 5, stepLimit: 150, actions: GridAction.allCases.dropLast()))
    #expect(level.draws.map(\.positions.count) == [6, 2])
  }

  @Test func `short rows are filled where a space is wall`() throws {
    let level = try level("---\nlegend: {' ': wall}\n---\n  ###\n###.##\n#>..G#\n######")
    #expect(level.layout.width == 6)
    #expect(level.cells[5] == .wall)
    #expect(level.cells[0] == .wall)
  }

  @Test func `things to handle give actions to handle them`() throws {
    #expect(
      try world("#####\n#>oG#\n#####").spec.actionNames == ["left", "right", "forward", "pickup", "drop", "toggle"])
    #expect(try world("#####\n#>+G#\n#####").spec.actionNames.count == 6)
    #expect(try world("#####\n#>~.#\n#G..#\n#####").spec.actionNames == ["left", "right", "forward"])
  }

  @Test func `a goal is worth less the later, unless it is worth the same always`() throws {
    for (reward, expected) in [("timed", 1 - 0.9 * (2.0 / 10)), ("plain", 1)] {
      var world = try world("---\nsteps: 10\nreward: \(reward)\n---\n#####\n#>.G#\n#####")
      #expect(play("ff", in: &world) == StepOutcome(reward: expected, isTerminated: true, isTruncated: false))
    }
  }

  @Test func `where all goals count each earns its share and vanishes`() throws {
    var world = try world("---\nsteps: 10\ngoals: all\n---\n#####\n#>GG#\n#####")
    #expect(play("f", in: &world) == StepOutcome(reward: (1 - 0.9 * 0.1) / 2, isTerminated: false, isTruncated: false))
    #expect(world.scene.grid[2, 1] == .empty)
    #expect(play("f", in: &world) == StepOutcome(reward: (1 - 0.9 * 0.2) / 2, isTerminated: true, isTruncated: false))
  }

  @Test func `a decoy goal ends the episode with nothing and looks the same`() throws {
    let text = "---\nlegend: {x: decoy goal}\ngoals: all\n---\n######\n#>xG.#\n#....#\n######"
    var (decoy, real) = (try world(text), try world(text.replacing("x", with: "G").replacing("{G", with: "{x")))
    #expect(decoy.reset() == real.reset())
    #expect(play("f", in: &decoy) == StepOutcome(reward: 0, isTerminated: true, isTruncated: false))
    #expect(!play("f", in: &real).isTerminated)
  }

  @Test func `a decoy door never opens`() throws {
    var world = try world("---\nlegend: {x: decoy red door}\n---\n######\n#>x.G#\n#....#\n######")
    _ = play("t", in: &world)
    #expect(world.scene.grid[2, 1].doorState == .closed)
    #expect(world.stepCount == 1)
  }

  @Test func `a decoy key opens nothing, also after it was put down`() throws {
    let text = "---\nlegend: {k: decoy yellow key}\n---\n#######\n#>kD.G#\n#K.####\n#######"
    var world = try world(text)
    _ = play("pdpft", in: &world)
    #expect(world.scene.grid[3, 1].doorState == .locked)
    #expect(world.carried != nil)
    var honest = try self.world(text.replacing("decoy ", with: ""))
    _ = play("pdpft", in: &honest)
    #expect(honest.scene.grid[3, 1].doorState == .open)
  }

  @Test func `what is carried is saved, and opens the door after`() throws {
    let text = "---\nlegend: {k: one yellow key}\n---\n#######\n#>kD.G#\n#..####\n#######"
    var world = try world(text)
    _ = play("p", in: &world)
    #expect(world.carried == .key(.yellow))
    var restored = try self.world(text)
    try restored.restore(world.save())
    #expect(restored.carried == .key(.yellow))
    _ = play("ft", in: &restored)
    #expect(restored.scene.grid[3, 1].doorState == .open)
  }

  @Test func `starts and draws are spread over their cells, one thing to a cell`() throws {
    var world = try world("---\nlegend: {.: [start, one goal, one red key]}\n---\n######\n#....#\n######")
    var starts: [Int: Int] = [:]
    var goals: [Int: Int] = [:]
    var directions: Set<GridDirection> = []
    for _ in 0..<2000 {
      _ = world.reset()
      let row = (1...4).map { world.scene.grid[$0, 1] }
      #expect(row.count { $0 == .goal } == 1 && row.count { $0 == .key(.red) } == 1)
      #expect(row[world.scene.agent.x - 1] == .empty)
      starts[world.scene.agent.x, default: 0] += 1
      goals[(row.firstIndex(of: .goal) ?? 0) + 1, default: 0] += 1
      directions.insert(world.direction)
    }
    for x in 1...4 {
      #expect((400...600).contains(starts[x] ?? 0))
      #expect((400...600).contains(goals[x] ?? 0))
    }
    #expect(directions.count == 4)
  }

  @Test func `a world made from a level keeps the common promises`() throws {
    let level = try level(
      "---\ngoals: all\nlegend: {k: decoy yellow key, x: decoy goal, b: grey box with yellow key, g: [start, one goal]}\n"
        + "---\n########\n#>gGk.x#\n#bgKo.~#\n#.gD+..#\n########")
    for view in [MiniGridOptions.View.partial, .full] {
      var options = MiniGridOptions()
      options.view = view
      checkEnvironment(level.world(options: options))
    }
  }
}
