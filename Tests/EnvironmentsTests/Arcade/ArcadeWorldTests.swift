import RLEnvironmentKit
import TestSupport
import Testing

@testable import RLEnvironments

@Suite(.timeLimit(.minutes(20))) struct ArcadeWorldTests {
  private func world(_ change: (inout ArcadeOptions) -> Void = { _ in }) -> ArcadeWorld<ArcadeProbe> {
    var world = ArcadeWorld<ArcadeProbe>(options: .plain(change))
    _ = world.reset()
    return world
  }

  /// The white columns of one image of an observation, looked for in the top row.
  private func columns(_ observation: [UInt8], image: Int, of depth: Int, channels: Int = 1) -> [Int] {
    (0..<84).filter { observation[($0 * depth + image) * channels] == 255 }
  }

  @Test(arguments: [1, 2, 4, 16]) func `a step plays as many frames as are skipped`(skip: Int) {
    var world = world { $0.frameSkip = skip }
    _ = world.step(2)
    #expect(world.game.played == Array(repeating: .up, count: skip))
  }

  @Test func `an image is the brighter of the last two frames`() {
    var world = world()
    #expect(columns(world.step(0).observation, image: 3, of: 4) == [3, 4])
    #expect(columns(world.step(0).observation, image: 3, of: 4) == [7, 8])
    var unskipped = self.world { $0.frameSkip = 1 }
    #expect(columns(unskipped.step(0).observation, image: 3, of: 4) == [1])
  }

  @Test(arguments: [1, 2, 3, 4, 8]) func `a stack shows the oldest image first and the newest last`(depth: Int) {
    for kind in ArcadeOptions.Observation.allCases {
      var world = world {
        $0.stack = depth
        $0.observation = kind
      }
      let channels = kind == .gray ? 1 : 3
      #expect(world.spec.observationShape == [84, 84, depth * channels])
      let first = world.reset()
      for image in 0..<depth { #expect(columns(first, image: image, of: depth, channels: channels) == [0]) }
      for steps in 1...10 {
        let observation = world.step(0).observation
        for image in 0..<depth {
          let age = steps - (depth - 1 - image)
          let shown = columns(observation, image: image, of: depth, channels: channels)
          #expect(shown == (age <= 0 ? [0] : [4 * age - 1, 4 * age]))
        }
      }
    }
  }

  @Test func `gray is luminance and color the brighter channel by channel`() {
    var gray = world { $0.stack = 1 }
    let bright = max(ArcadeColor.red.luminance, ArcadeColor.blue.luminance)
    #expect(gray.step(0).observation[82 * 84] == bright)
    var colored = world {
      $0.stack = 1
      $0.observation = .rgb
    }
    let observation = colored.step(0).observation
    let (red, blue) = (ArcadeColor.red.rgb, ArcadeColor.blue.rgb)
    #expect(
      Array(observation[82 * 84 * 3..<82 * 84 * 3 + 3]) == [
        max(red.red, blue.red), max(red.green, blue.green), max(red.blue, blue.blue),
      ])
  }

  @Test func `a frame repeats the last action with the sticky probability`() {
    var world = ArcadeWorld<ArcadeProbe>(
      options: .plain {
        $0.stickyProbability = 0.25
        $0.frameSkip = 1
        $0.stack = 1
      })
    world.seed(3)
    var (frames, repeated) = (0, 0)
    for _ in 0..<40 {
      _ = world.reset()
      for step in 0..<200 {
        let chosen = 2 + step % 2
        _ = world.step(chosen)
        frames += 1
        if world.game.played.last != ArcadeProbe.title.actions[chosen] { repeated += 1 }
      }
    }
    // Of two actions in turn a repeat is the wrong one unless the last was: q = p (1 − q).
    let share = Double(repeated) / Double(frames)
    #expect((0.185...0.215).contains(share), "share \(share)")
  }

  @Test func `within a step each frame draws for itself`() {
    var world = ArcadeWorld<ArcadeProbe>(options: .plain { $0.stickyProbability = 0.5 })
    world.seed(3)
    var late = [0, 0, 0, 0, 0]
    for _ in 0..<40 {
      _ = world.reset()
      for step in 0..<50 {
        let before = world.game.played.count
        _ = world.step(2 + step % 2)
        let chosen = ArcadeProbe.title.actions[2 + step % 2]
        late[world.game.played[before...].prefix { $0 != chosen }.count] += 1
      }
    }
    // Each frame lets go of the old action with probability one half.
    for frame in 0..<3 { #expect(late[frame] > late[frame + 1]) }
    #expect(late[1] > 400 && late[1] < 600)
  }

  @Test func `an action sticks for ever at probability 1`() {
    var world = ArcadeWorld<ArcadeProbe>(options: .plain { $0.stickyProbability = 1 })
    _ = world.reset()
    for step in 0..<20 { _ = world.step(step % 4) }
    #expect(world.game.played.allSatisfy { $0 == .nothing })
  }

  @Test func `a new game begins with up to thirty idle frames`() {
    var world = ArcadeWorld<ArcadeProbe>(options: .plain { $0.noOps = 30 })
    world.seed(1)
    var counts = [Int](repeating: 0, count: 31)
    for _ in 0..<500 {
      _ = world.reset()
      #expect(world.game.played.allSatisfy { $0 == .nothing })
      counts[world.game.frame] += 1
    }
    #expect(counts.allSatisfy { $0 > 3 })
  }

  @Test func `losing a life ends an episode where that is chosen, and the game continues`() {
    var world = world {
      $0.endsOnLifeLoss = true
      $0.frameSkip = 1
    }
    let starts = world.game.starts
    for life in [2, 1] {
      #expect(world.step(1).outcome == StepOutcome(reward: 0, isTerminated: true, isTruncated: false))
      let observation = world.reset()
      #expect(world.game.lives == life && world.game.starts == starts)
      for image in 0..<4 { #expect(columns(observation, image: image, of: 4) == [world.game.frame]) }
    }
    #expect(world.step(1).outcome.isTerminated)
    _ = world.reset()
    #expect(world.game.lives == 3 && world.game.starts == starts + 1)
  }

  @Test func `losing a life alone ends nothing by default`() {
    var world = world { $0.frameSkip = 1 }
    #expect(!world.step(1).outcome.isTerminated)
    #expect(!world.step(1).outcome.isTerminated)
    #expect(world.step(1).outcome.isTerminated)
  }

  @Test func `a seed or a reset in mid-life begins a new game`() {
    var world = world {
      $0.endsOnLifeLoss = true
      $0.frameSkip = 1
    }
    let starts = world.game.starts
    _ = world.step(1)
    world.seed(5)
    _ = world.reset()
    #expect(world.game.starts == starts + 1)
    _ = world.step(1)
    _ = world.step(0)
    _ = world.reset()
    #expect(world.game.starts == starts + 2)
  }

  @Test func `a reward is the points of all frames, or their sign`() {
    var plain = world()
    #expect([2, 3, 0].map { plain.step($0).outcome.reward } == [12, -8, 0])
    var clipped = world { $0.clipsReward = true }
    #expect([2, 3, 0].map { clipped.step($0).outcome.reward } == [1, -1, 0])
  }

  @Test func `an episode is truncated at its limit, unless the game ends with it`() {
    var world = world { $0.stepLimit = 3 }
    #expect((1...3).map { _ in world.step(0).outcome.isTruncated } == [false, false, true])
    _ = world.reset()
    #expect(world.game.frame == 0)
    var ending = self.world { $0.stepLimit = 50 }
    for _ in 1..<50 { _ = ending.step(0) }
    #expect(ending.step(0).outcome == StepOutcome(reward: 0, isTerminated: true, isTruncated: false))
  }

  @Test func `a game that is over ends the step and changes no more`() {
    var world = world()
    let last = world.step(1)
    #expect(world.game.played.count == 3)
    #expect(last.outcome.isTerminated)
    // Only the last frame is there to be shown.
    #expect(columns(last.observation, image: 3, of: 4) == [3])
    let after = world.step(2)
    #expect(after.observation == last.observation && after.outcome == last.outcome)
    #expect(world.game.played.count == 3)
  }

  @Test func `a picture shows the present frame four times as large`() {
    var world = world { $0.observation = .gray }
    _ = world.step(0)
    var picture = Picture()
    world.draw(on: &picture)
    #expect((picture.width, picture.height) == (336, 336))
    #expect((0..<336).filter { picture[$0, 0] == .white } == Array(16..<20))
    #expect(picture[100, 335] == ArcadeColor.red.rgb)
  }

  @Test func `options are chosen by name`() throws {
    let name = "arcade/pong:observation=rgb,frame-skip=2,stack=2,sticky=0,no-ops=0,life-loss=yes,step-limit=9"
    let entry = try #require(try EnvironmentCatalog.entry(named: name))
    #expect(entry.name == name)
    #expect(entry.spec.observationShape == [84, 84, 6])
    #expect(entry.spec.stepLimit == 9)
    #expect(throws: OptionError.self) { try EnvironmentCatalog.entry(named: "arcade/pong:stack=9") }
    #expect(throws: OptionError.self) { try EnvironmentCatalog.entry(named: "arcade/pong:frame-skip=0") }
  }

  @Test func `options and actions out of range stop the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = ArcadeWorld<ArcadeProbe>(options: .plain { $0.stack = 9 })
    }
    await #expect(processExitsWith: .failure) {
      var world = ArcadeWorld<ArcadeProbe>()
      _ = world.step(4)
    }
  }

  @Test func `a state with an action the game does not have is refused`() throws {
    var world = world()
    var saved = world.save()
    // Three words of the stream come first, then the last action.
    saved[24] = UInt8(ArcadeAction.down.rawValue)
    #expect(throws: StateError.self) { try world.restore(saved) }
    saved[24] = UInt8(ArcadeAction.up.rawValue)
    try world.restore(saved)
  }
}
