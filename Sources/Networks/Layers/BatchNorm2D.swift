public import RLTensors

/// Batch normalization of each channel of `[batch, …, channels]`.
///
/// A tape for training, which is differentiable, normalizes by the batch's own statistics, and
/// ``Tape/updateRunningStatistics()`` lets the running ones follow; any other tape uses the running ones.
public struct BatchNorm2D: Layer {
  private let weight: Parameter
  private let bias: Parameter
  private let store: ParameterStore
  private let runningMean: Parameter
  private let runningVariance: Parameter
  private let momentum: Float
  private let epsilon: Float
  private let activation: Activation

  /// - Parameters:
  ///   - momentum: the part of the running statistics that is kept at each update, TensorFlow's meaning; PyTorch's is one
  ///     minus it.
  ///   - epsilon: added to the variance.
  public init(
    _ name: String, in store: ParameterStore, channels: Int, momentum: Float, epsilon: Float,
    activation: Activation = .none
  ) {
    weight = store.add("\(name).weight", [channels])
    bias = store.add("\(name).bias", [channels])
    runningMean = store.add("\(name).running_mean", [channels], section: .statistics)
    runningVariance = store.add("\(name).running_var", [channels], section: .statistics)
    self.store = store
    self.momentum = momentum
    self.epsilon = epsilon
    self.activation = activation
  }

  public func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    let (scale, shift) = (tape.parameter(weight), tape.parameter(bias))
    let (mean, variance) = (store.tensor(showing: runningMean), store.tensor(showing: runningVariance))
    return tape.isDifferentiable
      ? try tape.batchNormalization(
        input, scale: scale, shift: shift, runningMean: mean, runningVariance: variance, momentum: momentum,
        epsilon: epsilon, activation: activation)
      : try tape.batchNormalization(
        input, mean: mean, variance: variance, scale: scale, shift: shift, epsilon: epsilon, activation: activation)
  }

  /// Scale 1 and shift 0, running mean 0 and variance 1; nothing is drawn.
  public func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {
    let (zeros, ones) = (
      [Float](repeating: 0, count: weight.shape.count), [Float](repeating: 1, count: weight.shape.count)
    )
    store.assign(ones, to: weight)
    store.assign(zeros, to: bias)
    store.assign(zeros, to: runningMean)
    store.assign(ones, to: runningVariance)
  }

  public func exported() -> [ExportedParameter] {
    [weight, bias, runningMean, runningVariance].map { ExportedParameter($0.name, $0.shape, parts: [$0]) }
  }
}
