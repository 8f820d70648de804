import RLEnvironmentKit
import RLEnvironments
import Foundation
import TestSupport
import Testing

/// Damaged level files: each is refused with a place, or played. `RLCOORD_FUZZ` says how many; for a million, under
/// the address sanitizer:
///
///     ASAN_OPTIONS=detect_leaks=0 RLCOORD_FUZZ=1000000 \
///       swift test -c release -Xswiftc -enable-testing --sanitize=address --filter LevelFuzz
@Suite(.timeLimit(.minutes(1440))) struct LevelFuzzTests {
  static let count = ProcessInfo.processInfo.environment["RLCOORD_FUZZ"].flatMap { Int($0) } ?? 2000

  @Test func `a damaged file is refused or played, never more`() throws {
    var damage = LevelDamage(seed: 1, files: try files())
    var played = 0
    var refused: [String: Int] = [:]
    for round in 0..<Self.count {
      let bytes = damage.next()
      do throws(LevelError) {
        let level = try Level(parsing: bytes, name: "x.txt")
        played += 1
        if let problem = play(level, seed: UInt64(round)) { Issue.record("round \(round): \(problem): \(bytes)") }
      } catch {
        refused["\(error.problem)".prefix { $0 != "(" }.description, default: 0] += 1
        let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
        #expect((1...lines).contains(error.line ?? 1) && (error.column ?? 1) >= 1, "round \(round): \(error)")
        #expect(!error.description.contains("\n") && error.description.count < 600, "round \(round): \(error)")
      }
    }
    // Mere noise would not come past the first check.
    #expect(played > Self.count / 20)
    #expect(refused.count >= 10)
  }

  /// The shipped levels, and a few that use what those do not.
  private func files() throws -> [[UInt8]] {
    let folder = LevelCatalogTests.folder
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }
      .sorted()
    let shipped = try names.map { [UInt8](try Data(contentsOf: folder.appendingPathComponent($0))) }
    let others = [
      LevelErrorTests.map,
      "\u{FEFF}---\r\nname: \"x\"\r\nlegend: {' ': wall, '█': wall}\r\n---\r\n  ███\r\n███>█\r\n█..G█\r\n█████\r\n",
      "---\nlegend:\n  a:\n  - start up\n  - one goal\n  - one decoy red key\n  b: red box with blue key\n---\n######\n#aaab#\n######",
    ]
    return shipped + others.map { Array($0.utf8) }
  }

  /// Plays a little and saves and restores; what is wrong, in words.
  private func play(_ level: Level, seed: UInt64) -> String? {
    let world = level.entry.makeEnvironment()
    return play(world, seed: seed)
  }

  private func play(_ fresh: some Environment, seed: UInt64) -> String? {
    var world = fresh
    world.seed(seed)
    var random = Philox(seed: seed, lane: 0, purpose: .actions)
    var last = world.reset()
    for _ in 0..<20 {
      let played = world.step(random.below(world.spec.actionNames.count))
      last = played.observation
      if !(0...1).contains(played.outcome.reward) { return "reward \(played.outcome.reward)" }
      if played.outcome.isTerminated || played.outcome.isTruncated { last = world.reset() }
    }
    if last.contains(where: { $0 > world.spec.observationMaximum }) { return "an observation outside its range" }
    var other = fresh
    do { try other.restore(world.save()) } catch { return "\(error)" }
    return other.save() == world.save() ? nil : "a restored state is saved differently"
  }
}

/// Files made from others by a few random changes each.
private struct LevelDamage {
  private static let snippets = [
    "---\n", "\n", "\r\n", "#", "@", "G", "g", "\t", "\u{0}", "\u{FEFF}", "é", "█", "{", "[", "}", "]", "&a ", "*a",
    "- ",
    "? ", ": ", "!!binary ", "|", ">", "'", "\"", "\\uD800", "\\x00", "%YAML 1.1\n", "...\n", "legend: {x: ", "one ",
    "decoy ", "box with ", "start", "red ", "steps: 99999999999999999999\n", "goals: all\n", "view: full\n", "<<: ",
    "\u{1F468}\u{200D}\u{1F467}", "e\u{301}", "\u{2028}", "~", "null", "name: ", "#####\n",
  ].map { Array($0.utf8) }

  private let files: [[UInt8]]
  private var random: Philox

  init(seed: UInt64, files: [[UInt8]]) {
    self.files = files
    random = Philox(seed: seed, lane: 1, purpose: .environments)
  }

  mutating func next() -> [UInt8] {
    var bytes = files[random.below(files.count)]
    for _ in 0..<1 + random.below(4) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = random.below(bytes.count + 1)
    let end = min(bytes.count, place + random.below(12))
    switch random.below(9) {
    case 0 where place < bytes.count: bytes[place] = UInt8(random.below(256))
    case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: Self.snippets[random.below(Self.snippets.count)], at: place)
    case 4: bytes.replaceSubrange(place..<end, with: Self.snippets[random.below(Self.snippets.count)])
    case 5:
      let other = files[random.below(files.count)]
      let from = random.below(other.count)
      bytes.insert(contentsOf: other[from..<min(other.count, from + random.below(64))], at: place)
    case 6: bytes.insert(contentsOf: repeatElement(bytes[place..<end], count: random.below(200)).joined(), at: place)
    case 7: bytes.removeSubrange(place...)
    default: swapLines(&bytes)
    }
  }

  private mutating func swapLines(_ bytes: inout [UInt8]) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    lines.swapAt(random.below(lines.count), random.below(lines.count))
    bytes = Array(lines.joined(separator: [0x0A]))
  }
}
