import RLEnvironmentKit
import RLEnvironments
import Foundation
@testable import RLResults
@testable import RLRuns
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct SavedGamesTests {
  @Test func `each game is kept when it is over, and one that is left as far as it came`() throws {
    try withTemporaryFolder { folder in
      let entry = try #require(try EnvironmentCatalog.entry(named: "minatar/breakout"))
      let named = folder.appending(path: "game.replay").path
      var games = try SavedGames(of: entry, seed: 4, place: ReplayPlace(named, environment: entry.name))
      try games.leave()
      #expect(games.games.isEmpty)
      var ended = 0
      while ended < 2 {
        try games.advance(1)
        ended += games.moments[0].isOver ? 1 : 0
      }
      try games.advance(nil)
      for _ in 0..<3 { try games.advance(2) }
      let steps = games.moments[0].step
      try games.leave()
      #expect(
        games.games.map { URL(filePath: $0.path).lastPathComponent } == [
          "game.replay", "game-2.replay", "game-3.replay",
        ])
      #expect(games.games[2].steps == steps && steps > 0)
      for game in games.games {
        let replay = try Replay(readingFrom: game.path)
        #expect(replay.actions.count == game.steps && replay.episodeReturn == game.episodeReturn)
        try replay.check(in: entry, path: game.path)
      }
    }
  }

  @Test func `a place must be one`() throws {
    try withTemporaryFolder { folder in
      #expect(throws: ReplayPlaceError(path: "game.txt")) { try ReplayPlace("game.txt", environment: "a/b") }
      #expect(throws: FileError.self) {
        try ReplayPlace(folder.path + "/missing/game.replay", environment: "a/b")
      }
    }
    #expect(
      ReplayPlaceError(path: "game.txt").description
        == "cannot write 'game.txt': a replay's name ends in .replay, such as game.replay")
  }

  @Test func `a person plays at every frame, for as long as an agent may`() throws {
    let pong = try #require(try EnvironmentCatalog.entry(named: "arcade/pong")).atEveryFrame
    #expect(pong.name == "arcade/pong:frame-skip=1,stack=1,step-limit=108000")
    #expect(pong.spec.stepsPerSecond == 60)
    let other = try #require(try EnvironmentCatalog.entry(named: "arcade/pong:frame-skip=1")).atEveryFrame
    #expect(other.name == "arcade/pong:frame-skip=1")
    let grid = try #require(try EnvironmentCatalog.entry(named: "minigrid/empty-8x8")).atEveryFrame
    #expect(grid.name == "minigrid/empty-8x8")
  }

  @Test func `an evaluation that is watched comes to the same`() throws {
    let evaluation = try EvaluationTests.random()
    let showcase = Showcase(worlds: 3, length: 10)
    let watched = try evaluation.run(episodes: 20, seed: 1, showcase: showcase)
    #expect(try evaluation.run(episodes: 20, seed: 1) == watched)
    var seeds = Philox(seed: 1, lane: 0, purpose: .evaluation)
    var world = try #require(try EnvironmentCatalog.entry(named: "minatar/breakout")).makeEnvironment()
    world.seed(seeds.next())
    var observation = world.reset()
    for step in 0..<3 {
      let moments = try #require(showcase.take())
      #expect(moments.count == 3 && moments[0].step == step && moments[0].observation == observation)
      observation = world.step(try #require(moments[0].action)).observation
    }
  }
}
