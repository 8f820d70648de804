public import RLTensors

/// RMSprop (Tieleman & Hinton 2012, lecture 6.5), without momentum and not centered.
public final class RMSprop: Optimizer, @unchecked Sendable {  // Each range is updated by one thread.
  /// Where ε stands; the two differ when gradients are small, and A2C is sensitive to it.
  public enum EpsilonPlacement: String, Sendable, CaseIterable {
    /// g / (√v + ε), PyTorch; v starts at 0.
    case outsideRoot = "outside-root"
    /// g / √(v + ε), TensorFlow; v starts at 1.
    case insideRoot = "inside-root"
  }

  public struct Configuration: Sendable, Equatable {
    /// Decay α of the mean square.
    public var decay: Float
    public var epsilon: Float
    public var placement: EpsilonPlacement

    /// α and ε as A2C in OpenAI's baselines.
    public init(decay: Float = 0.99, epsilon: Float = 1e-5, placement: EpsilonPlacement = .insideRoot) {
      self.decay = decay
      self.epsilon = epsilon
      self.placement = placement
    }
  }

  private let configuration: Configuration
  private let square: GradientBuffer
  private var rate: Float = 0
  public var stepCount = 0

  public var moments: [GradientBuffer] { [square] }

  public init(_ configuration: Configuration = .init(), count: Int) {
    self.configuration = configuration
    square = GradientBuffer(count: count)
    if configuration.placement == .insideRoot {
      square.withSpan(0..<count) { for i in $0.indices { $0[i] = 1 } }
    }
  }

  public func beginStep(learningRate: Float) {
    stepCount += 1
    rate = learningRate
  }

  public func update(_ range: Range<Int>, of parameters: ParameterStore, along gradients: GradientBuffer, scale: Float)
  {
    let w = unsafe parameters.floats, g = unsafe gradients.floats, v = unsafe square.floats
    let (decay, rate) = (configuration.decay, rate)
    let inside = configuration.placement == .insideRoot ? configuration.epsilon : 0
    let outside = configuration.placement == .outsideRoot ? configuration.epsilon : 0
    for i in range {
      let gradient = unsafe g[i] * scale
      let mean = unsafe decay * v[i] + (1 - decay) * gradient * gradient
      unsafe v[i] = mean
      unsafe w[i] -= rate * gradient / ((mean + inside).squareRoot() + outside)
    }
  }
}
