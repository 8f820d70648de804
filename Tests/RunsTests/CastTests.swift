import RLEnvironmentKit
import RLEnvironments
import Foundation
import RLRuns
import Testing
import TestSupport

@Suite struct CastTests {
  @Test func `one word is an environment, a run or a replay, which know their environment`() throws {
    let alone = try Cast(["minatar/freeway"])
    guard case .untrained = alone.player else { throw Unexpected() }
    #expect(alone.entry.name == "minatar/freeway" && alone.seed == 1)

    try TrainingTests.train(TrainingTests.configuration("ppo", steps: 2048)) { result in
      let trained = try Cast([result.folder.path])
      guard case .trained(let checkpoint, _) = trained.player else { throw Unexpected() }
      #expect(trained.entry.name == "minatar/breakout" && trained.seed == checkpoint.seed)
      #expect(try Cast([result.folder.path], seed: 9).seed == 9)
      #expect(try Cast(["MinAtar/Breakout-v1", result.folder.path]).entry.name == "minatar/breakout")
    }

    try withTemporaryFolder { folder in
      let path = folder.appending(path: "game.replay").path
      var performance = try alone.performance(episodes: 1)
      for _ in 0..<20 { performance.advance(nil) }
      try performance.replay().write(to: path)
      let replayed = try Cast([path])
      guard case .replay(let replay, _) = replayed.player else { throw Unexpected() }
      #expect(replayed.entry.name == "minatar/freeway" && replay.actions.count == 20)
      var again = try replayed.performance()
      while !again.isFinished { again.advance(nil) }
      #expect(again.moments[0].world.save() == performance.moments[0].world.save())
    }
  }

  @Test func `mistakes are told`() {
    func message(_ words: String...) -> String {
      do {
        _ = try Cast(words).performance()
        return ""
      } catch { return "\(error)" }
    }
    #expect(message("minatar/brekout").hasPrefix("unknown environment 'minatar/brekout'; did you mean"))
    #expect(message("minatar/breakout", "ranodm").hasPrefix("unknown agent 'ranodm'; did you mean 'random'?"))
    #expect(message("nothing.replay") == "cannot read 'nothing.replay': No such file or directory")
    #expect(message("minatar/breakout", "no/run").hasPrefix("cannot read 'no/run': No such file"))
    #expect(
      message("a", "b", "c")
        == "expected an environment and a player, or a run's folder, checkpoint or replay alone, but got 3 names")
  }

  private struct Unexpected: Error {}
}
