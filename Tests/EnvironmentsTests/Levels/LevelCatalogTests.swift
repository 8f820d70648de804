import RLEnvironmentKit
import Foundation
import TestSupport
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct LevelCatalogTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("envs/Levels")

  /// The shipped levels, from their files.
  static let levels: [Level] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { try? Level(contentsOf: "\(folder.path)/\($0)") }
  }()

  private static func name(_ level: Level) -> String {
    "levels/" + URL(fileURLWithPath: level.name).deletingPathExtension().lastPathComponent
  }

  @Test func `every level of the folder is in the catalog as it is in its file`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".txt") }
    #expect(files.map { "levels/" + $0.dropLast(4) }.sorted() == EnvironmentCatalog.levels.map(\.name).sorted())
    #expect(files.count == Self.levels.count)
    for level in Self.levels {
      let entry = try #require(EnvironmentCatalog.levels.first { $0.name == Self.name(level) })
      var (embedded, read) = (entry.makeEnvironment(), level.world(options: level.options))
      #expect(reset(&embedded) == read.reset())
      #expect(entry.spec.summary == level.summary)
      #expect(!level.summary.hasPrefix("A level of"))
    }
  }

  private func reset(_ world: inout some Environment) -> [UInt8] { world.reset() }

  @Test(arguments: levels.map(\.name)) func `every level can be solved from every start, whatever is drawn`(
    file: String
  ) throws {
    let level = try Level(contentsOf: file)
    for first in level.firstScenes {
      #expect(LevelSearch(level, first: first).unsolvedStarts == [])
    }
  }

  @Test func `a level that cannot be solved is found out`() throws {
    for (header, map, unsolved) in [
      ("steps: 4", "#######\n#<..>G#\n#######", 1), ("steps: 9", "#######\n#<..>G#\n#######", 0),
      ("steps: 200", "########\n#@.oG..#\n########", 0), ("steps: 200", "########\n#@.DKG.#\n########", 1),
    ] {
      let level = try Level(parsing: Array("---\n\(header)\n---\n\(map)".utf8), name: "x")
      let search = LevelSearch(level, first: try #require(level.firstScenes.first))
      #expect(search.unsolvedStarts.count == unsolved, "\(map)")
    }
  }

  /// Two or more places with the same direction; a shortest way goes on differently from each.
  static let critical: [(String, GridDirection, [GridPosition])] = [
    ("levels/twin-rooms", .up, [GridPosition(5, 5), GridPosition(12, 5)]),
    ("levels/four-chambers", .up, [GridPosition(5, 5), GridPosition(12, 5), GridPosition(5, 12)]),
    ("levels/second-alcove", .up, [GridPosition(11, 5), GridPosition(15, 5)]),
    ("levels/upper-door", .right, [GridPosition(7, 8), GridPosition(7, 13)]),
    ("levels/left-key", .up, [GridPosition(9, 5), GridPosition(17, 5)]),
    ("levels/nearest-exit", .right, [GridPosition(10, 4), GridPosition(22, 4)]),
  ]

  /// All a network can know that looks at 5×5 cells at a time and then adds up over the image, is which windows occur
  /// and how often. Where that is the same, but the best actions are not, it must know where things are.
  @Test(arguments: critical) func `what is best depends on where, not on what is seen`(
    name: String, direction: GridDirection, places: [GridPosition]
  ) throws {
    let level = try #require(Self.levels.first { Self.name($0) == name })
    let first = try #require(level.firstScenes.first)
    let search = LevelSearch(level, first: first)
    let scenes = places.map { place in
      var scene = first
      (scene.agent, scene.direction) = (place, direction)
      return scene
    }
    let actions = places.map { search.bestActions($0, direction) }
    for (index, scene) in scenes.enumerated().dropFirst() {
      #expect(windows(scene) == windows(scenes[0]))
      for earlier in actions[..<index] { #expect(!earlier.isEmpty && earlier.isDisjoint(with: actions[index])) }
    }
    #expect(level.options.view == .full)
  }

  @Test func `windows distinguish near a wall from far from it`() throws {
    let level = try #require(Self.levels.first { Self.name($0) == "levels/nearest-exit" })
    var (near, far) = (try #require(level.firstScenes.first), try #require(level.firstScenes.first))
    (near.agent, far.agent) = (GridPosition(6, 4), GridPosition(16, 4))
    #expect(windows(near) != windows(far))
  }

  /// How often each window of 5×5 cells occurs in the full view.
  private func windows(_ scene: GridScene) -> [[UInt8]: Int] {
    let (width, height, side) = (scene.grid.width, scene.grid.height, 5)
    var map = [UInt8](repeating: 0, count: width * height * 3)
    var span = map.mutableSpan
    scene.writeMap(into: &span)
    var counts: [[UInt8]: Int] = [:]
    for column in 0...width - side {
      for row in 0...height - side {
        var window: [UInt8] = []
        for x in column..<column + side {
          let start = (x * height + row) * 3
          window += map[start..<start + side * 3]
        }
        counts[window, default: 0] += 1
      }
    }
    return counts
  }
}
