import EnvironmentKit
import Environments
import Foundation
import TestSupport
import Testing

/// Replays what the Python package did; every line must be repeated.
@Suite(
  .enabled(
    if: TraceFolder.isExpected,
    "no reference traces: set RLCOORD_TRACES to their folder, or put them into ../shared/parity/traces"))
struct Parity {
  /// Line 1 of a MinAtar trace, as far as a replay needs it.
  struct Header: Decodable, Sendable {
    var game: String
    var seed: UInt64
    var sticky: Double
    var ramping: Bool
    var shape: [Int]
    var steps: Int
  }

  /// The worlds by the package's names of the games.
  static let games: [String: @Sendable (MinAtarOptions) -> any Environment] = [
    "asterix": { MinAtarAsterix(options: $0) },
    "breakout": { MinAtarBreakout(options: $0) },
    "freeway": { MinAtarFreeway(options: $0) },
    "seaquest": { MinAtarSeaquest(options: $0) },
    "space_invaders": { MinAtarSpaceInvaders(options: $0) },
  ]

  static let files = TraceFolder.files(prefixes: games.keys.map { "minatar-\($0)-" })

  @Test func `there are traces to repeat`() {
    #expect(
      !Parity.files.isEmpty,
      "\(TraceFolder.url.path) is missing or holds no traces of \(Parity.games.keys.sorted().joined(separator: ", "))")
  }

  @Test func `every MinAtar world of the catalogue is replayed`() {
    let replayed = Parity.games.values.flatMap { make in
      [MinAtarOptions.ActionSet.full, .minimal].map { make(MinAtarOptions(actions: $0)).spec.name }
    }
    let listed = EnvironmentCatalogue.entries.filter { $0.family == "minatar" }.map(\.name)
    #expect(replayed.sorted() == listed.sorted())
  }

  @Test(arguments: files) func `a trace is repeated line by line`(file: URL) throws {
    let trace = try TraceReader.read(file, header: Header.self)
    let header = trace.header
    let make = try #require(Parity.games[header.game], "\(trace.name):1: unknown game \(header.game)")
    var world = make(
      MinAtarOptions(actions: .full, stickyProbability: header.sticky, isRamping: header.ramping))
    #expect(world.spec.observationShape == header.shape, "\(trace.name):1: shape")
    world.seed(header.seed)
    let difference = firstDifference(trace, &world)
    #expect(difference == nil, "\(difference ?? "")")
    let steps = trace.lines.count { if case .step = $0 { true } else { false } }
    #expect(steps == header.steps, "\(trace.name): \(steps) steps of \(header.steps)")
  }

  /// File, line number and what differs there.
  private func firstDifference<World: Environment>(_ trace: Trace<Header>, _ world: inout World) -> String? {
    var observation: [UInt8] = []
    for (index, line) in trace.lines.enumerated() {
      var differences: [String] = []
      func compare<Value: Equatable>(_ what: String, _ ours: Value, _ theirs: Value) {
        if ours != theirs { differences.append("\(what) is \(ours), recorded \(theirs)") }
      }
      switch line {
      case .reset(let episode, let text, _):
        observation = world.reset()
        if let cell = differingCell(observation, text, world.spec) { differences.append("reset \(episode): \(cell)") }
      case .observation(let step, let text, _):
        if let cell = differingCell(observation, text, world.spec) { differences.append("after \(step): \(cell)") }
      case .step(let action, let reward, let isTerminated, let isTruncated, let hash):
        let played = world.step(action)
        observation = played.observation
        compare("reward", played.outcome.reward, reward)
        compare("terminated", played.outcome.isTerminated, isTerminated)
        compare("truncated", played.outcome.isTruncated, isTruncated)
        compare("hash", hexadecimal(fnv1a(observation)), hash)
      }
      if !differences.isEmpty { return "\(trace.name):\(index + 2): \(differences.joined(separator: "; "))" }
    }
    return nil
  }

  private func differingCell(_ observation: [UInt8], _ text: String, _ spec: EnvironmentSpec) -> String? {
    let recorded = text.utf8.map { $0 &- UInt8(ascii: "0") }
    if recorded == observation { return nil }
    guard let byte = zip(observation, recorded).enumerated().first(where: { $1.0 != $1.1 })?.offset else {
      return "\(observation.count) bytes, recorded \(recorded.count)"
    }
    let (width, channels) = (spec.observationShape[1], spec.observationShape[2])
    let (x, y) = (byte / channels % width, byte / channels / width)
    return "byte at x \(x), y \(y), channel \(byte % channels) is \(observation[byte]), recorded \(recorded[byte])"
  }

  private func hexadecimal(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
