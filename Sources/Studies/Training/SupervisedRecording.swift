internal import RLNetworks
internal import RLTensors

/// A network, recorded for some number of samples.
struct SupervisedRecording {
  let tape: Tape
  let input: Tensor
  let outputs: [Tensor]

  /// Of so many samples, which may be a lane's part of a batch.
  init(
    _ network: SequentialNetwork, batch: Int, _ weights: PackedWeights, isDifferentiable: Bool,
    of divided: DividedBatch? = nil, lane: Int = 0
  ) throws {
    tape = Tape(
      parameters: network.parameters, packedWeights: weights, isDifferentiable: isDifferentiable,
      batch: divided ?? DividedBatch(lanes: 1), lane: divided == nil ? 0 : lane)
    input = tape.input(Shape([batch] + network.inputShape))
    outputs = [try network.record(on: tape, input)]
  }

  var output: Tensor { outputs[0] }
}
