import EnvironmentKit
import Environments
import Foundation
import TestSupport
import Testing

/// Replays what the Python package minigrid did; every line must be repeated.
@Suite(
  .enabled(
    if: TraceFolder.isExpected,
    "no reference traces: set RLCOORD_TRACES to their folder, or put them into ../shared/parity/traces"))
struct MiniGridParity {
  /// Line 1 of a trace, as far as a replay needs it.
  struct Header: Decodable, Sendable {
    var env: String
    var seed: UInt64
    var width: Int
    var height: Int
    var max_steps: Int
    var actions: Int
    var steps: Int
  }

  static let files = TraceFolder.files(prefixes: ["minigrid-"])

  @Test func `every world of the catalogue is replayed`() {
    let replayed = Set(Self.files.map { $0.lastPathComponent.replacing(/-seed.*/, with: "") })
    let listed = EnvironmentCatalogue.entries.filter { $0.family == "minigrid" }.flatMap(\.aliases)
    #expect(listed.count == 76)
    #expect(replayed == Set(listed.map { $0.replacing("MiniGrid-", with: "minigrid-") }))
  }

  @Test(arguments: files) func `a trace is repeated line by line`(file: URL) throws {
    let trace = try TraceReader.read(file, header: Header.self)
    let header = trace.header
    let entry = try #require(try EnvironmentCatalogue.entry(named: header.env), "\(trace.name):1: unknown world")
    var world = try #require(entry.makeEnvironment() as? any GridEnvironment)
    #expect(world.spec.stepLimit == header.max_steps)
    #expect(world.spec.actionNames.count == header.actions)
    #expect(world.scene.grid.width == header.width && world.scene.grid.height == header.height)
    world.seed(header.seed)
    let difference = firstDifference(trace, &world)
    #expect(difference == nil, "\(difference ?? "")")
    let steps = trace.lines.count { if case .step = $0 { true } else { false } }
    #expect(steps == header.steps, "\(trace.name): \(steps) steps of \(header.steps)")
  }

  /// File, line number and what differs there.
  private func firstDifference<World: GridEnvironment>(_ trace: Trace<Header>, _ world: inout World) -> String? {
    var bytes = [UInt8](repeating: 0, count: world.spec.observationSize)
    for (index, line) in trace.lines.enumerated() {
      var differences: [String] = []
      func compare<Value: Equatable>(_ what: String, _ ours: Value, _ theirs: Value) {
        if ours != theirs { differences.append("\(what) is \(ours), recorded \(theirs)") }
      }
      func compareScene(_ text: String, _ scene: Trace<Header>.Scene?) {
        compare("observation", hexadecimal(bytes + [world.direction.rawValue]), text)
        guard let scene else { return }
        compare("map", hexadecimal(world.fullMap), scene.map)
        if let mission = scene.mission { compare("mission", world.mission, mission) }
        if let carrying = scene.carrying {
          compare("carried", world.carried.map { [Int($0.object.rawValue), Int($0.colour.rawValue)] } ?? [], carrying)
        }
      }
      var span = bytes.mutableSpan
      switch line {
      case .reset(_, let text, let scene):
        world.reset(into: &span)
        compareScene(text, scene)
      case .observation(_, let text, let scene):
        compareScene(text, scene)
      case .step(let action, let reward, let isTerminated, let isTruncated, let hash):
        let outcome = world.step(action, into: &span)
        compare("reward", outcome.reward, reward)
        compare("terminated", outcome.isTerminated, isTerminated)
        compare("truncated", outcome.isTruncated, isTruncated)
        compare("hash", hexadecimal(fnv1a(bytes + [world.direction.rawValue])), hash)
      }
      if !differences.isEmpty { return "\(trace.name):\(index + 2): \(differences.joined(separator: "; "))" }
    }
    return nil
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func hexadecimal(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
