import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

/// What an agent sees, by hand and as the package shows it.
@Suite(.timeLimit(.minutes(20))) struct GridViewTests {
  /// The three codes of a cell.
  private func codes(_ cell: GridCell) -> [UInt8] {
    [cell.object.rawValue, cell.color.rawValue, cell.object == .door ? cell.doorState.rawValue : 0]
  }

  private func view(_ scene: GridScene, size: Int = 7, isSeeThrough: Bool = true) -> (Int, Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0xAA, count: size * size * 3)
    var span = bytes.mutableSpan
    scene.writeView(size: size, isSeeThrough: isSeeThrough, into: &span)
    return { column, row in Array(bytes[(column * size + row) * 3..<(column * size + row) * 3 + 3]) }
  }

  /// A map of 9×8 cells whose every cell is told apart by a color and an object, floor or ball.
  private func scene(at position: GridPosition, _ direction: GridDirection, sight: Int = 14) -> GridScene {
    var scene = GridScene(width: 9, height: 8, stepLimit: 10, sight: sight)
    for y in 0..<8 {
      for x in 0..<9 {
        let color = GridColor.allCases[(x + 2 * y) % 6]
        scene.grid[x, y] = (x + y) % 2 == 0 ? .floor(color) : .ball(color)
      }
    }
    scene.agent = position
    scene.direction = direction
    return scene
  }

  @Test(arguments: GridDirection.allCases, [3, 5, 7, 9, 15])
  func `the square lies ahead and walls lie around the map`(direction: GridDirection, size: Int) {
    let forward = [(1, 0), (0, 1), (-1, 0), (0, -1)][Int(direction.rawValue)]
    for position in [GridPosition(4, 4), GridPosition(0, 0), GridPosition(8, 7), GridPosition(8, 0)] {
      let scene = scene(at: position, direction)
      let view = view(scene, size: size)
      for column in 0..<size {
        for row in 0..<size where !(column == size / 2 && row == size - 1) {
          let (ahead, aside) = (size - 1 - row, column - size / 2)
          let place = GridPosition(
            position.x + forward.0 * ahead - forward.1 * aside, position.y + forward.1 * ahead + forward.0 * aside)
          let expected = scene.grid.contains(place) ? scene.grid[place] : .wall
          #expect(view(column, row) == codes(expected), "column \(column), row \(row) from \(position)")
        }
      }
    }
  }

  @Test func `the agent's own place shows what it carries, never what lies under it`() {
    var scene = scene(at: GridPosition(4, 4), .up)
    #expect(view(scene)(3, 6) == [1, 0, 0])
    scene.carried = .key(.yellow)
    #expect(view(scene)(3, 6) == [5, 4, 0])
  }

  @Test func `a closed door hides what lies behind it, an open one does not`() {
    var scene = GridScene(width: 7, height: 9, stepLimit: 10, sight: 6)
    scene.grid.fill(GridArea(x: 0, y: 5, width: 7, height: 1), .wall)
    scene.grid[3, 2] = .goal
    scene.agent = GridPosition(3, 7)
    scene.direction = .up
    for (door, goal, wall) in [
      (.door(.red, .closed), [0, 0, 0], [2, 5, 0]), (.door(.red, .locked), [0, 0, 0], [2, 5, 0]),
      (.door(.red, .open), [8, 1, 0], [2, 5, 0]),
    ] as [(GridCell, [UInt8], [UInt8])] {
      scene.grid[3, 5] = door
      let seen = view(scene, isSeeThrough: false)
      #expect(seen(3, 4) == codes(door))
      #expect(seen(3, 1) == goal)
      #expect(seen(0, 4) == wall)
      #expect(view(scene, isSeeThrough: true)(3, 1) == [8, 1, 0])
    }
  }

  @Test func `the map shows the agent in its cell and nothing of what it carries`() {
    var scene = scene(at: GridPosition(2, 5), .left)
    scene.carried = .key(.yellow)
    var bytes = [UInt8](repeating: 0xAA, count: 9 * 8 * 3)
    var span = bytes.mutableSpan
    scene.writeMap(into: &span)
    for x in 0..<9 {
      for y in 0..<8 {
        let shown = Array(bytes[(x * 8 + y) * 3..<(x * 8 + y) * 3 + 3])
        #expect(shown == (x == 2 && y == 5 ? [10, 0, 2] : codes(scene.grid[x, y])))
      }
    }
  }

  @Test func `planes are one where the codes say so`() {
    var scene = scene(at: GridPosition(4, 4), .down)
    scene.grid[4, 5] = .door(.purple, .locked)
    var codes = [UInt8](repeating: 0, count: 7 * 7 * 3)
    var planes = [UInt8](repeating: 0xAA, count: 7 * 7 * 20)
    var codeSpan = codes.mutableSpan
    var planeSpan = planes.mutableSpan
    scene.writeView(size: 7, isSeeThrough: false, into: &codeSpan)
    scene.writeOneHotView(size: 7, isSeeThrough: false, into: &planeSpan)
    for cell in 0..<49 {
      var expected = [UInt8](repeating: 0, count: 20)
      expected[Int(codes[3 * cell])] = 1
      expected[11 + Int(codes[3 * cell + 1])] = 1
      expected[17 + Int(codes[3 * cell + 2])] = 1
      #expect(Array(planes[20 * cell..<20 * cell + 20]) == expected)
    }
    #expect(codes.contains(0), "something is hidden")
  }

  /// FNV-1a over the observations of the package's wrappers, from the reset of seed 7 through those actions.
  @Test(
    arguments: [
      ("", 0x8bba_5277_6705_79f6), (":view=one-hot", 0xb986_fbe3_57aa_cf47), (":view=full", 0x1808_80f4_efb7_6c0f),
      (":view=rgb-partial", 0x3b4d_3931_2416_62d9), (":view=rgb", 0xbbc9_56cc_155f_1f1b),
      (":view-size=3", 0x0c21_7478_e8fe_fd1d), (":view-size=11", 0x1c0f_217b_7722_4edc),
    ] as [(String, UInt64)])
  func `every view is the package's`(options: String, hash: UInt64) throws {
    let entry = try #require(try EnvironmentCatalog.entry(named: "minigrid/obstructedmaze-1dlhb" + options))
    var world = entry.makeEnvironment()
    world.seed(7)
    var bytes = world.reset()
    for action in GridViewTests.actions { bytes += world.step(action).observation }
    #expect(fnv1a(bytes) == hash)
  }

  @Test func `the picture for people is the package's`() throws {
    let entry = try #require(try EnvironmentCatalog.entry(named: "minigrid/obstructedmaze-1dlhb"))
    var world = entry.makeEnvironment()
    world.seed(7)
    _ = world.reset()
    for action in GridViewTests.actions { _ = world.step(action) }
    var picture = Picture()
    world.draw(on: &picture)
    #expect((picture.width, picture.height) == (352, 192))
    #expect(fnv1a(picture.bytes) == 0x3a7c_f6d4_16ea_5bd1)
  }

  /// They end with a box in hand, the agent in front of a wall.
  static let actions = [0, 0, 2, 1, 2, 2, 5, 3, 1, 2, 5, 4, 0, 2, 2, 3, 0, 2, 2]
}
