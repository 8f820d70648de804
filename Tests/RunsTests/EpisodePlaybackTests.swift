import RLAgents
import RLEnvironmentKit
import RLEnvironments
import RLNetworks
import RLRuns
import TestSupport
import Testing

@testable import RLResults

@Suite(.timeLimit(.minutes(20))) struct EpisodePlaybackTests {
  static func choices(_ convolution: String = "conv", seed: UInt64 = 1) -> [Assignment] {
    // The quickest network to begin with.
    [Assignment("network", "pooled"), Assignment("convolution", convolution), Assignment("seed", String(seed))]
  }

  /// A playback by a agent that is named.
  static func of(
    _ environment: String = "minatar/breakout", by name: String, seed: UInt64 = 1, worlds: Int = 1,
    episodes: Int? = nil, isGreedy: Bool = false, convolution: String = "conv"
  ) throws -> EpisodePlayback {
    let entry = try Names.environment(environment)
    let agent = try EpisodeAgent(
      AgentReference(name), in: entry, choices: name == "random" ? [] : choices(convolution))
    return try EpisodePlayback(
      of: entry, by: agent, seed: seed, worlds: worlds, episodes: episodes, isGreedy: isGreedy)
  }

  /// The episodes that a playback comes to in the end, in the order of their ends.
  static func replays(_ playback: EpisodePlayback) -> [Replay] {
    var playback = playback
    var replays: [Replay] = []
    var isOver = playback.moments.map { _ in false }
    while !playback.isFinished {
      for (world, moment) in playback.moments.enumerated() {
        if moment.isOver && !isOver[world] { replays.append(playback.replay(of: world)) }
        isOver[world] = moment.isOver
      }
      playback.advance(nil)
    }
    return replays
  }

  @Test(arguments: ["random", "ppo"])
  func `an episode follows from its number and the seed, whatever was played before or beside it`(name: String) throws {
    let alone = Self.replays(try Self.of(by: name, episodes: 7))
    let together = Self.replays(try Self.of(by: name, worlds: 3, episodes: 7))
    #expect(alone.count == 7 && Set(alone.map(\.seed)).count == 7)
    let bySeed = Dictionary(uniqueKeysWithValues: together.map { ($0.seed, $0) })
    #expect(alone.map { bySeed[$0.seed] } == alone)
    #expect(Self.replays(try Self.of(by: name, seed: 2, episodes: 2)).map(\.seed) != alone.prefix(2).map(\.seed))
  }

  @Test func `a policy that takes its likeliest actions reaches its evaluation's return`() throws {
    let environment = "minatar/space-invaders"
    let entry = try Names.environment(environment)
    let network = try PolicyNetwork(
      .minatar, convolution: .conv, observationShape: entry.spec.observationShape,
      actionCount: entry.spec.actionNames.count)
    var random = SplitMix64(1)
    for parameter in network.exported {
      let count = parameter.values(in: network.parameters).count
      parameter.assign(random.floats(count), in: network.parameters)
    }
    let configuration = try RunConfiguration(environment: environment, agent: "ppo")
    let checkpoint = Checkpoint(configuration, spec: entry.spec, steps: 0, network: network)
    let result = try Evaluation(checkpoint, path: "c").run(episodes: 5, seed: 8, isGreedy: true)
    let playback = try EpisodePlayback(
      of: entry, by: .trained(checkpoint, path: "c"), seed: 8, worlds: 5, episodes: 5, isGreedy: true)
    let replays = Self.replays(playback)
    #expect(replays.map(\.episodeReturn).sorted() == result.returns.sorted())
    #expect(replays.reduce(0) { $0 + $1.actions.count } == result.steps)
    #expect(Set(result.returns).count > 1)
  }

  @Test(arguments: ["random", "a2c"])
  func `a restarted episode goes the same way`(name: String) throws {
    var playback = try Self.of("minatar/space-invaders", by: name, worlds: 2)
    func course() -> [[[UInt8]]] {
      (0..<8).map { _ in
        defer { playback.advance(nil) }
        return playback.moments.map { $0.observation + [UInt8($0.action ?? 99)] }
      }
    }
    // To the start of the first world's second episode, when the other is in the midst of one.
    while !playback.moments[0].isOver { playback.advance(nil) }
    playback.advance(nil)
    let first = course()
    #expect(playback.moments[0].step == 8 && Set(first.map { $0[0] }).count > 2)
    playback.restart()
    #expect(playback.moments.map(\.step) == [0, 0])
    let second = course()
    #expect(first.map { $0[0] } == second.map { $0[0] } && first.map { $0[1] } != second.map { $0[1] })
    playback.restart()
    #expect(course() == second)
  }

  @Test func `a person is waited for, or does nothing where that is an action`() throws {
    var (turns, clock) = (try Self.person("minigrid/empty-5x5"), try Self.person("minatar/breakout"))
    for action in [nil, 2, nil, 1] as [Int?] {
      turns.advance(action)
      clock.advance(action)
    }
    #expect(turns.replay().actions == [2, 1] && turns.moments[0].step == 2)
    #expect(clock.replay().actions == [0, 2, 0, 1] && clock.moments[0].step == 4)
    #expect(turns.moments[0].action == nil && turns.moments[0].insight == nil)
    clock.restart()
    #expect(clock.replay().actions == [] && clock.moments[0].step == 0)
  }

  private static func person(_ environment: String) throws -> EpisodePlayback {
    try EpisodePlayback(of: Names.environment(environment), by: .person, seed: 1)
  }

  @Test func `a person's action goes before the agent's`() throws {
    var playback = try Self.of(by: "random")
    for _ in 0..<5 { playback.advance(1) }
    #expect(playback.replay().actions == [1, 1, 1, 1, 1])
  }

  @Test func `the action shown is the one that is taken`() throws {
    var playback = try Self.of(by: "ppo")
    var shown: [Int] = []
    while let action = playback.moments[0].action {
      shown.append(action)
      playback.advance(nil)
    }
    #expect(playback.moments[0].isOver && playback.replay().actions == shown)
    #expect(playback.moments[0].step == shown.count)
    playback.advance(nil)
    #expect(playback.moments[0].step == 0 && playback.moments[0].episodeReturn == 0)
  }

  @Test func `every end is seen once, and then nothing changes`() throws {
    var playback = try Self.of(by: "random", episodes: 3)
    var ends = 0
    while !playback.isFinished {
      ends += playback.moments[0].isOver ? 1 : 0
      playback.advance(nil)
    }
    #expect(ends == 3)
    let steps = playback.moments.map(\.step)
    playback.advance(nil)
    #expect(playback.isFinished && playback.moments.map(\.step) == steps)
    #expect(playback.moments.allSatisfy { $0.isOver && $0.action == nil })
    playback.restart()
    #expect(!playback.isFinished)
    #expect(try Self.of(by: "random", worlds: 9, episodes: 2).moments.count == 2)
    #expect(try Self.of(by: "random").stepsPerSecond == MinAtarBreakout().spec.stepsPerSecond)
  }

  @Test func `a policy shows its outputs, and one map after the other`() throws {
    var playback = try Self.of(by: "ppo", worlds: 2, convolution: "coordconv")
    func maps() -> [String] {
      playback.moments.map { $0.insight?.positionMap.map { "\($0.layer) \($0.filter)" } ?? "none" }
    }
    for moment in playback.moments {
      let insight = try #require(moment.insight)
      #expect(insight.probabilities.count == 3 && abs(insight.probabilities.reduce(0, +) - 1) < 1e-5)
    }
    #expect(maps() == ["conv1 0", "conv1 0"])
    playback.turnMap(by: -1)
    #expect(maps() == ["conv2 31", "conv2 31"])
    playback.advance(nil)
    #expect(maps() == ["conv2 31", "conv2 31"])
    playback.turnMap(by: 3)
    #expect(maps() == ["conv1 2", "conv1 2"])
    #expect(try #require(Self.of(by: "ppo").moments[0].insight).positionMap == nil)
  }

  @Test func `an untrained agent is the one that training begins with`() throws {
    let entry = try Names.environment("minatar/breakout")
    let configuration = try RunConfiguration(environment: entry.name, agent: "ppo", Self.choices(seed: 5))
    let trainer = try configuration.agent.makeTrainer(
      TrainingSetup(
        network: configuration.network, environment: { entry.makeVector(count: $0) }, seed: 5, steps: 1, threads: 1))
    let network = try #require(trainer.network)
    let moment = try EpisodePlayback(of: entry, by: .untrained(configuration), seed: 1).moments[0]
    let actor = try PolicyActor(
      network, batch: 1, precision: .f32, observationMaximum: entry.spec.observationMaximum)
    actor.look(at: moment.observation.span)
    #expect(moment.insight == actor.insight(row: 0))
  }

  @Test func `who has learned nothing plays by chance, and who learned elsewhere does not play`() throws {
    let entry = try Names.environment("minatar/breakout")
    let configuration = try RunConfiguration(environment: entry.name, agent: "random")
    let checkpoint = Checkpoint(configuration, spec: entry.spec, steps: 1, network: nil)
    let moment = try EpisodePlayback(of: entry, by: .trained(checkpoint, path: "c"), seed: 1).moments[0]
    #expect(moment.action != nil && moment.insight == nil)
    let other = try Names.environment("minatar/asterix")
    #expect(
      throws: CheckpointError(
        path: "c", problem: .otherEnvironment(trained: "minatar/breakout", asked: "minatar/asterix"))
    ) { try EpisodePlayback(of: other, by: .trained(checkpoint, path: "c"), seed: 1) }
  }

  @Test func `an episode without an end is cut off where an evaluation cuts it`() throws {
    let entry = EnvironmentEntry { EndlessWorld() }
    var playback = try EpisodePlayback(of: entry, by: .random, seed: 1, episodes: 1)
    for _ in 0...Evaluation.longestEpisode where !playback.moments[0].isOver { playback.advance(nil) }
    #expect(playback.moments[0].isOver && playback.moments[0].step == Evaluation.longestEpisode)
    playback.advance(nil)
    #expect(playback.isFinished)

    // A person stops when a person wants to.
    var game = try EpisodePlayback(of: entry, by: .person, seed: 1)
    for _ in 0...Evaluation.longestEpisode { game.advance(nil) }
    #expect(!game.moments[0].isOver && game.moments[0].step == Evaluation.longestEpisode + 1)
  }
}

/// A world in which nothing ever happens.
private struct EndlessWorld: Environment {
  var spec: EnvironmentSpec {
    EnvironmentSpec(
      name: "test/endless", summary: "Goes on.", observationShape: [1, 1, 1], observationMaximum: 1,
      actionNames: ["go", "stay"], stepLimit: nil)
  }

  mutating func seed(_ seed: UInt64) {}
  mutating func reset(into observation: inout MutableSpan<UInt8>) { observation[0] = 0 }
  mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    StepOutcome(reward: 0, isTerminated: false, isTruncated: false)
  }
  mutating func serialize(with archive: inout StateArchive) throws(StateError) {}
  func draw(on picture: inout Picture) { picture.resize(width: 1, height: 1) }
}
