import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct MissionTests {
  /// Every mission that some resets of every world give.
  static let missions: Set<String> = {
    var missions: Set<String> = []
    for entry in EnvironmentCatalog.minigrid {
      guard var world = entry.makeEnvironment() as? any GridEnvironment else { continue }
      for _ in 0..<40 {
        missions.insert(world.mission)
        _ = world.reset()
      }
    }
    return missions
  }()

  @Test func `the vocabulary holds the words that occur and no others`() {
    let words = Self.missions.flatMap { $0.split { !$0.isLetter }.map(String.init) }
    #expect(Set(words) == Set(MissionVocabulary.words))
    #expect(Set(MissionVocabulary.words).count == MissionVocabulary.words.count)
  }

  @Test func `no mission is too long, and different ones have different tokens`() {
    let tokens = Self.missions.map { MissionVocabulary.tokens(of: $0) }
    #expect(tokens.allSatisfy { $0.count == MissionVocabulary.length && $0.last == 0 })
    #expect(Set(tokens).count == Self.missions.count)
  }

  @Test func `tokens count from 1 and never change`() {
    let tokens = MissionVocabulary.tokens(of: "Pick up the grey box, then dance")
    let red = MissionVocabulary.tokens(of: "red")
    #expect(tokens.prefix(8) == [35, 36, 20, 6, 10, 27, MissionVocabulary.unknown, 0])
    #expect(red == [1] + Array(repeating: 0, count: MissionVocabulary.length - 1))
    #expect(MissionVocabulary.tokens(of: "") == Array(repeating: 0, count: MissionVocabulary.length))
  }

  @Test func `words beyond the length are dropped`() {
    let text = Array(repeating: "go", count: 40).joined(separator: " ")
    #expect(MissionVocabulary.tokens(of: text).count == MissionVocabulary.length)
    #expect(!MissionVocabulary.tokens(of: text).contains(0))
  }

  @Test func `a world has its mission as text and as tokens`() {
    let world = GridWorld(MiniGrid.DoorKey(size: 5), name: "minigrid/test", summary: "A test.")
    #expect(world.mission == "use the key to open the door and then get to the goal")
    #expect(world.missionTokens == MissionVocabulary.tokens(of: world.mission))
  }
}
