public import RLAgents
internal import RLEnvironmentKit
public import RLNetworks

/// Time of one whole optimizer step of PPO: gather from uint8, forward, loss, backward, clip, Adam.
///
/// Networks, sizes and fields are those of `Scripts/onednn_floor.cpp` and `Scripts/learner_in_torch.py`, which it is set
/// beside.
public struct LearnerBenchmark: Sendable {
  public struct Result: Sendable, Codable {
    public var network: String
    public var convolution: String
    public var precision: String
    public var samples: Int
    public var threads: Int
    /// What the fastest tenth of the steps stayed under: close to the best, and without its luck.
    public var ms: Double
    /// The step in the middle.
    public var medianMs: Double
  }

  public var network: String
  public var convolution: ConvolutionChoice
  public var precision: Precision
  public var threads: Int

  public init(network: String, convolution: ConvolutionChoice, precision: Precision, threads: Int) {
    self.network = network
    self.convolution = convolution
    self.precision = precision
    self.threads = threads
  }

  /// Every network, convolution and precision that the benchmark compares and this processor computes in.
  public static func all(threads: Int) -> [LearnerBenchmark] {
    ["nature", "minatar"].flatMap { network in
      ConvolutionChoice.allCases.flatMap { convolution in
        Precision.allCases.filter(\.isSupported).map {
          LearnerBenchmark(network: network, convolution: convolution, precision: $0, threads: threads)
        }
      }
    }
  }

  /// Measures each in turn, and all of that several times: a machine that drifts then slows all alike, and memory that
  /// happens to lie badly in one round lies elsewhere in the next.
  ///
  /// - Parameters:
  ///   - rounds: at least one.
  ///   - seconds: that each is timed for in each round.
  public static func measure(_ benchmarks: [LearnerBenchmark], rounds: Int = 3, seconds: Double = 0.7) throws
    -> [Result]
  {
    var times = [[Double]](repeating: [], count: benchmarks.count)
    for _ in 0..<rounds {
      for (index, benchmark) in benchmarks.enumerated() { times[index] += try benchmark.times(seconds: seconds) }
    }
    return zip(benchmarks, times).map { benchmark, times in
      let sorted = times.sorted()
      return Result(
        network: benchmark.network, convolution: benchmark.convolution.rawValue,
        precision: benchmark.precision.rawValue, samples: benchmark.configuration.minibatchSize,
        threads: benchmark.threads, ms: sorted[sorted.count / 10], medianMs: sorted[sorted.count / 2])
    }
  }

  private var isNature: Bool { network == "nature" }

  /// A rollout that is one minibatch: 8 × 32 samples for Nature, 64 × 64 for the small network.
  private var configuration: PPOConfiguration {
    var configuration = PPOConfiguration()
    configuration.environments = isNature ? 8 : 64
    configuration.rolloutSteps = isNature ? 32 : 64
    configuration.minibatchSize = configuration.rolloutSize
    return configuration
  }

  /// Prepares the step and times it again and again, in milliseconds.
  private func times(seconds: Double) throws -> [Double] {
    // Sixteen planes, the most a MinAtar-like world may have.
    let world = RandomFrames(shape: isNature ? [84, 84, 4] : [10, 10, 16], maximum: isNature ? 255 : 1)
    let ppo = try PPO(
      configuration,
      TrainingSetup(
        network: NetworkConfiguration(name: network, convolution: convolution, precision: precision),
        environment: { EnvironmentVector(world, count: $0) }, seed: 1, steps: 1, threads: threads))
    ppo.collectOnce()
    for _ in 0..<3 { try ppo.updateOnce() }

    var times: [Double] = []
    let clock = ContinuousClock()
    let start = clock.now
    repeat {
      let time = try clock.measure { try ppo.updateOnce() }
      times.append(time / .milliseconds(1))
    } while start.duration(to: clock.now) < .seconds(seconds)
    return times
  }
}
