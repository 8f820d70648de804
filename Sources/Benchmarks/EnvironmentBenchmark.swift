internal import Agents
internal import EnvironmentKit
internal import Environments

/// Steps per second of environments that take random actions and write every observation.
public struct EnvironmentBenchmark: Sendable {
  public struct Result: Sendable, Codable {
    public var environment: String
    public var lanes: Int
    public var threads: Int
    public var stepsPerSecond: Double
  }

  public var environment: String
  /// Lanes of 64 environments each, carried out by as many threads.
  public var lanes: Int

  public init(environment: String, lanes: Int) {
    self.environment = environment
    self.lanes = lanes
  }

  /// Every catalogued environment on one thread, and on `threads`.
  public static func all(threads: Int) -> [EnvironmentBenchmark] {
    EnvironmentCatalogue.names.flatMap { name in
      Set([1, threads]).sorted().map { EnvironmentBenchmark(environment: name, lanes: $0) }
    }
  }

  /// Steps for about `seconds`, after a warm-up.
  /// - Returns: nil for an environment that is not in the catalogue.
  public func run(seconds: Double = 1) -> Result? {
    guard let entry = try? EnvironmentCatalogue.entry(named: environment) else { return nil }
    let lanes = (0..<lanes).map { BenchmarkLane(entry.makeVector(count: 64), index: $0) }
    let team = LaneTeam(threads: self.lanes)
    defer { team.stop() }
    let round: LaneTeam.Job = { lane, _ in lanes[lane].step(1000) }
    team.run(lanes.count, round)

    let clock = ContinuousClock()
    let start = clock.now
    var steps = 0
    repeat {
      team.run(lanes.count, round)
      steps += lanes.count * 1000 * 64
    } while start.duration(to: clock.now) < .seconds(seconds)
    let elapsed = start.duration(to: clock.now) / .seconds(1)
    return Result(
      environment: environment, lanes: self.lanes, threads: team.threads, stepsPerSecond: Double(steps) / elapsed)
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
