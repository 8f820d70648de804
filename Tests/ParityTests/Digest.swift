import RLEnvironmentKit

@testable import RLParity

/// A hash of everything a world does under the fixed actions of a seed; `Scripts/record_digests.py` names the bytes.
struct Digest: Equatable {
  private(set) var hash = fnv1a([])
  /// Episodes that ended.
  private(set) var ends = 0

  init(of world: any TraceWorld, seed: UInt64, steps: Int) {
    var world = world
    var actions = FixedActions(seed: seed, count: world.spec.actionNames.count)
    var observation = [UInt8](repeating: 0, count: world.spec.observationSize)
    var isOver = true
    world.seed(seed)
    add(UInt64(world.spec.stepLimit ?? 0))
    for _ in 0..<steps {
      if isOver {
        world.reset(into: &observation)
        add(world.opening(observation))
      }
      let action = actions.next()
      let outcome = world.step(action, into: &observation)
      isOver = outcome.isTerminated || outcome.isTruncated
      if isOver { ends += 1 }
      add([UInt8(action)])
      add(outcome.reward.bitPattern)
      add([outcome.isTerminated ? 1 : 0, outcome.isTruncated ? 1 : 0])
      add(fnv1a(world.recorded(observation)))
    }
  }

  private mutating func add(_ bytes: [UInt8]) { hash = fnv1a(bytes, after: hash) }

  /// Lowest byte first.
  private mutating func add(_ number: UInt64) { add((0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }) }
}
