import RLEnvironmentKit
import RLEnvironments

/// One trace in progress.
struct TraceReplay {
  let header: TraceHeader
  /// Steps of the trace so far.
  private(set) var steps = 0
  /// Whether a line was not repeated; from then on lines are only counted.
  private var hasDiffered = false
  private var world: any TraceWorld
  private let actionCount: Int
  private var observation: [UInt8]

  init(_ header: TraceHeader) throws(TraceProblem) {
    self.header = header
    let entry = try? EnvironmentCatalog.entry(named: header.world)
    let made: (any TraceWorld)? = entry.map { $0.makeEnvironment() }.flatMap { world in
      switch header.kind {
      case .minatar: MinAtarTraceWorld(world)
      case .minigrid: MiniGridTraceWorld(world)
      }
    }
    guard let made else { throw .unknownWorld(header.world) }
    world = made
    actionCount = made.spec.actionNames.count
    observation = Array(repeating: 0, count: made.spec.observationSize)
    world.seed(header.seed)
  }

  /// Carries out a line.
  ///
  /// - Returns: what differs, where that is the trace's first difference.
  mutating func follow(_ line: TraceLine) throws(TraceProblem) -> String? {
    if case .step(let step) = line {
      steps += 1
      guard 0 <= step.action && step.action < actionCount else {
        throw .unknownAction(step.action, count: actionCount)
      }
    }
    if hasDiffered { return nil }
    let found = differences(line)
    if found.isEmpty { return nil }
    hasDiffered = true
    return found.joined(separator: "; ")
  }

  private mutating func differences(_ line: TraceLine) -> [String] {
    switch line {
    case .header(let header):
      return world.differences(from: header)
    case .reset(let view):
      world.reset(into: &observation)
      return world.differences(from: view, observation)
    case .view(let view):
      return world.differences(from: view, observation)
    case .step(let step):
      let outcome = world.step(step.action, into: &observation)
      let hash = fnv1a(world.recorded(observation))
      if outcome.reward == step.reward && outcome.isTerminated == step.isTerminated
        && outcome.isTruncated == step.isTruncated && hash == step.hash
      {
        return []
      }
      return difference("reward", outcome.reward, recorded: step.reward)
        + difference("terminated", outcome.isTerminated, recorded: step.isTerminated)
        + difference("truncated", outcome.isTruncated, recorded: step.isTruncated)
        + difference("hash", String(hash, radix: 16), recorded: String(step.hash, radix: 16))
    }
  }

  /// The trace is at its end: are all its steps there?
  func finish() throws(TraceProblem) {
    if steps != header.steps { throw .wrongLength(steps: steps, announced: header.steps) }
  }
}
