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
    checkEnvironment(world)
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

  @Test func `every environment in the folder is in the catalogue`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("envs").resolvingSymlinksInPath()
    var declared: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
      let source = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      for match in source.matches(of: /struct (\w+)[^{\n]*:[^{\n]*\b(?:Grid)?Environment\b/) { declared.insert(String(match.1)) }
    }
    // A generic world is declared once, whatever it is made of.
    let listed = EnvironmentCatalogue.entries.map {
      String(String(describing: type(of: $0.makeEnvironment())).prefix { $0 != "<" })
    }
    #expect(declared == Set(listed))
    #expect(!declared.isEmpty)
  }
}
