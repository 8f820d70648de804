internal import RLTensors

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

/// The greatest element of each channel.
struct GlobalMaxPool: Layer {
  func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor { try tape.globalMaxPool(input) }
}

/// The sum of each channel over the image.
struct GlobalSum: Layer {
  func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    try tape.sum(input, over: [1, 2])
  }
}

/// A softmax over all pixels of each image of one channel, times their number: the mean is 1, and what follows sees numbers
/// of a usual size.
struct PixelSoftmax: Layer {
  func callAsFunction(_ input: Tensor, on tape: Tape) throws(TensorError) -> Tensor {
    let shape = input.shape
    let rows = try tape.reshape(input, [shape[0], shape[1] * shape[2] * shape[3]])
    return try tape.reshape(tape.scale(tape.softmax(rows), by: Float(rows.shape[1])), shape)
  }
}
