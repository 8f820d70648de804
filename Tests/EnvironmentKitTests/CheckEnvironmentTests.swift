import RLEnvironmentKit
import TestSupport
import Testing

/// The conformance check is itself seen to fail: each twin of a sound world breaks one promise.
@Suite(.timeLimit(.minutes(20))) struct CheckEnvironmentTests {
  final class Counter: @unchecked Sendable {  // Touched by one test only.
    var value: UInt8 = 0
  }

  struct Twin: Environment {
    enum Fault: CaseIterable { case byte, range, seed, shared, both, reward, name, clock, state }

    let fault: Fault?
    private var world = CountingWorld(length: 6)
    private let counter = Counter()

    init(_ fault: Fault?) { self.fault = fault }

    var spec: EnvironmentSpec {
      var spec = world.spec
      if fault == .range { spec.observationMaximum = 4 }
      if fault == .name { spec.name = "Counting" }
      if fault == .clock { spec.stepLimit = 3 }
      return spec
    }

    mutating func seed(_ seed: UInt64) {
      if fault != .seed { world.seed(seed) }
    }

    mutating func reset(into observation: inout MutableSpan<UInt8>) {
      world.reset(into: &observation)
    }

    mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
      let before = observation[2]
      var outcome = world.step(action, into: &observation)
      counter.value &+= 1
      if fault == .byte { observation[2] = before }
      if fault == .shared { observation[2] = counter.value }
      if fault == .both && outcome.isTerminated { outcome.isTruncated = true }
      if fault == .reward { outcome.reward = .nan }
      return outcome
    }

    mutating func serialize(with archive: inout StateArchive) throws(StateError) {
      if fault != .state { try world.serialize(with: &archive) }
    }

    func draw(on picture: inout Picture) { world.draw(on: &picture) }
  }

  @Test func `a sound world passes`() {
    checkEnvironment(Twin(nil))
    checkEnvironment(TimeLimit(CountingWorld(), steps: 4))
  }

  @Test(arguments: Twin.Fault.allCases) func `a broken world is caught`(fault: Twin.Fault) {
    withKnownIssue { checkEnvironment(Twin(fault)) }
  }
}
