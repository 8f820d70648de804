public import Tensors

/// Changes parameters along their gradients. Its work is cut into ranges that threads may share out.
public protocol Optimizer: AnyObject, Sendable {
  /// Starts a step; every range is then updated once.
  func beginStep(learningRate: Float)

  /// Updates the parameters in `range` of the store.
  /// - Parameter scale: what every gradient is multiplied with first, to clip their norm.
  func update(_ range: Range<Int>, of parameters: ParameterStore, along gradients: GradientBuffer, scale: Float)
}

/// Which optimiser, with its settings.
public enum OptimizerConfiguration: Sendable, Equatable {
  case adam(Adam.Configuration)
  case rmsprop(RMSprop.Configuration)
  case sgd(SGD.Configuration)

  /// An optimiser for `count` parameters, its moments zero.
  public func make(count: Int) -> any Optimizer {
    switch self {
    case .adam(let configuration): Adam(configuration, count: count)
    case .rmsprop(let configuration): RMSprop(configuration, count: count)
    case .sgd(let configuration): SGD(configuration, count: count)
    }
  }
}

/// Stored as one key, the optimiser's name, with its settings: `{"adam": {…}}`.
extension OptimizerConfiguration: Codable {
  private enum Key: String, CodingKey { case adam, rmsprop, sgd }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch container.allKeys.first {
    case .adam: self = .adam(try container.decode(Adam.Configuration.self, forKey: .adam))
    case .rmsprop: self = .rmsprop(try container.decode(RMSprop.Configuration.self, forKey: .rmsprop))
    case .sgd: self = .sgd(try container.decode(SGD.Configuration.self, forKey: .sgd))
    case nil:
      throw DecodingError.dataCorrupted(
        .init(codingPath: container.codingPath, debugDescription: "no optimiser; adam, rmsprop or sgd was expected"))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .adam(let adam): try container.encode(adam, forKey: .adam)
    case .rmsprop(let rmsprop): try container.encode(rmsprop, forKey: .rmsprop)
    case .sgd(let sgd): try container.encode(sgd, forKey: .sgd)
    }
  }
}
