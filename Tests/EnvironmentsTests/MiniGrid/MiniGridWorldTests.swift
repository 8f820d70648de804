import RLEnvironmentKit
import Foundation
import TestSupport
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct MiniGridWorldTests {
  static let names = EnvironmentCatalog.minigrid.map(\.name)

  private func world(_ name: String) throws -> any Environment {
    try #require(try EnvironmentCatalog.entry(named: name)).makeEnvironment()
  }

  @Test func `there are 76 worlds in the package's order`() {
    #expect(Self.names.count == 76)
    #expect(Self.names.first == "minigrid/blockedunlockpickup" && Self.names.last == "minigrid/unlockpickup")
    for (name, id) in [
      ("minigrid/empty-8x8", "MiniGrid-Empty-8x8-v0"), ("minigrid/lavagap-s6", "MiniGrid-LavaGapS6-v0"),
      ("minigrid/lavacrossing-s9n1", "MiniGrid-LavaCrossingS9N1-v0"), ("minigrid/fourrooms", "MiniGrid-FourRooms-v0"),
      ("minigrid/memory-s17-random", "MiniGrid-MemoryS17Random-v0"),
      ("minigrid/multiroom-n4-s5", "MiniGrid-MultiRoom-N4-S5-v0"),
      ("minigrid/multiroom-n4-s5-v1", "MiniGrid-MultiRoom-N4-S5-v1"),
      ("minigrid/obstructedmaze-full-v1", "MiniGrid-ObstructedMaze-Full-v1"),
    ] {
      #expect(EnvironmentCatalog.minigrid.first { $0.name == name }?.aliases == [id])
    }
    #expect(Set(EnvironmentCatalog.minigrid.map(\.spec.summary)).count == 76, "no two are told apart by a summary")
  }

  @Test func `the rules of every file are in the catalog`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("envs/MiniGrid/Worlds")
      .resolvingSymlinksInPath()
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let listed = EnvironmentCatalog.minigrid.map { String(describing: type(of: $0.makeEnvironment())) }
    #expect(Set(files.map { "GridWorld<\($0.replacing(".swift", with: ""))>" }) == Set(listed))
  }

  @Test(
    arguments: [
      ("", [7, 7, 3], 10), (":view-size=5", [5, 5, 3], 10), (":view=one-hot", [7, 7, 20], 1),
      (":view=full", [12, 6, 3], 10), (":view=rgb-partial", [56, 56, 3], 255), (":view=rgb", [48, 96, 3], 255),
      (":view=one-hot,view-size=15", [15, 15, 20], 1),
    ] as [(String, [Int], UInt8)])
  func `options change what is observed and the name`(options: String, shape: [Int], maximum: UInt8) throws {
    let world = try world("minigrid/redbluedoors-6x6" + options)
    #expect(world.spec.name == "minigrid/redbluedoors-6x6" + options)
    #expect(world.spec.observationShape == shape && world.spec.observationMaximum == maximum)
    checkEnvironment(world, seeds: [3], steps: 60)
  }

  @Test(arguments: ["view-size=6", "view-size=1", "view-size=17", "view=partly", "size=7"])
  func `an option that does not fit is refused`(option: String) {
    #expect(throws: OptionError.self) { try EnvironmentCatalog.entry(named: "minigrid/unlock:" + option) }
  }

  @Test func `dynamic obstacles take three actions, all others seven`() {
    for entry in EnvironmentCatalog.minigrid {
      let all = ["left", "right", "forward", "pickup", "drop", "toggle", "done"]
      #expect(entry.spec.actionNames == (entry.name.contains("dynamic") ? Array(all.prefix(3)) : all))
    }
  }

  @Test func `a reset continues the stream, a seed restarts it`() throws {
    guard var world = try world("minigrid/fourrooms") as? any GridEnvironment else { return }
    let large = UInt64(1) << 40
    world.seed(large)
    let first = world.reset()
    let map = world.fullMap
    _ = world.reset()
    #expect(world.fullMap != map)
    world.seed(large)
    #expect(world.reset() == first && world.fullMap == map)
    world.seed(0)
    _ = world.reset()
    #expect(world.fullMap != map, "seeds that differ in their upper half differ")
  }

  @Test func `what lies behind an observation can be asked for`() throws {
    guard var world = try world("minigrid/doorkey-5x5") as? any GridEnvironment else { return }
    #expect(world.carried == nil && world.stepCount == 0)
    #expect(world.fullMap.count == 75)
    let direction = world.direction
    _ = world.step(1)
    #expect(world.direction == direction.turnedRight && world.stepCount == 1)
  }

  /// The fields of a saved state: cells, agent, direction, what is carried, steps, random stream.
  @Test func `a state that cannot be is refused`() throws {
    var world = try world("minigrid/doorkey-5x5")
    let saved = world.save()
    let agent = 25 * 4
    let generator = agent + 8 + 8 + 1 + 4 + 8
    #expect(saved.count == generator + 16 + 16 + 4 + 1)
    for (place, byte) in [
      (0, 0), (0, 10), (0, 11), (1, 6), (2, 1), (3, 0x81), (3, 0), (agent, 5), (agent + 1, 1), (agent + 16, 4),
      (agent + 17, 2), (agent + 25, 255), (generator + 16, saved[generator + 16] ^ 1), (generator + 36, 2),
    ] as [(Int, UInt8)] {
      var damaged = saved
      damaged[place] = byte
      #expect(throws: StateError.self, "byte \(place)") { try world.restore(damaged) }
    }
    #expect(world.save() == saved)
  }

  @Test func `balls that are not where the rules say are refused`() throws {
    var world = try world("minigrid/dynamic-obstacles-5x5")
    var damaged = world.save()
    let x = damaged.count - 32
    damaged[x] = damaged[x] == 1 ? 2 : 1
    damaged[x + 8] = 0
    #expect(throws: StateError.self) { try world.restore(damaged) }
  }
}
