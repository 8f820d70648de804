internal import RLTensors

/// `x + conv(relu(conv(relu(x))))`.
struct ResidualBlock<Convolution: Layer>: Layer {
  /// The first convolution rectifies its own result.
  let first: Convolution
  let second: Convolution

  func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    let rectified = try tape.relu(input)
    return try tape.add(input, second(first(rectified, on: tape), on: tape))
  }

  func initialize(_ store: ParameterStore, using generator: inout some RandomNumberGenerator) {
    first.initialize(store, using: &generator)
    second.initialize(store, using: &generator)
  }

  func exported() -> [ExportedParameter] { first.exported() + second.exported() }
}
