package import RLAgents
public import RLResults
public import RLRuns
internal import RLTensors

/// Steps per second of whole training iterations, acting and learning, exactly as `rlcoord run` trains.
public struct TrainingBenchmark: Sendable {
  public struct Result: Sendable {
    public var stepsPerSecond: Double
    /// The process's largest resident size while this was measured.
    public var peakMemoryBytes: Int
  }

  /// What `rlcoord run` takes from the names and choices: the preset, and the choices over it.
  public let configuration: RunConfiguration
  /// The command that trains so.
  public let command: String
  public let threads: Int

  /// - Throws: as ``RunConfiguration/init(environment:agent:_:)``.
  public init(environment: String, agent: String, _ choices: [Assignment], threads: Int) throws {
    configuration = try RunConfiguration(environment: environment, agent: agent, choices)
    command = (["rlcoord run \(environment) \(agent)"] + choices.map { "--set \($0.name)=\($0.value)" })
      .joined(separator: " ")
    self.threads = threads
  }

  /// Both learners on a board of planes and on 84×84×4 frames; there also with `nature`, the network of most figures
  /// that are published for Atari.
  ///
  /// - Parameter choices: for all, over the presets.
  /// - Throws: as ``init(environment:agent:_:threads:)``.
  public static func all(_ choices: [Assignment], threads: Int) throws -> [TrainingBenchmark] {
    let worlds = [
      ("minatar/breakout", []), ("arcade/breakout", []), ("arcade/breakout", [Assignment("network", "nature")]),
    ]
    return try worlds.flatMap { environment, network in
      try ["ppo", "a2c"].map {
        try TrainingBenchmark(environment: environment, agent: $0, network + choices, threads: threads)
      }
    }
  }

  /// What is measured.
  package func makeTrainer() throws -> any Trainer { try configuration.makeTrainer(threads: threads) }

  /// Trains for at least `seconds` in whole iterations after a first one, or to the end of the run.
  ///
  /// Evaluations are left out, as in the speed that a run reports, and so are its files; ``SavingBenchmark`` has those.
  public func run(seconds: Double = 20) throws -> Result {
    releaseIdleMemory()
    ProcessMemory.resetPeak()
    let trainer = try makeTrainer()
    let first = try trainer.iterate().steps

    let clock = ContinuousClock()
    let start = clock.now
    var steps = first
    repeat {
      steps = try trainer.iterate().steps
    } while start.duration(to: clock.now) < .seconds(seconds) && steps < configuration.steps
    let elapsed = start.duration(to: clock.now) / .seconds(1)
    return Result(stepsPerSecond: Double(steps - first) / elapsed, peakMemoryBytes: ProcessMemory.peak)
  }
}
