public import RLTensors

/// Changes parameters along their gradients. Its work is cut into ranges that threads may share out.
public protocol Optimizer: AnyObject, Sendable {
  /// Starts a step; every range is then updated once.
  func beginStep(learningRate: Float)

  /// Updates the parameters in `range` of the store.
  /// - Parameter scale: what every gradient is multiplied with first, to clip their norm.
  func update(_ range: Range<Int>, of parameters: ParameterStore, along gradients: GradientBuffer, scale: Float)

  /// What it remembers of each parameter from step to step, besides ``stepCount`` all that has to be kept to resume later.
  var moments: [GradientBuffer] { get }

  /// Steps started so far.
  var stepCount: Int { get set }
}

/// Which optimizer, with its settings.
public enum OptimizerConfiguration: Sendable, Equatable {
  case adam(Adam.Configuration)
  case rmsprop(RMSprop.Configuration)
  case sgd(SGD.Configuration)

  /// An optimizer for `count` parameters, its moments zero.
  public func make(count: Int) -> any Optimizer {
    switch self {
    case .adam(let configuration): Adam(configuration, count: count)
    case .rmsprop(let configuration): RMSprop(configuration, count: count)
    case .sgd(let configuration): SGD(configuration, count: count)
    }
  }
}
