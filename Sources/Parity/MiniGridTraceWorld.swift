import RLEnvironmentKit
import RLEnvironments

/// A grid world. Traces show bytes as two hexadecimal digits each, and take the direction for a part of what is seen.
struct MiniGridTraceWorld: TraceWorld {
  private var grid: any GridEnvironment

  init?(_ world: any Environment) {
    guard let grid = world as? any GridEnvironment else { return nil }
    self.grid = grid
  }

  var spec: EnvironmentSpec { grid.spec }

  mutating func seed(_ seed: UInt64) { grid.seed(seed) }

  mutating func reset(into observation: inout [UInt8]) {
    var span = observation.mutableSpan
    grid.reset(into: &span)
  }

  mutating func step(_ action: Int, into observation: inout [UInt8]) -> StepOutcome {
    var span = observation.mutableSpan
    return grid.step(action, into: &span)
  }

  func differences(from header: TraceHeader) -> [String] {
    guard case .minigrid(let width, let height, let stepLimit, let actions) = header.kind else { return [] }
    return difference("width", grid.scene.grid.width, recorded: width)
      + difference("height", grid.scene.grid.height, recorded: height)
      + difference("step limit", grid.spec.stepLimit ?? 0, recorded: stepLimit)
      + difference("number of actions", grid.spec.actionNames.count, recorded: actions)
  }

  func recorded(_ observation: [UInt8]) -> [UInt8] { observation + [grid.direction.rawValue] }

  func opening(_ observation: [UInt8]) -> [UInt8] { grid.mission.utf8 + recorded(observation) + grid.fullMap }

  func differences(from view: TraceView, _ observation: [UInt8]) -> [String] {
    let seen = recorded(observation)
    var found = difference("view", seen, recorded: bytes(view.observation)) { byte in
      byte == seen.count - 1 ? "the direction" : "column \(byte / 21), row \(byte / 3 % 7), byte \(byte % 3)"
    }
    if let mission = view.mission { found += difference("mission", grid.mission, recorded: mission) }
    if let map = view.map {
      let height = grid.scene.grid.height
      found += difference("map", grid.fullMap, recorded: bytes(map)) { byte in
        "x \(byte / 3 / height), y \(byte / 3 % height), byte \(byte % 3)"
      }
      let carried = grid.carried.map { [Int($0.object.rawValue), Int($0.color.rawValue)] }
      found += difference("carried", carried ?? [], recorded: view.carried ?? [])
    }
    return found
  }

  /// Bytes of hexadecimal text; anything else counts as 255.
  private func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.map { UInt8(Character(Unicode.Scalar($0)).hexDigitValue ?? 255) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] &* 16 | digits[$0 + 1] }
  }
}
