import RLEnvironments
import Foundation

@testable import RLParity

/// A line of `Digests`: what a package's world does, hashed.
struct RecordedDigest {
  /// Its designator or alias in the catalog.
  let world: String
  let seed: UInt64
  let steps: Int
  let ends: Int
  let hash: UInt64

  /// All lines but the comments, as they stand there; none where the files are missing.
  static let lines = ["minatar", "minigrid"].flatMap { name in
    let file = URL(filePath: #filePath).appending(path: "../Digests/\(name).txt").standardized
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  /// Nil for a line of another form.
  init?(_ line: String) {
    let fields = line.split(separator: " ", omittingEmptySubsequences: false)
    guard fields.count == 5, let seed = UInt64(fields[1]), let steps = Int(fields[2]), let ends = Int(fields[3]),
      fields[4].count == 16, let hash = UInt64(fields[4], radix: 16)
    else { return nil }
    world = String(fields[0])
    (self.seed, self.steps, self.ends, self.hash) = (seed, steps, ends, hash)
  }

  /// Our world of that name; nil where there is none.
  func makeWorld() throws -> (any TraceWorld)? {
    guard let world = try EnvironmentCatalog.entry(named: world)?.makeEnvironment() else { return nil }
    return MiniGridTraceWorld(world) ?? MinAtarTraceWorld(world)
  }

  /// The world's name without its options.
  var name: String { EnvironmentCatalog.name(of: world) }

  /// What finds the first step that differs.
  var search: String {
    let name = name.replacing("-full", with: "")
    return "Scripts/compare_with_python.py --policy fixed --env \(name) --seeds \(seed) --steps \(steps)"
  }
}
