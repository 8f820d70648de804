internal import RLAgents
internal import RLEnvironmentKit
public import RLEnvironments

/// Steps per second of environments that take random actions and write every observation.
public struct EnvironmentBenchmark: Sendable {
  public struct Result: Sendable, Codable {
    public var environment: String
    public var lanes: Int
    public var threads: Int
    /// The median of the rounds.
    public var stepsPerSecond: Double
  }

  /// Environments of a lane.
  public static let laneSize = 64
  private static let rounds = 5

  /// Measures one environment with each number of lanes, carried out by as many threads.
  ///
  /// Rounds take turns, so that what else the machine does falls on all alike and their ratio is to be trusted.
  ///
  /// - Parameter seconds: for each number of lanes, after a warm-up.
  public static func measure(_ entry: EnvironmentEntry, lanes: [Int], seconds: Double = 1) -> [Result] {
    let parties = lanes.map { Party(entry, lanes: $0) }
    for party in parties { _ = party.round(seconds: 0) }
    let rounds = (0..<Self.rounds).map { _ in
      parties.map { $0.round(seconds: seconds / Double(Self.rounds)) }
    }
    for party in parties { party.team.stop() }
    return parties.indices.map { index in
      let rates = rounds.map { $0[index] }.sorted()
      return Result(
        environment: entry.name, lanes: lanes[index], threads: parties[index].team.threads,
        stepsPerSecond: rates[rates.count / 2])
    }
  }

  /// Some lanes and the threads that carry them out.
  private struct Party {
    let team: LaneTeam
    private let lanes: [BenchmarkLane]
    private let calls: Int

    init(_ entry: EnvironmentEntry, lanes count: Int) {
      lanes = (0..<count).map { BenchmarkLane(entry.makeVector(count: laneSize), index: $0) }
      team = LaneTeam(threads: count)
      // Between two meetings of the threads as many bytes for every environment, some milliseconds.
      calls = max(10, 1_000_000 / entry.spec.observationSize)
    }

    /// Steps for about `seconds`, at least once; steps per second.
    func round(seconds: Double) -> Double {
      let clock = ContinuousClock()
      let start = clock.now
      var steps = 0
      repeat {
        team.run(lanes.count) { [lanes, calls] lane, _ in lanes[lane].step(calls) }
        steps += lanes.count * calls * laneSize
      } while start.duration(to: clock.now) < .seconds(seconds)
      return Double(steps) / (start.duration(to: clock.now) / .seconds(1))
    }
  }
}

/// Environments with actions drawn beforehand, so that only stepping is timed.
private final class BenchmarkLane: @unchecked Sendable {  // Each is stepped by one thread of a run.
  private static let rows = 257
  private var worlds: any VectorEnvironment
  private let actions: Buffer<Int32>
  private let observations: Buffer<UInt8>
  private let finalObservations: Buffer<UInt8>
  private let outcomes: Buffer<StepOutcome>
  private var row = 0

  init(_ worlds: any VectorEnvironment, index: Int) {
    self.worlds = worlds
    let (count, size) = (worlds.count, worlds.spec.observationSize)
    actions = Buffer(count * Self.rows, repeating: 0)
    observations = Buffer(count * size, repeating: 0)
    finalObservations = Buffer(count * size, repeating: 0)
    outcomes = Buffer(count, repeating: StepOutcome(reward: 0, isTerminated: false, isTruncated: false))
    var stream = Philox(seed: 1, lane: index, purpose: .actions)
    for i in 0..<actions.count { actions[i] = Int32(stream.below(worlds.spec.actionNames.count)) }
    var seeds = Philox(seed: 1, lane: index, purpose: .environments)
    let worldSeeds = (0..<count).map { _ in seeds.next() }
    observations.withMutableSpan(0..<count * size) { self.worlds.reset(seeds: worldSeeds, into: &$0) }
  }

  func step(_ times: Int) {
    let count = outcomes.count
    for _ in 0..<times {
      actions.withSpan(row * count..<(row + 1) * count) { actions in
        observations.withMutableSpan(0..<observations.count) { next in
          outcomes.withMutableSpan(0..<count) { outcomes in
            finalObservations.withMutableSpan(0..<finalObservations.count) { last in
              worlds.step(actions, observations: &next, outcomes: &outcomes, finalObservations: &last)
            }
          }
        }
      }
      row = (row + 1) % Self.rows
    }
  }
}
