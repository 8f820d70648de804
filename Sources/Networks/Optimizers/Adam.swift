public import RLTensors

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Adam (Kingma & Ba 2015, arXiv 1412.6980, algorithm 1).
public final class Adam: Optimizer, @unchecked Sendable {  // Each range is updated by one thread.
  public struct Configuration: Sendable, Equatable {
    public var beta1: Float
    public var beta2: Float
    public var epsilon: Float

    /// β₁ and β₂ as in the paper; ε = 1e-5 as OpenAI's baselines use for PPO.
    public init(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-5) {
      self.beta1 = beta1
      self.beta2 = beta2
      self.epsilon = epsilon
    }
  }

  private let configuration: Configuration
  private let mean: GradientBuffer
  private let variance: GradientBuffer
  public var stepCount = 0
  private var rate: Float = 0
  private var varianceCorrection: Float = 1

  public var moments: [GradientBuffer] { [mean, variance] }

  public init(_ configuration: Configuration = .init(), count: Int) {
    self.configuration = configuration
    mean = GradientBuffer(count: count)
    variance = GradientBuffer(count: count)
  }

  public func beginStep(learningRate: Float) {
    stepCount += 1
    // In float64, as 1 − β₂ᵗ cancels almost wholly in the first steps.
    let correction1 = 1 - pow(Double(configuration.beta1), Double(stepCount))
    let correction2 = 1 - pow(Double(configuration.beta2), Double(stepCount))
    rate = Float(Double(learningRate) / correction1)
    varianceCorrection = Float(1 / correction2.squareRoot())
  }

  public func update(_ range: Range<Int>, of parameters: ParameterStore, along gradients: GradientBuffer, scale: Float)
  {
    let w = unsafe parameters.floats, g = unsafe gradients.floats
    let m = unsafe mean.floats, v = unsafe variance.floats
    let (b1, b2, epsilon) = (configuration.beta1, configuration.beta2, configuration.epsilon)
    let (rate, correction) = (rate, varianceCorrection)
    for i in range {
      let gradient = unsafe g[i] * scale
      let first = unsafe b1 * m[i] + (1 - b1) * gradient
      let second = unsafe b2 * v[i] + (1 - b2) * gradient * gradient
      unsafe m[i] = first
      unsafe v[i] = second
      unsafe w[i] -= rate * first / (second.squareRoot() * correction + epsilon)
    }
  }
}
