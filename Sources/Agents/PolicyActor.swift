public import RLEnvironmentKit
public import RLNetworks
internal import RLTensors

/// A trained policy that acts: for evaluation, and for use in other programs.
public final class PolicyActor {
  private let network: PolicyNetwork
  private let policy: RecordedPolicy
  private let positionMaps: PositionMaps

  /// - Parameters:
  ///   - batch: observations per call.
  ///   - observationMaximum: largest value an observation byte takes; bytes are divided by it.
  /// - Throws: ``ConfigurationError`` for a precision that this processor does not compute in, and `TensorError` where
  ///   oneDNN has no kernel for the network.
  public init(_ network: PolicyNetwork, batch: Int, precision: Precision, observationMaximum: UInt8) throws {
    self.network = network
    positionMaps = try network.positionMaps()
    policy = try RecordedPolicy(
      network, batch: batch, precision: precision, observationMaximum: observationMaximum,
      packedWeights: PackedWeights(), isDifferentiable: false)
  }

  /// Chooses an action for each observation.
  ///
  /// - Parameters:
  ///   - observations: `[batch, height, width, channels]`.
  ///   - actions: `[batch]`, overwritten.
  ///   - isGreedy: whether to take the most probable action instead of drawing one.
  public func act(
    on observations: Span<UInt8>, actions: inout MutableSpan<Int32>, isGreedy: Bool, using generator: inout Philox
  ) {
    precondition(actions.count == policy.batch, "\(actions.count) actions in a batch of \(policy.batch)")
    look(at: observations)
    for row in 0..<policy.batch { actions[row] = Int32(action(row: row, isGreedy: isGreedy, using: &generator)) }
  }

  /// Runs the network on observations, `[batch, height, width, channels]`, so that each row can be asked for an action
  /// and for what is thought of it.
  public func look(at observations: Span<UInt8>) {
    precondition(
      observations.count == policy.observations.count,
      "\(observations.count) bytes of observations, not \(policy.observations.count)")
    policy.observations.withMutableSpan(of: UInt8.self) { target in
      for i in observations.indices { target[i] = observations[i] }
    }
    policy.tape.forward()
  }

  /// An action for one of the observations last looked at; see ``act(on:actions:isGreedy:using:)``.
  public func action(row: Int, isGreedy: Bool, using generator: inout Philox) -> Int {
    policy.output.logits.withSpan(of: Float.self) { logits in
      isGreedy
        ? Categorical.mode(logits, row: row, actions: network.actionCount)
        : Categorical.sample(logits, row: row, actions: network.actionCount, using: &generator).action
    }
  }

  /// What the policy thinks of one of the observations last looked at.
  ///
  /// - Parameter map: the number of the filter whose position map is shown; see ``positionMap(turn:)``.
  public func insight(row: Int, map: Int = 0) -> PolicyInsight { policy.insight(row: row, map: map) }

  /// The map of filter number `turn`, counted from 0 through all CoordConv layers and round again, backwards as well;
  /// nil for a network without coordinates.
  public func positionMap(turn: Int) -> PositionMap? { network.positionMap(turn: turn) }
}
