public import RLTensors

/// Nearest-neighbor upsampling of images by a whole factor.
public struct Upsample: Layer {
  private let factor: Int

  public init(factor: Int) { self.factor = factor }

  public func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    try tape.upsample(input, by: factor)
  }
}
