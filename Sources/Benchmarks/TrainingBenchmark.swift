public import Agents
internal import EnvironmentKit
internal import Environments
public import Networks
internal import Runs
internal import Tensors

/// Steps per second of whole training iterations, acting and learning.
public struct TrainingBenchmark: Sendable {
  public struct Result: Sendable, Codable {
    public var environment: String
    public var agent: String
    public var network: String
    public var convolution: String
    public var precision: String
    public var threads: Int
    public var stepsPerSecond: Double
    /// The process's largest resident size while this was measured.
    public var peakMemoryBytes: Int
  }

  /// A catalogued environment, or `synthetic/frames`: 84×84×4 frames of noise.
  public var environment: String
  public var agent: String
  public var convolution: ConvolutionChoice
  public var precision: Precision
  public var threads: Int

  public init(environment: String, agent: String, convolution: ConvolutionChoice, precision: Precision, threads: Int) {
    self.environment = environment
    self.agent = agent
    self.convolution = convolution
    self.precision = precision
    self.threads = threads
  }

  /// The synthetic world's name.
  public static let frames = "synthetic/frames"

  /// Both learners on a small game and on Atari-sized frames.
  public static func all(convolution: ConvolutionChoice, precision: Precision, threads: Int) -> [TrainingBenchmark] {
    ["minatar/breakout", frames].flatMap { environment in
      ["ppo", "a2c"].map {
        TrainingBenchmark(
          environment: environment, agent: $0, convolution: convolution, precision: precision, threads: threads)
      }
    }
  }

  /// Trains for at least `seconds` in whole iterations, after a warm-up.
  /// - Returns: nil for an environment or agent that does not exist.
  public func run(seconds: Double = 20) throws -> Result? {
    let world = RandomFrames(shape: [84, 84, 4])
    let make: @Sendable (Int) -> any VectorEnvironment
    if environment == Self.frames {
      make = { EnvironmentVector(world, count: $0) }
    } else {
      guard let entry = try? EnvironmentCatalogue.entry(named: environment) else { return nil }
      make = { entry.makeVector(count: $0) }
    }
    guard let preset = try? RunConfiguration(spec: make(1).spec, agent: agent) else { return nil }
    // The frames stand for Atari, whose figures elsewhere are of this network.
    let network = environment == Self.frames ? "nature" : preset.network.name
    releaseIdleMemory()
    ProcessMemory.resetPeak()
    let trainer = try preset.agent.forBenchmark().makeTrainer(
      TrainingSetup(
        network: NetworkConfiguration(name: network, convolution: convolution, precision: precision),
        environment: make, seed: 1, steps: 1 << 40, threads: threads))
    var steps = try trainer.iterate().steps

    let clock = ContinuousClock()
    let start = clock.now
    let before = steps
    repeat { steps = try trainer.iterate().steps } while start.duration(to: clock.now) < .seconds(seconds)
    let elapsed = start.duration(to: clock.now) / .seconds(1)
    return Result(
      environment: environment, agent: agent, network: network, convolution: convolution.rawValue,
      precision: precision.rawValue, threads: threads, stepsPerSecond: Double(steps - before) / elapsed,
      peakMemoryBytes: ProcessMemory.peak)
  }
}

extension AgentConfiguration {
  /// The sizes that other packages' figures were measured with: PPO on MinAtar takes 64 environments × 32 steps.
  fileprivate func forBenchmark() -> AgentConfiguration {
    guard case .ppo(var ppo) = self, ppo.environments == 64 else { return self }
    ppo.rolloutSteps = 32
    return .ppo(ppo)
  }
}
