import RLEnvironmentKit
import RLEnvironments
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct CatalogTests {
  @Test(arguments: sampledWorlds(2)) func `an environment keeps the common promises`(name: String) throws {
    let entry = try #require(try EnvironmentCatalog.entry(named: name))
    let world = entry.makeEnvironment()
    #expect(world.spec.name == name)
    checkEnvironment(world, seeds: [1, 4_294_967_295], steps: Depth.isDeep ? 10_000 : 90)
  }

  @Test func `names and aliases are all different and lead to their entry`() throws {
    let all = EnvironmentCatalog.entries.flatMap { [$0.name] + $0.aliases }
    #expect(Set(all).count == all.count)
    for entry in EnvironmentCatalog.entries {
      for name in [entry.name] + entry.aliases {
        #expect(try EnvironmentCatalog.entry(named: name)?.name == entry.name)
      }
      #expect(entry.name.hasPrefix(entry.family + "/"))
    }
    #expect(try EnvironmentCatalog.entry(named: "minatar/brakeout") == nil)
  }

  @Test(arguments: [
    ("MinAtar/Breakout-v1", ["nothing", "left", "right"]),
    ("MinAtar/Breakout-v0", ["nothing", "left", "up", "right", "down", "fire"]),
    ("MinAtar/SpaceInvaders-v1", ["nothing", "left", "right", "fire"]),
    ("MinAtar/SpaceInvaders-v0", ["nothing", "left", "up", "right", "down", "fire"]),
  ])
  func `Gymnasium's ids give their action sets`(id: String, actions: [String]) throws {
    #expect(try EnvironmentCatalog.entry(named: id)?.makeEnvironment().spec.actionNames == actions)
  }

  @Test func `a designator's options and wrappers are in the name that leads back`() throws {
    for designator in [
      "minatar/breakout:sticky=0,ramping=no+time-limit=50+frame-stack=2", "minigrid/doorkey-6x6:view=full,view-size=9",
      "arcade/pong:observation=rgb,stack=2+clip-reward=1", "levels/four-rooms:view=one-hot+sticky=0.5",
    ] {
      let entry = try #require(try EnvironmentCatalog.entry(named: designator))
      #expect(entry.name == designator)
      #expect(entry.makeVector(count: 2).spec.name == designator)
      #expect(try EnvironmentCatalog.entry(named: entry.name)?.spec == entry.spec)
      let family = String(designator.prefix { $0 != "/" })
      #expect(entry.family == family)
    }
    #expect(
      try EnvironmentCatalog.entry(named: "MiniGrid-Empty-8x8-v0:view=full")?.name == "minigrid/empty-8x8:view=full")
    #expect(try EnvironmentCatalog.entry(named: "minatar/breakout:sticky=0.1")?.name == "minatar/breakout")
  }

  @Test(arguments: [
    ("a.txt", "a.txt"), ("b/c+d:e.txt:view=full+sticky=0", "b/c+d:e.txt"), ("a.txt.txt", "a.txt.txt"),
    ("minatar/breakout:sticky=0", "minatar/breakout"), ("x.txt+time-limit=3", "x.txt"), ("", ""), ("+", ""),
  ])
  func `a designator's name ends where its options or wrappers begin`(designator: String, name: String) {
    #expect(EnvironmentCatalog.name(of: designator) == name)
  }

  @Test func `a vector holds the entry's world`() throws {
    for entry in EnvironmentCatalog.entries {
      let vector = entry.makeVector(count: 3)
      #expect(vector.count == 3)
      #expect(vector.spec == entry.makeEnvironment().spec)
    }
  }

  /// Worlds are structs of their own, or rules and games that a generic world carries out.
  @Test func `every environment in the folder is in the catalog`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("envs").resolvingSymlinksInPath()
    var declared: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
      let source = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      for match in source.matches(of: /(?:struct|extension) (\w+): [^{\n]*\b(?:Environment|GridRules|ArcadeGame)\b/) {
        declared.insert(String(match.1))
      }
    }
    let listed = try EnvironmentCatalog.entries.map { entry in
      let type = String(describing: Swift.type(of: entry.makeEnvironment()))
      return String(try #require(type.split(whereSeparator: { "<>.".contains($0) }).last))
    }
    #expect(declared == Set(listed))
    #expect(!declared.isEmpty)
  }
}
