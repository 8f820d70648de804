extension Tape {
  /// Nearest-neighbor upsampling: every pixel becomes a square of `factor` by `factor` equals.
  ///
  ///     output[b, i, j, c] = input[b, ⌊i / factor⌋, ⌊j / factor⌋, c]
  ///
  /// - Parameter input: `[batch, height, width, channels]`, float32 or bfloat16.
  /// - Returns: `[batch, factor · height, factor · width, channels]`.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where the input is no image or the factor below 1.
  public func upsample(_ input: Tensor, by factor: Int) throws(TensorError) -> Tensor {
    record(try Upsampling(input, factor))
  }
}

private final class Upsampling: Operation {
  let name = "upsample"
  let output: Tensor
  private let input: Tensor
  /// Over the input, repeated in two axes, and the output.
  private let loops: Loops

  init(_ input: Tensor, _ factor: Int) throws(TensorError) {
    let x = input.shape
    guard x.rank == 4, x.count > 0, factor > 0 else {
      throw .shapes(
        operation: "upsample", shapes: [x],
        expected: "[batch, height, width, channels] and a positive factor, got \(factor)")
    }
    guard input.type.isFloatingPoint else {
      throw .types(operation: "upsample", types: [input.type], expected: "float32 or bfloat16")
    }
    self.input = input
    output = Tensor([x[0], x[1] * factor, x[2] * factor, x[3]], input.type, needsGradient: input.needsGradient)
    let squares: Shape = [x[0], x[1], factor, x[2], factor, x[3]]
    let pixels: Shape = [x[0], x[1], 1, x[2], 1, x[3]]
    loops = Loops(squares, [pixels.strides(broadcastTo: squares), squares.strides])
  }

  func forward() {
    let (type, size) = (output.type, output.type.size)
    let (x, y) = unsafe (input.address, output.address)
    let (count, stepX, stepY) = (loops.length, loops.steps[0], loops.steps[1])
    loops.forEachRow { i, j, _ in
      unsafe Strided.copy(x + i * size, stepX, to: y + j * size, stepY, type, count)
    }
  }

  func backward() {
    guard input.needsGradient else { return }
    input.completeGradient()
    let (type, size) = (output.type, output.type.size)
    let (target, g) = unsafe (input.gradientAddress, output.gradientAddress)
    let (count, stepX, stepY) = (loops.length, loops.steps[0], loops.steps[1])
    loops.forEachRow { i, j, _ in
      unsafe Strided.contribute(g + j * size, stepY, to: target + i * size, stepX, type, count, adds: true)
    }
  }
}
