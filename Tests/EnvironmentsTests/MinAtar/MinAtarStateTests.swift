import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

/// Saved states whose game is damaged, byte by byte; the random stream before it, where every byte is possible, is not.
@Suite(.timeLimit(.minutes(20))) struct MinAtarStateTests {
  /// Bytes of the random stream and the last action, which come first.
  private static let shell = 624 * 4 + 8 + 8

  @Test(arguments: ["asterix", "breakout", "freeway", "seaquest", "space-invaders"])
  func `a damaged game is refused or can be played on`(game: String) throws {
    let entry = try #require(try EnvironmentCatalog.entry(named: "minatar/\(game)-full:sticky=0"))
    var random = Philox(seed: 7, lane: 0, purpose: .evaluation)
    let states = longPlay(entry.makeEnvironment(), random: &random)
    var (taken, refused) = (0, 0)
    for round in 0..<600 {
      var bytes = states[round % states.count]
      for _ in 0...random.below(3) {
        let byte = Self.shell + random.below(bytes.count - Self.shell)
        // Most bytes are the upper ones of a number and 0: changed, they are refused. Those of small numbers are nudged.
        if bytes[byte] != 0 || random.below(20) == 0 { bytes[byte] &+= [1, 2, 4, 255, 254][random.below(5)] }
      }
      var world = entry.makeEnvironment()
      do {
        try world.restore(bytes)
        taken += 1
      } catch {
        refused += 1
        continue
      }
      play(&world, random: &random)
    }
    #expect(taken > 20 && refused > 20, "\(taken) taken, \(refused) refused")
  }

  /// Plays on, over an end of the game if there is one; a trap would be the end of the test.
  private func play<World: Environment>(_ world: inout World, random: inout Philox) {
    for _ in 0..<40 {
      if world.step(random.below(6)).outcome.isTerminated { _ = world.reset() }
    }
  }

  /// States saved in the course of long games.
  private func longPlay<World: Environment>(_ fresh: World, random: inout Philox) -> [[UInt8]] {
    (0..<10).map { seed in
      var (world, longest, steps) = (fresh, fresh, 0)
      world.seed(UInt64(seed))
      for _ in 0..<8 {
        _ = world.reset()
        for step in 0..<120 {
          // Down at first, which is out of the enemies' way in some games and out of the air in one.
          if world.step(step < 4 ? 4 : random.below(6)).outcome.isTerminated { break }
          if step > steps { (longest, steps) = (world, step) }
        }
      }
      return longest.save()
    }
  }

  @Test func `a last action outside the action set is refused`() {
    var full = MinAtarBreakout(options: MinAtarOptions(actions: .full, stickyProbability: 0))
    _ = full.step(5)
    var minimal = MinAtarBreakout(options: MinAtarOptions(stickyProbability: 0))
    #expect(throws: StateError.self) { try minimal.restore(full.save()) }
  }
}
