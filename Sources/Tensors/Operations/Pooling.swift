internal import COneDNN

extension Tape {
  /// The greatest element under a square window that moves over each channel.
  ///
  ///     output[b, i, j, c] = max over u, v < kernel of input[b, i·stride + u − padding, j·stride + v − padding, c]
  ///
  /// Elements beyond the border do not take part, and neither does NaN. The first of equals receives the gradient.
  /// - Parameters:
  ///   - input: `[batch, height, width, channels]`, float32 or bfloat16.
  ///   - stride: that of the window; its own size unless given.
  /// - Returns: `[batch, output height, output width, channels]`, sized as by
  ///   ``ConvolutionGeometry/outputSize(_:kernel:)``.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where the window does not fit into the image or the
  ///   padding is not smaller than the window.
  public func maxPool(
    _ input: Tensor, kernel: Int, stride: Int? = nil, padding: Int = 0
  ) throws(TensorError) -> Tensor {
    record(try Pooling(self, "max pooling", input, kernel, kernel, stride ?? kernel, padding, averages: false))
  }

  /// The mean of the elements under a square window, those beyond the border not counted. As ``maxPool``.
  public func averagePool(
    _ input: Tensor, kernel: Int, stride: Int? = nil, padding: Int = 0
  ) throws(TensorError) -> Tensor {
    record(try Pooling(self, "average pooling", input, kernel, kernel, stride ?? kernel, padding, averages: true))
  }

  /// The greatest element of each channel: `[batch, height, width, channels]` to `[batch, channels]`.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where the input is no image.
  public func globalMaxPool(_ input: Tensor) throws(TensorError) -> Tensor {
    try globalPool("global max pooling", input, averages: false)
  }

  /// The mean of each channel: `[batch, height, width, channels]` to `[batch, channels]`.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where the input is no image.
  public func globalAveragePool(_ input: Tensor) throws(TensorError) -> Tensor {
    try globalPool("global average pooling", input, averages: true)
  }

  private func globalPool(_ name: String, _ input: Tensor, averages: Bool) throws(TensorError) -> Tensor {
    let shape = input.shape
    guard shape.rank == 4 else { throw Pooling.misfit(name, shape, "[batch, height, width, channels]") }
    let pooled = record(try Pooling(self, name, input, shape[1], shape[2], 1, 0, averages: averages))
    return try reshape(pooled, [shape[0], shape[3]])
  }
}

private final class Pooling: Operation {
  let name: String
  let output: Tensor
  private let input: Tensor
  private let pooling: Primitive
  private var gradient: Primitive?
  /// Where each maximum was found: written forwards, read backwards.
  private let workspace: Storage
  /// Where the gradient goes when it must be added to what is there.
  private lazy var addend = Storage(size: input.count * input.type.size)

  init(
    _ tape: Tape, _ name: String, _ input: Tensor, _ height: Int, _ width: Int, _ stride: Int, _ padding: Int,
    averages: Bool
  ) throws(TensorError) {
    let x = input.shape
    guard x.rank == 4, x.count > 0 else { throw Self.misfit(name, x, "[batch, height, width, channels]") }
    guard stride > 0, height > 0, width > 0, 0..<min(height, width) ~= padding else {
      throw Self.misfit(
        name, x,
        "a positive stride and a padding smaller than the window, got \(height) by \(width), \(stride), \(padding)")
    }
    let geometry = ConvolutionGeometry(stride: stride, padding: padding)
    let size: Shape = [x[0], geometry.outputSize(x[1], kernel: height), geometry.outputSize(x[2], kernel: width), x[3]]
    guard size.count > 0 else {
      throw Self.misfit(name, x, "an image no smaller than the window of \(height) by \(width)")
    }
    guard input.type.isFloatingPoint else {
      throw .types(operation: name, types: [input.type], expected: "float32 or bfloat16")
    }
    (self.name, self.input) = (name, input)
    output = Tensor(size, input.type, needsGradient: input.needsGradient)

    var shape = rl_pooling(
      batch: Int64(x[0]), height: Int64(x[1]), width: Int64(x[2]), channels: Int64(x[3]), kernel_height: Int64(height),
      kernel_width: Int64(width), stride: Int64(stride), padding: Int64(padding), average: averages ? 1 : 0,
      type: input.type.code)
    let detail = "input \(x) and a window of \(height) by \(width) in \(input.type)"
    pooling = try unsafe Primitive(name, detail: detail) { unsafe rl_pooling_forward(&shape, $0) }
    workspace = Storage(size: pooling.size(RL_WORKSPACE))
    pooling.bind(RL_SOURCE, input)
    pooling.bind(RL_DESTINATION, output)
    if pooling.size(RL_WORKSPACE) > 0 { pooling.bind(RL_WORKSPACE, workspace) }
    tape.lendScratchpad(pooling)
    if input.needsGradient {
      let gradient = try unsafe Primitive("the gradient of \(name)", detail: detail) {
        unsafe rl_pooling_backward(&shape, $0)
      }
      if gradient.size(RL_WORKSPACE) > 0 { gradient.bind(RL_WORKSPACE, workspace) }
      tape.lendScratchpad(gradient)
      self.gradient = gradient
    }
  }

  static func misfit(_ name: String, _ shape: Shape, _ expected: String) -> TensorError {
    .shapes(operation: name, shapes: [shape], expected: expected)
  }

  func forward() { pooling.run() }

  func backward() {
    guard let gradient else { return }
    let adds = input.accumulatesGradient()
    unsafe gradient.bind(RL_DESTINATION, output.gradientAddress)
    unsafe gradient.bind(RL_SOURCE, adds ? addend.address : input.gradientAddress)
    gradient.run()
    if adds { unsafe Arithmetic.add(addend.address, to: input.gradientAddress, input.type, input.count) }
  }
}
