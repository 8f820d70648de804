import EnvironmentKit
import Environments
import Foundation
import TestSupport
import Testing

@Suite struct CatalogueTests {
  @Test(arguments: EnvironmentCatalogue.names) func `an environment keeps the common promises`(name: String) throws {
    let entry = try #require(try EnvironmentCatalogue.entry(named: name))
    let world = entry.makeEnvironment()
    #expect(world.spec.name == name)
    checkEnvironment(world, seeds: [1, 4_294_967_295], steps: 300)
  }

  @Test func `names and aliases are all different and lead to their entry`() throws {
    let all = EnvironmentCatalogue.entries.flatMap { [$0.name] + $0.aliases }
    #expect(Set(all).count == all.count)
    for entry in EnvironmentCatalogue.entries {
      for name in [entry.name] + entry.aliases {
        #expect(try EnvironmentCatalogue.entry(named: name)?.name == entry.name)
      }
      #expect(entry.name.hasPrefix(entry.family + "/"))
    }
    #expect(try EnvironmentCatalogue.entry(named: "minatar/brakeout") == nil)
  }

  @Test(arguments: [
    ("MinAtar/Breakout-v1", ["nothing", "left", "right"]),
    ("MinAtar/Breakout-v0", ["nothing", "left", "up", "right", "down", "fire"]),
    ("MinAtar/SpaceInvaders-v1", ["nothing", "left", "right", "fire"]),
    ("MinAtar/SpaceInvaders-v0", ["nothing", "left", "up", "right", "down", "fire"]),
  ])
  func `Gymnasium's ids give their action sets`(id: String, actions: [String]) throws {
    #expect(try EnvironmentCatalogue.entry(named: id)?.makeEnvironment().spec.actionNames == actions)
  }

  @Test func `a vector holds the entry's world`() throws {
    for entry in EnvironmentCatalogue.entries {
      let vector = entry.makeVector(count: 3)
      #expect(vector.count == 3)
      #expect(vector.spec == entry.makeEnvironment().spec)
    }
  }

  /// Worlds are structs of their own, or rules and games that a generic world carries out.
  @Test func `every environment in the folder is in the catalogue`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("envs").resolvingSymlinksInPath()
    var declared: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
      let source = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      for match in source.matches(of: /struct (\w+): [^{\n]*\b(?:Environment|GridRules|ArcadeGame)\b/) {
        declared.insert(String(match.1))
      }
    }
    let listed = try EnvironmentCatalogue.entries.map { entry in
      let type = String(describing: Swift.type(of: entry.makeEnvironment()))
      return String(try #require(type.split(whereSeparator: { "<>.".contains($0) }).last))
    }
    #expect(declared == Set(listed))
    #expect(!declared.isEmpty)
  }
}
