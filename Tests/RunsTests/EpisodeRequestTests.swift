import RLEnvironmentKit
import RLEnvironments
import Foundation
import RLRuns
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(20))) struct EpisodeRequestTests {
  @Test func `one word is an environment, a run or a replay, which know their environment`() throws {
    let alone = try EpisodeRequest(["minatar/freeway"])
    guard case .untrained = alone.agent else { throw Unexpected() }
    #expect(alone.entry.name == "minatar/freeway" && alone.seed == 1)

    try TrainingTests.train(TrainingTests.configuration("ppo", steps: 2048)) { result in
      let trained = try EpisodeRequest([result.folder.path])
      guard case .trained(let checkpoint, _) = trained.agent else { throw Unexpected() }
      #expect(trained.entry.name == "minatar/breakout" && trained.seed == checkpoint.seed)
      #expect(try EpisodeRequest([result.folder.path], seed: 9).seed == 9)
      #expect(try EpisodeRequest(["MinAtar/Breakout-v1", result.folder.path]).entry.name == "minatar/breakout")
    }

    try withTemporaryFolder { folder in
      let path = folder.appending(path: "game.replay").path
      var playback = try alone.playback(episodes: 1)
      for _ in 0..<20 { playback.advance(nil) }
      try playback.replay().write(to: path)
      let replayed = try EpisodeRequest([path])
      guard case .replay(let replay, _) = replayed.agent else { throw Unexpected() }
      #expect(replayed.entry.name == "minatar/freeway" && replay.actions.count == 20)
      var again = try replayed.playback()
      while !again.isFinished { again.advance(nil) }
      #expect(again.moments[0].world.save() == playback.moments[0].world.save())
    }
  }

  @Test func `mistakes are reported`() {
    func message(_ words: String...) -> String {
      do {
        _ = try EpisodeRequest(words).playback()
        return ""
      } catch { return "\(error)" }
    }
    #expect(message("minatar/brekout").hasPrefix("unknown environment 'minatar/brekout'; did you mean"))
    #expect(message("minatar/breakout", "ranodm").hasPrefix("unknown agent 'ranodm'; did you mean 'random'?"))
    #expect(message("nothing.replay") == "cannot read 'nothing.replay': No such file or directory")
    #expect(message("minatar/breakout", "no/run").hasPrefix("cannot read 'no/run': No such file"))
    #expect(
      message("a", "b", "c")
        == "expected an environment and an agent, or a run's folder, checkpoint or replay alone, but got 3 names")
  }

  private struct Unexpected: Error {}
}
