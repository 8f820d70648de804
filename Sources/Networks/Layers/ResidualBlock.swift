internal import Tensors

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

  func exchange() -> [ExchangedParameter] { first.exchange() + second.exchange() }
}

/// The largest element under each position of a window.
struct MaxPool: Layer {
  let kernel: Int
  let stride: Int
  let padding: Int

  func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    try tape.maxPool(input, kernel: kernel, stride: stride, padding: padding)
  }
}

/// The mean of each channel over the image.
struct GlobalAveragePool: Layer {
  func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    try tape.globalAveragePool(input)
  }
}

/// max(0, x)
struct Rectify: Layer {
  func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor { try tape.relu(input) }
}
