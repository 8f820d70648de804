public import RLTensors

/// Stochastic gradient descent with momentum: v ← μ·v + g, w ← w − rate·v (Sutskever 2013, as PyTorch has it).
public final class SGD: Optimizer, @unchecked Sendable {  // Each range is updated by one thread.
  public struct Configuration: Sendable, Equatable {
    /// μ
    public var momentum: Float

    public init(momentum: Float = 0.9) { self.momentum = momentum }
  }

  private let configuration: Configuration
  private let velocity: GradientBuffer
  private var rate: Float = 0
  public var stepCount = 0

  public var moments: [GradientBuffer] { [velocity] }

  public init(_ configuration: Configuration = .init(), count: Int) {
    self.configuration = configuration
    velocity = GradientBuffer(count: count)
  }

  public func beginStep(learningRate: Float) {
    stepCount += 1
    rate = learningRate
  }

  public func update(_ range: Range<Int>, of parameters: ParameterStore, along gradients: GradientBuffer, scale: Float)
  {
    let w = unsafe parameters.floats, g = unsafe gradients.floats, v = unsafe velocity.floats
    let (momentum, rate) = (configuration.momentum, rate)
    for i in range {
      let velocity = unsafe momentum * v[i] + g[i] * scale
      unsafe v[i] = velocity
      unsafe w[i] -= rate * velocity
    }
  }
}
