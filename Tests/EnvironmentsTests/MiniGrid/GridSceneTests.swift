import RLEnvironmentKit
import Testing

@testable import RLEnvironments

/// Moving and handling things, the same in every world.
@Suite(.timeLimit(.minutes(20))) struct GridSceneTests {
  /// An empty room of 6×5 cells with walls around; the agent at (2, 2) looks to the right, at (3, 2).
  private func scene(_ setUp: (inout GridScene) -> Void = { _ in }) -> GridScene {
    var scene = GridScene(width: 6, height: 5, stepLimit: 10, sight: 6)
    scene.grid.wallBorder()
    scene.putAgent(at: GridPosition(2, 2))
    setUp(&scene)
    return scene
  }

  @Test func `four turns lead around either way`() {
    var scene = scene()
    let right = (0..<4).map { _ in
      _ = scene.take(.right)
      return scene.direction
    }
    #expect(right == [.down, .left, .up, .right])
    let left = (0..<4).map { _ in
      _ = scene.take(.left)
      return scene.direction
    }
    #expect(left == [.up, .left, .down, .right])
    #expect(scene.agent == GridPosition(2, 2))
  }

  @Test(
    arguments: [
      (.empty, true), (.floor(.blue), true), (.goal, true), (.lava, true), (.door(.red, .open), true), (.wall, false),
      (.door(.red, .closed), false), (.door(.red, .locked), false), (.key(.red), false), (.ball(.red), false),
      (.box(.red), false),
    ] as [(GridCell, Bool)])
  func `what one may walk onto`(cell: GridCell, isWalkable: Bool) {
    var scene = scene { $0.grid[3, 2] = cell }
    _ = scene.take(.forward)
    #expect(scene.agent == GridPosition(isWalkable ? 3 : 2, 2))
  }

  @Test func `a goal is a success that is worth less with time, lava only the end`() {
    var goal = scene { $0.grid[3, 2] = .goal }
    for _ in 0..<4 { _ = goal.take(.done) }
    let success = goal.take(.forward)
    #expect(success.isTerminated && !success.isTruncated)
    #expect(success.reward == 1 - 0.9 * 0.5)
    var lava = scene { $0.grid[3, 2] = .lava }
    let end = lava.take(.forward)
    #expect(end.isTerminated && end.reward == 0)
  }

  @Test func `the last step may be terminated and truncated at once`() {
    var scene = scene { $0.grid[3, 2] = .goal }
    for _ in 0..<9 { #expect(!scene.take(.done).isTruncated) }
    let last = scene.take(.forward)
    #expect(last.isTerminated && last.isTruncated)
    #expect(abs(last.reward - 0.1) < 1e-15)
  }

  @Test func `one thing at a time is carried, and put down where there is room`() {
    var scene = scene {
      $0.grid[3, 2] = .key(.red)
      $0.grid[2, 3] = .ball(.blue)
    }
    _ = scene.take(.pickup)
    #expect(scene.carried == .key(.red) && scene.grid[3, 2] == .empty)
    _ = scene.take(.right)
    _ = scene.take(.pickup)
    #expect(scene.carried == .key(.red) && scene.grid[2, 3] == .ball(.blue))
    _ = scene.take(.drop)
    #expect(scene.carried == .key(.red), "a ball is in the way")
    _ = scene.take(.left)
    _ = scene.take(.drop)
    #expect(scene.carried == .empty && scene.grid[3, 2] == .key(.red))
  }

  @Test(arguments: [.wall, .floor(.red), .goal, .lava, .door(.red, .open), .empty] as [GridCell])
  func `what cannot be carried stays, and takes nothing put onto it`(cell: GridCell) {
    var scene = scene { $0.grid[3, 2] = cell }
    _ = scene.take(.pickup)
    #expect(scene.carried == .empty && scene.grid[3, 2] == cell)
    scene.carried = .ball(.grey)
    _ = scene.take(.drop)
    #expect((scene.carried == .empty) == (cell == .empty))
  }

  @Test func `a locked door wants a key of its color, which stays in hand`() {
    var scene = scene { $0.grid[3, 2] = .door(.green, .locked) }
    for wrong in [.empty, .key(.red), .ball(.green)] as [GridCell] {
      scene.carried = wrong
      _ = scene.take(.toggle)
      #expect(scene.grid[3, 2] == .door(.green, .locked))
    }
    scene.carried = .key(.green)
    _ = scene.take(.toggle)
    #expect(scene.grid[3, 2] == .door(.green, .open) && scene.carried == .key(.green))
    _ = scene.take(.toggle)
    #expect(scene.grid[3, 2] == .door(.green, .closed), "once unlocked it stays so")
    scene.carried = .empty
    _ = scene.take(.toggle)
    #expect(scene.grid[3, 2] == .door(.green, .open))
  }

  @Test func `an opened box leaves its content, an empty one nothing`() {
    var scene = scene { $0.grid[3, 2] = .box(.grey, containing: .key(.purple)) }
    _ = scene.take(.toggle)
    #expect(scene.grid[3, 2] == .key(.purple))
    _ = scene.take(.toggle)
    #expect(scene.grid[3, 2] == .key(.purple))
    scene.grid[3, 2] = .box(.grey)
    _ = scene.take(.toggle)
    #expect(scene.grid[3, 2] == .empty)
  }

  @Test func `nothing leaves the map where there is no wall`() {
    var scene = scene {
      $0.grid.clear()
      $0.putAgent(at: GridPosition(5, 4))
      $0.carried = .ball(.red)
    }
    for action in [.forward, .drop, .pickup, .toggle] as [GridAction] { _ = scene.take(action) }
    #expect(scene.agent == GridPosition(5, 4) && scene.carried == .ball(.red))
  }

  @Test func `things keep who they are and what is in them while they are carried`() {
    let box = GridCell.box(.red, containing: .ball(.blue)).marked
    var scene = scene { $0.grid[3, 2] = box }
    _ = scene.take(.pickup)
    #expect(scene.carried.isMarked && scene.carried.content == .ball(.blue))
    _ = scene.take(.drop)
    #expect(scene.grid[3, 2] == box && box != .box(.red) && box.looksLike(.box(.red)))
  }
}
