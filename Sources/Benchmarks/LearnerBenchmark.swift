public import Agents
internal import EnvironmentKit
public import Networks

/// Time of one whole optimiser step of PPO: gather from uint8, forward, loss, backward, clip, Adam.
///
/// Sizes and fields are those of the oneDNN floor and the PyTorch script it is set beside.
public struct LearnerBenchmark: Sendable {
  public struct Result: Sendable, Codable {
    public var network: String
    public var convolution: String
    public var precision: String
    public var samples: Int
    public var threads: Int
    /// The fastest step.
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

  /// Every network, convolution and precision that the benchmark compares.
  public static func all(threads: Int) -> [LearnerBenchmark] {
    ["nature", "minatar"].flatMap { network in
      ConvolutionChoice.allCases.flatMap { convolution in
        Precision.allCases.map {
          LearnerBenchmark(network: network, convolution: convolution, precision: $0, threads: threads)
        }
      }
    }
  }

  /// Prepares the step and times it for about `seconds`.
  public func run(seconds: Double = 2) throws -> Result {
    let isNature = network == "nature"
    // Sixteen planes, the most a MinAtar-like world may have and what the floor computes with.
    let world = RandomFrames(shape: isNature ? [84, 84, 4] : [10, 10, 16], maximum: isNature ? 255 : 1)
    var configuration = PPOConfiguration()
    configuration.environments = isNature ? 8 : 64
    configuration.rolloutSteps = isNature ? 32 : 64
    configuration.minibatchSize = configuration.rolloutSize
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
    times.sort()
    return Result(
      network: network, convolution: convolution.rawValue, precision: precision.rawValue,
      samples: configuration.minibatchSize, threads: threads, ms: times[0], medianMs: times[times.count / 2])
  }
}
