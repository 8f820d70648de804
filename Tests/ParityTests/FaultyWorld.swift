import RLEnvironmentKit

@testable import RLParity

/// What a world does wrong once.
struct Fault {
  enum Kind: CaseIterable { case observation, reward, terminated, truncated, action }

  let kind: Kind
  /// From 1.
  let step: Int
}

/// A world with a fault, to see that it is noticed.
struct FaultyWorld: TraceWorld {
  private var world: any TraceWorld
  private var fault: Fault?
  private var steps = 0

  init(_ world: any TraceWorld, _ fault: Fault) {
    self.world = world
    self.fault = fault
  }

  init?(_ world: any Environment) { nil }

  var spec: EnvironmentSpec { world.spec }

  mutating func seed(_ seed: UInt64) { world.seed(seed) }

  mutating func reset(into observation: inout [UInt8]) { world.reset(into: &observation) }

  mutating func step(_ action: Int, into observation: inout [UInt8]) -> StepOutcome {
    steps += 1
    let fault = steps == fault?.step ? fault?.kind : nil
    // To go left or turn right, and only then to do something else, leads elsewhere.
    var outcome = world.step(fault == .action ? (action == 1 ? 3 : 1) : action, into: &observation)
    switch fault {
    case .observation: observation[observation.count / 2] ^= 1
    case .reward: outcome.reward = Double(bitPattern: outcome.reward.bitPattern ^ 1)
    case .terminated: outcome.isTerminated.toggle()
    case .truncated: outcome.isTruncated.toggle()
    case .action, nil: break
    }
    return outcome
  }

  func recorded(_ observation: [UInt8]) -> [UInt8] { world.recorded(observation) }

  func opening(_ observation: [UInt8]) -> [UInt8] { world.opening(observation) }

  func differences(from header: TraceHeader) -> [String] { world.differences(from: header) }

  func differences(from view: TraceView, _ observation: [UInt8]) -> [String] {
    world.differences(from: view, observation)
  }
}
