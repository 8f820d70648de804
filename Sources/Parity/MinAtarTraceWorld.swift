import RLEnvironmentKit

/// A MinAtar game. Traces show an observation as one digit a byte.
struct MinAtarTraceWorld: TraceWorld {
  private var world: any Environment
  private let shape: [Int]

  init?(_ world: any Environment) {
    self.world = world
    shape = world.spec.observationShape
  }

  var spec: EnvironmentSpec { world.spec }

  mutating func seed(_ seed: UInt64) { world.seed(seed) }

  mutating func reset(into observation: inout [UInt8]) {
    var span = observation.mutableSpan
    world.reset(into: &span)
  }

  mutating func step(_ action: Int, into observation: inout [UInt8]) -> StepOutcome {
    var span = observation.mutableSpan
    return world.step(action, into: &span)
  }

  func differences(from header: TraceHeader) -> [String] {
    guard case .minatar(let recorded) = header.kind else { return [] }
    return difference("shape", shape, recorded: recorded)
  }

  func recorded(_ observation: [UInt8]) -> [UInt8] { observation }

  func opening(_ observation: [UInt8]) -> [UInt8] { observation }

  func differences(from view: TraceView, _ observation: [UInt8]) -> [String] {
    let recorded = view.observation.utf8.map { $0 &- UInt8(ascii: "0") }
    let (width, channels) = (shape[1], shape[2])
    return difference("plane", observation, recorded: recorded) { byte in
      "x \(byte / channels % width), y \(byte / channels / width), channel \(byte % channels)"
    }
  }
}
