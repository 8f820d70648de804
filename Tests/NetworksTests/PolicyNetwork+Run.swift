import RLNetworks
import RLTensors
import TestSupport

extension PolicyNetwork {
  /// Gives every exchanged parameter small random values: quicker than orthogonal matrices, and biases are not zero.
  func fill(seed: UInt64) {
    var random = SplitMix64(seed)
    for parameter in exported {
      let fanIn = Float(parameter.shape.count / max(1, parameter.shape[0]))
      parameter.assign(random.floats(parameter.shape.count).map { $0 * (3 / fanIn).squareRoot() }, in: parameters)
    }
  }

  /// Runs it once over some images.
  func run(_ images: [Float], batch: Int, type: ElementType = .float32) throws -> (logits: Tensor, value: Tensor) {
    // The maps of coordinates lie in the store once they are computed.
    _ = try positionMaps()
    let tape = Tape(parameters: parameters, isDifferentiable: false)
    let input = tape.leaf(images, Shape([batch] + observationShape), type, needsGradient: false)
    let output = try record(on: tape, observations: input)
    return (output.logits, output.value)
  }
}
