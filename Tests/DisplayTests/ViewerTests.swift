@testable import RLDisplay
import RLEnvironmentKit
import Testing

/// A screen that plays back what a person does and keeps what was shown.
private final class ScriptedScreen: Screen {
  var script: [(time: Double, event: InputEvent)]
  var shown: [(time: Double, step: Int, notes: Notes)] = []
  let time: Time
  let tellsReleases: Bool

  init(_ time: Time, tellsReleases: Bool = true, _ script: [(Double, InputEvent)]) {
    self.time = time
    self.tellsReleases = tellsReleases
    self.script = script.map { (time: $0.0, event: $0.1) }
  }

  func show(_ moments: [Moment], _ notes: Notes) { shown.append((time.now, moments[0].step, notes)) }

  func events() -> [InputEvent] {
    let due = script.prefix { $0.time <= time.now }
    script.removeFirst(due.count)
    return due.map(\.event)
  }

  var picture: Picture? { Picture(width: 2, height: 1) }
}

/// A clock that advances only while someone sleeps.
private final class Time {
  var now = 0.0
  var clock: Viewer.Clock { Viewer.Clock(now: { self.now }, sleep: { self.now += max($0, 0.001) }) }
}

/// Ten steps a second, episodes of `length` steps.
private struct CountingSource: MomentSource {
  var moments: [Moment]
  var length = Int.max
  var finishesAfter = Int.max
  var actions: [Int?] = []
  var restarts = 0
  var turns = 0

  init(length: Int = .max, finishesAfter: Int = .max, actionNames: [String] = ["nothing", "left", "right"]) {
    self.length = length
    self.finishesAfter = finishesAfter
    moments = [Moment(world: NamedWorld(actionNames: actionNames), observation: [0])]
  }

  var stepsPerSecond: Double { 10 }
  var isFinished: Bool { actions.count >= finishesAfter }

  mutating func advance(_ action: Int?) {
    actions.append(action)
    let step = moments[0].isOver ? 0 : moments[0].step + 1
    moments[0].step = step
    moments[0].isOver = step == length
  }

  mutating func restart() {
    restarts += 1
    moments[0].step = 0
  }

  mutating func turnMap(by filters: Int) { turns += filters }
}

struct NamedWorld: Environment {
  var actionNames: [String]
  var spec: EnvironmentSpec {
    EnvironmentSpec(
      name: "test/named", summary: "Nothing.", observationShape: [1, 1, 1], observationMaximum: 1,
      actionNames: actionNames, stepLimit: nil)
  }
  mutating func seed(_ seed: UInt64) {}
  mutating func reset(into observation: inout MutableSpan<UInt8>) { observation[0] = 0 }
  mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    StepOutcome(reward: 0, isTerminated: false, isTruncated: false)
  }
  mutating func serialize(with archive: inout StateArchive) {}
  func draw(on picture: inout Picture) { picture.resize(width: 1, height: 1) }
}

@Suite(.timeLimit(.minutes(20))) struct ViewerTests {
  private func key(_ name: String) -> InputEvent { .pressed(Key(named: name) ?? .escape) }

  private func watch(
    _ script: [(Double, InputEvent)], for seconds: Double, speed: Double = 1, controls: Controls? = nil,
    tellsReleases: Bool = true, source: CountingSource = CountingSource()
  ) throws -> (source: CountingSource, screen: ScriptedScreen, end: Viewer.End) {
    let time = Time()
    let screen = ScriptedScreen(time, tellsReleases: tellsReleases, script)
    var source = source
    var viewer = Viewer(screen: screen, controls: controls, speed: speed, clock: time.clock) { _ in "kept" }
    let end = try viewer.show(&source, shouldStop: { time.now >= seconds }, status: { "status" })
    return (source, screen, end)
  }

  @Test(arguments: [(1.0, 20), (4, 80), (0.5, 10), (64, 1280)])
  func `steps come at the source's pace times the speed`(speed: Double, steps: Int) throws {
    let (source, screen, end) = try watch([], for: 2.01, speed: speed)
    #expect(end == .stopped)
    #expect(abs(source.actions.count - steps) <= max(1, steps / 20))
    // As many pictures as there are steps, but no more than thirty a second.
    #expect((min(steps, 60) - 2...63).contains(screen.shown.count))
    #expect(screen.shown.allSatisfy { $0.notes.status.contains("status") })
  }

  @Test func `pause stops, a single step is one step, and pause again continues`() throws {
    let script = [
      (1.05, key("p")), (2.05, key("n")), (2.5, key("n")), (3.05, key("space")), (3.06, key("q")),
    ]
    let (source, screen, end) = try watch(script, for: 10)
    #expect(end == .left)
    #expect(source.actions.count == 12)
    let paused = screen.shown.filter { (1.1...3).contains($0.time) }
    #expect(!paused.isEmpty && paused.allSatisfy { $0.notes.status.hasPrefix("paused") })
  }

  @Test func `plus and minus change the pace`() throws {
    let faster = try watch([(0, key("+")), (0, key("=")), (0, key("-"))], for: 1.01)
    #expect(abs(faster.source.actions.count - 20) <= 2)
    #expect(faster.screen.shown.last?.notes.status.hasPrefix("2x") == true)
    let slower = try watch([(0, key("-"))], for: 1.01)
    #expect(abs(slower.source.actions.count - 5) <= 1)
    #expect(slower.screen.shown.last?.notes.status.hasPrefix("1/2x") == true)
  }

  @Test func `other keys restart, turn maps, show help and hide the panel`() throws {
    let script = [
      (0.5, key("r")), (0.6, key("]")), (0.6, key("]")), (0.7, key("[")), (0.8, key("h")), (0.9, key("o")),
      (1.0, key("c")), (1.1, .pressed(.escape)), (1.2, .pressed(.escape)),
    ]
    let (source, screen, end) = try watch(script, for: 5)
    #expect(end == .left && source.restarts == 1 && source.turns == 1)
    #expect(screen.shown.contains { $0.notes.help.contains { $0.meaning == "screenshot" } })
    #expect(screen.shown.last?.notes.help.isEmpty == true)
    #expect(screen.shown.contains { !$0.notes.showsPanel })
    #expect(screen.shown.contains { $0.notes.status == "kept" })
  }

  @Test func `a closed screen and a finished source end it`() throws {
    #expect(try watch([(0.3, .closed)], for: 5).end == .left)
    let (source, screen, end) = try watch([], for: 5, source: CountingSource(finishesAfter: 7))
    // Its last moment is seen, and nothing after it.
    #expect(end == .finished && source.actions.count == 7)
    #expect(screen.shown.last?.step == 7 && screen.time.now < 1)
  }

  @Test func `a game advances with the held keys, and a short tap counts`() throws {
    let controls = try Controls(of: NamedWorld(actionNames: ["nothing", "left", "right"]).spec)
    let script: [(Double, InputEvent)] = [
      (0.45, .pressed(.left)), (0.75, .released(.left)), (1.12, .pressed(.right)), (1.13, .released(.right)),
    ]
    let (source, _, _) = try watch(script, for: 1.55, controls: controls)
    #expect(source.actions == [nil, nil, nil, nil, 1, 1, 1, nil, nil, nil, nil, 2, nil, nil, nil])
  }

  @Test func `where releases are not reported, a key is held for a moment`() throws {
    let controls = try Controls(of: NamedWorld(actionNames: ["nothing", "left", "right"]).spec)
    let (source, _, _) = try watch([(0.45, .pressed(.left))], for: 1.05, controls: controls, tellsReleases: false)
    #expect(source.actions == [nil, nil, nil, nil, 1, 1, nil, nil, nil, nil])
  }

  @Test func `a world without an idle action waits for its player`() throws {
    let controls = try Controls(of: NamedWorld(actionNames: ["left", "right", "forward"]).spec)
    let script: [(Double, InputEvent)] = [
      (1, .pressed(.up)), (1.02, .released(.up)), (2, .pressed(.left)), (2.35, .released(.left)),
    ]
    let source = CountingSource(actionNames: ["left", "right", "forward"])
    let played = try watch(script, for: 4, controls: controls, source: source)
    // One step for the press on its own, and about as many as there is time for while a key is held.
    #expect(played.source.actions.first == 2 && played.source.actions.dropFirst().allSatisfy { $0 == 0 })
    #expect((4...6).contains(played.source.actions.count))
    let terminal = try watch(script, for: 4, controls: controls, tellsReleases: false, source: source)
    #expect(terminal.source.actions == [2, 0])
  }

  @Test(arguments: [true, false])
  func `in a world that waits every press is a step, in order, however quickly they come`(tellsReleases: Bool) throws {
    let controls = try Controls(of: NamedWorld(actionNames: ["left", "right", "forward"]).spec)
    let keys: [Key] = [.up, .up, .left, .up, .right, .right, .up, .left, .up, .up]
    let presses = keys.flatMap { [(1.0, InputEvent.pressed($0)), (1.0, .released($0))] }
    let source = CountingSource(actionNames: ["left", "right", "forward"])
    let played = try watch(presses, for: 3, controls: controls, tellsReleases: tellsReleases, source: source)
    #expect(played.source.actions == [2, 2, 0, 2, 1, 1, 2, 0, 2, 2])
    // Keys that follow the end of an episode start no other, and leaving comes after the steps before it.
    let short = CountingSource(length: 4, actionNames: ["left", "right", "forward"])
    let ended = try watch(presses, for: 3, controls: controls, tellsReleases: tellsReleases, source: short)
    #expect(ended.source.actions == [2, 2, 0, 2] && ended.source.moments[0].isOver)
    let left = try watch(
      Array(presses.prefix(6)) + [(1, key("q"))], for: 3, controls: controls, tellsReleases: tellsReleases,
      source: source)
    #expect(left.end == .left && left.source.actions == [2, 2, 0])
  }

  @Test func `q leaves at once, also while the help is shown, and escape closes the help first`() throws {
    for (name, leaves) in [("q", true), ("escape", false)] {
      let (_, screen, end) = try watch([(0.5, key("h")), (1, key(name))], for: 2)
      #expect((end == .left) == leaves, "\(name)")
      #expect(screen.shown.contains { !$0.notes.help.isEmpty })
    }
    #expect(try watch([(0.5, key("h")), (1, key("escape")), (1.2, key("escape"))], for: 2).end == .left)
  }

  @Test func `a player sees the end of an episode until a key is pressed`() throws {
    let controls = try Controls(of: NamedWorld(actionNames: ["nothing", "left", "right"]).spec)
    let waiting = try watch([], for: 5, controls: controls, source: CountingSource(length: 5))
    #expect(waiting.source.actions.count == 5 && waiting.source.moments[0].isOver)
    let script = [(0.6, key("left")), (4, key("right"))]
    let again = try watch(script, for: 4.25, controls: controls, source: CountingSource(length: 5))
    #expect(again.source.actions.count >= 6 && again.source.moments[0].step <= 3)
    // Who watches is taken on after a while.
    #expect(try watch([], for: 5, source: CountingSource(length: 5)).source.actions.count > 15)
  }
}
