public import RLTensors

/// A policy and a value function on a common trunk.
public final class PolicyNetwork: Sendable {
  public let architecture: PolicyArchitecture
  public let convolution: ConvolutionChoice
  /// `[height, width, channels]`.
  public let observationShape: [Int]
  public let actionCount: Int
  public let parameters: ParameterStore
  /// Whether samples of a minibatch see each other in training.
  public let hasBatchNorm: Bool
  private let observationNorm: ObservationNorm?
  private let trunk: [any Layer]
  let coordinateLayers: [any CoordinateLayer]
  private let policyHead: Linear
  private let valueHead: Linear

  /// - Parameter normalizesObservations: whether it sees deviations from the running mean of what its run has seen.
  /// - Throws: ``PolicyNetworkError`` where the observation is too small for the architecture.
  public init(
    _ architecture: PolicyArchitecture, convolution: ConvolutionChoice, observationShape: [Int], actionCount: Int,
    normalizesObservations: Bool = false
  ) throws(PolicyNetworkError) {
    guard observationShape.count == 3, min(observationShape[0], observationShape[1]) >= architecture.minimumSide else {
      throw .observationTooSmall(
        network: architecture.name, observation: observationShape, minimumSide: architecture.minimumSide)
    }
    self.architecture = architecture
    self.convolution = convolution
    self.observationShape = observationShape
    self.actionCount = actionCount
    parameters = ParameterStore()
    observationNorm = normalizesObservations ? ObservationNorm(in: parameters, shape: observationShape) : nil
    // Hidden layers start orthogonal with gain √2, as is usual for actor-critics (Andrychowicz 2020, arXiv 2006.05990).
    let hidden = Initializer.orthogonal(gain: 1.414_213_56)
    var builder = NetworkBuilder(
      store: parameters, choice: convolution, initializers: .init(convolution: hidden, linear: hidden),
      shape: observationShape)
    architecture.build(&builder)
    hasBatchNorm = builder.hasBatchNorm
    trunk = builder.layers
    coordinateLayers = builder.coordinateLayers
    // A small policy gain starts near uniform (Andrychowicz 2020).
    policyHead = Linear(
      "policy", in: parameters, inputShape: builder.shape, outputs: actionCount, initializer: .orthogonal(gain: 0.01),
      resultType: .float32)
    valueHead = Linear(
      "value", in: parameters, inputShape: builder.shape, outputs: 1, initializer: .orthogonal(gain: 1),
      resultType: .float32)
    parameters.allocate()
  }

  /// The network's outputs for a batch of observations.
  public struct Output {
    /// Unnormalized log-probabilities, `[batch, actions]`, float32.
    public let logits: Tensor
    /// `[batch, 1]`, float32.
    public let value: Tensor
  }

  /// Whether observations are normalized before the first layer.
  public var normalizesObservations: Bool { observationNorm != nil }

  /// Sets what observations are normalized by.
  /// - Parameters:
  ///   - mean, variance: of every element, `[height, width, channels]`.
  /// - Precondition: ``normalizesObservations``.
  package func assignObservationMoments(mean: [Float], variance: [Float]) {
    precondition(observationNorm != nil, "a network that does not normalize observations")
    observationNorm?.assign(mean: mean, variance: variance)
  }

  /// Records the network on a tape.
  /// - Parameters:
  ///   - observations: `[batch, height, width, channels]`, float32 or bfloat16; float32 where it normalizes them.
  ///   - type: of activations, where observations are normalized; those of other networks have the observations' type.
  public func record(
    on tape: Tape, observations: Tensor, as type: ElementType = .float32
  ) throws(TensorError) -> Output {
    var features = observations
    if let observationNorm {
      features = try observationNorm(features, on: tape)
      if type != .float32 { features = try tape.convert(features, to: type) }
    }
    for layer in trunk { features = try layer(features, on: tape) }
    return Output(logits: try policyHead(features, on: tape), value: try valueHead(features, on: tape))
  }

  /// The maps of its CoordConv layers; there are none for ``ConvolutionChoice/conv``.
  public func positionMaps() throws(TensorError) -> PositionMaps { try PositionMaps(coordinateLayers, of: parameters) }

  /// Draws all parameters afresh, in the order of the layers.
  public func initialize(using generator: inout some RandomNumberGenerator) {
    observationNorm?.initialize(parameters, using: &generator)
    for layer in trunk { layer.initialize(parameters, using: &generator) }
    policyHead.initialize(parameters, using: &generator)
    valueHead.initialize(parameters, using: &generator)
  }

  /// All parameters with PyTorch's names and layouts, in the order of the layers.
  public var exported: [ExportedParameter] {
    (observationNorm?.exported() ?? []) + trunk.flatMap { $0.exported() } + policyHead.exported() + valueHead.exported()
  }
}

/// Why a policy network cannot be built.
public enum PolicyNetworkError: Error, Equatable, CustomStringConvertible {
  case observationTooSmall(network: String, observation: [Int], minimumSide: Int)

  public var description: String {
    switch self {
    case .observationTooSmall(let network, let observation, let side):
      "the network '\(network)' needs observations of at least \(side)×\(side), but these are "
        + observation.map(String.init).joined(separator: "×")
    }
  }
}
