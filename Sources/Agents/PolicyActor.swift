public import EnvironmentKit
public import Networks
internal import Tensors

/// A trained policy that acts: for evaluation, and for whoever wants to use it.
public final class PolicyActor {
  private let policy: RecordedPolicy
  private let positionMaps: PositionMaps
  private let actionCount: Int

  /// - Parameters:
  ///   - batch: observations per call.
  ///   - observationMaximum: largest value an observation byte takes; bytes are divided by it.
  /// - Throws: `TensorError` where oneDNN has no kernel for the network.
  public init(_ network: PolicyNetwork, batch: Int, precision: Precision, observationMaximum: UInt8) throws {
    positionMaps = try network.positionMaps()
    policy = try RecordedPolicy(
      network, batch: batch, precision: precision, observationMaximum: observationMaximum,
      packedWeights: PackedWeights(), isDifferentiable: false)
    actionCount = network.actionCount
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
    precondition(observations.count == policy.observations.count && actions.count == policy.batch)
    policy.observations.withMutableSpan(of: UInt8.self) { target in
      for i in observations.indices { target[i] = observations[i] }
    }
    policy.tape.forward()
    policy.output.logits.withSpan(of: Float.self) { logits in
      for b in 0..<policy.batch {
        actions[b] = Int32(
          isGreedy
            ? Categorical.mode(logits, row: b, actions: actionCount)
            : Categorical.sample(logits, row: b, actions: actionCount, using: &generator).action)
      }
    }
  }
}
