import Dispatch
import RLEnvironmentKit
import RLEnvironments
import Foundation
import TestSupport
import Testing

/// Random play, in every environment where `RLCOORD_DEEP=1` asks for it, for as long as `RLCOORD_FUZZ_STEPS` says: under a sanitizer it finds what tests of
/// single rules do not. `RLCOORD_FUZZ_NAMES`, a prefix, restricts it. A family's ten million steps under the thread
/// sanitizer, without its record of calls, and then under the address sanitizer:
///
///     export RLCOORD_DEEP=1 RLCOORD_FUZZ_STEPS=10000000 RLCOORD_FUZZ_NAMES=minatar/
///     swift test -c release -Xswiftc -enable-testing --disable-default-traits --sanitize=thread \
///       -Xswiftc -Xllvm -Xswiftc -tsan-instrument-func-entry-exit=0 --filter EnvironmentsTests.FuzzTests
///     swift test -c release -Xswiftc -enable-testing --disable-default-traits --sanitize=address \
///       --filter EnvironmentsTests.FuzzTests
@Suite(.timeLimit(.minutes(1440))) struct FuzzTests {
  static let steps =
    ProcessInfo.processInfo.environment["RLCOORD_FUZZ_STEPS"].flatMap { Int($0) }
    ?? (Depth.isDeep ? 10_000 : 4000)
  static let lanes = 2
  static let worlds = 16

  static let prefix = ProcessInfo.processInfo.environment["RLCOORD_FUZZ_NAMES"] ?? ""

  @Test(arguments: sampledWorlds(2).filter { $0.hasPrefix(prefix) })
  func `random play stays within the specification`(name: String) throws {
    let entry = try #require(try EnvironmentCatalog.entry(named: name))
    let lanes = (0..<Self.lanes).map { FuzzLane(entry, index: $0) }
    // Lanes share no state: a thread sanitizer sees any they do.
    DispatchQueue.concurrentPerform(iterations: Self.lanes) { index in
      lanes[index].play(steps: Self.steps / Self.lanes / Self.worlds)
    }
    for lane in lanes { #expect(lane.problem == nil, "\(name): \(lane.problem ?? "")") }
  }
}

/// Copies of a world with actions that change from runs of the same one to noise.
private final class FuzzLane: @unchecked Sendable {  // Each is played by one thread at a time.
  private(set) var problem: String?
  private var vector: any VectorEnvironment
  private var random: Philox
  private let seeds: [UInt64]

  init(_ entry: EnvironmentEntry, index: Int) {
    vector = entry.makeVector(count: FuzzTests.worlds)
    random = Philox(seed: Depth.seed(), lane: index, purpose: .evaluation)
    var seeds = Philox(seed: Depth.seed(), lane: index, purpose: .environments)
    self.seeds = (0..<FuzzTests.worlds).map { _ in seeds.next() }
  }

  func play(steps: Int) {
    let spec = vector.spec
    let (count, size) = (vector.count, spec.observationSize)
    var observations = [UInt8](repeating: 0, count: count * size)
    var finalObservations = observations
    var outcomes = [StepOutcome](
      repeating: StepOutcome(reward: 0, isTerminated: false, isTruncated: false), count: count)
    var actions = [Int32](repeating: 0, count: count)
    var bytes = observations.mutableSpan
    vector.reset(seeds: seeds, into: &bytes)
    var lengths = [Int](repeating: 0, count: count)
    for step in 0..<steps {
      for index in actions.indices where step / 512 % 2 == 0 || random.below(8) == 0 {
        actions[index] = Int32(random.below(spec.actionNames.count))
      }
      var next = observations.mutableSpan
      var last = finalObservations.mutableSpan
      var results = outcomes.mutableSpan
      vector.step(actions.span, observations: &next, outcomes: &results, finalObservations: &last)
      for (index, outcome) in outcomes.enumerated() {
        lengths[index] += 1
        if !outcome.reward.isFinite { problem = "reward \(outcome.reward) in step \(step)" }
        if let limit = spec.stepLimit, lengths[index] > limit { problem = "an episode longer than \(limit) steps" }
        if outcome.isTerminated || outcome.isTruncated { lengths[index] = 0 }
      }
      if step % 16 == 15, let byte = observations.max(), byte > spec.observationMaximum {
        problem = "byte \(byte) in step \(step)"
      }
    }
  }
}
