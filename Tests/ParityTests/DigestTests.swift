import RLEnvironments
import Testing

@testable import RLParity

/// Plays what the Python packages were played with, and compares what came of it with the hashes kept in `Digests`.
@Suite(.timeLimit(.minutes(20))) struct DigestTests {
  @Test(arguments: RecordedDigest.lines) func `a world does what the package's did`(line: String) throws {
    let recorded = try #require(RecordedDigest(line))
    let world = try #require(try recorded.makeWorld())
    let digest = Digest(of: world, seed: recorded.seed, steps: recorded.steps)
    #expect(
      digest.hash == recorded.hash && digest.ends == recorded.ends,
      """
      \(recorded.world), seed \(recorded.seed): expected \(String(recorded.hash, radix: 16)) after \(recorded.ends) \
      ends, found \(String(digest.hash, radix: 16)) after \(digest.ends). The first step that differs is found by \
      \(recorded.search)
      """)
  }

  @Test func `every world that repeats a package's has digests of several seeds, unlike any other's`() throws {
    let recorded = try RecordedDigest.lines.map { try #require(RecordedDigest($0)) }
    let worlds = Dictionary(grouping: recorded, by: \.name)
    #expect(Set(worlds.keys) == Set(EnvironmentCatalog.repeatedWorlds))
    #expect(worlds.values.allSatisfy { Set($0.map(\.seed)).count >= 2 })
    #expect(Set(worlds.values.map { Set($0.map(\.hash)) }).count == worlds.count)
    #expect(recorded.allSatisfy { $0.steps >= 1000 && $0.ends > 0 })
  }

  @Test(arguments: ["minatar/breakout-full", "MiniGrid-DoorKey-5x5-v0"], Fault.Kind.allCases)
  func `a single fault changes the digest`(name: String, kind: Fault.Kind) throws {
    let recorded = try #require(RecordedDigest.lines.lazy.compactMap { RecordedDigest($0) }.first { $0.name == name })
    let world = try #require(try recorded.makeWorld())
    let sound = Digest(of: world, seed: recorded.seed, steps: 300)
    // After the last step nothing follows that could show the fault in its place.
    for step in [1, 150, 300] {
      let faulty = FaultyWorld(world, Fault(kind: kind, step: step))
      #expect(Digest(of: faulty, seed: recorded.seed, steps: 300).hash != sound.hash, "step \(step)")
    }
  }
}
