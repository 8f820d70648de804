internal import RLEnvironmentKit
internal import RLNetworks
internal import RLTensors

/// A policy network recorded for one batch size: fill `observations`, run, read `output`.
final class RecordedPolicy {
  let tape: Tape
  let batch: Int
  /// `[batch, height, width, channels]`, uint8.
  let observations: Tensor
  let output: PolicyNetwork.Output
  /// Where the backward pass starts.
  let outputs: [Tensor]
  private let network: PolicyNetwork

  /// - Parameters:
  ///   - divided: the minibatch whose samples see each other, of which this records the part of one lane.
  /// - Throws: ``ConfigurationError`` for a precision that this processor does not compute in, and `TensorError`.
  init(
    _ network: PolicyNetwork, batch: Int, precision: Precision, observationMaximum: UInt8, packedWeights: PackedWeights,
    isDifferentiable: Bool, of divided: DividedBatch? = nil, lane: Int = 0
  ) throws {
    try precision.requireSupport()
    self.network = network
    self.batch = batch
    tape = Tape(
      parameters: network.parameters, packedWeights: packedWeights, isDifferentiable: isDifferentiable,
      batch: divided ?? DividedBatch(lanes: 1), lane: divided == nil ? 0 : lane)
    observations = tape.input(Shape([batch] + network.observationShape), .uint8)
    // The scale is folded into the conversion, so that the bytes are read once.
    let type = precision.elementType
    let scaled = try tape.convert(
      observations, to: network.normalizesObservations ? .float32 : type, scale: 1 / Float(max(1, observationMaximum)))
    output = try network.record(on: tape, observations: scaled, as: type)
    outputs = [output.logits, output.value]
  }

  /// What the network thinks of a row of the observations it was last run on.
  ///
  /// - Parameter map: the number of the filter whose position map is shown.
  func insight(row: Int, map: Int) -> PolicyInsight {
    output.logits.withSpan(of: Float.self) { logits in
      PolicyInsight(
        value: output.value.withSpan(of: Float.self) { $0[row] },
        probabilities: Categorical.probabilities(logits, row: row, actions: network.actionCount),
        positionMap: network.positionMap(turn: map))
    }
  }
}
