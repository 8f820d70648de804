internal import COneDNN

extension Tape {
  /// The transposed ("deconvolution", fractionally strided) convolution: the gradient of a convolution with respect to
  /// its image, as a step forward. With stride 2 it doubles an image.
  ///
  ///     output[b, y·s + u·d − p, x·s + v·d − p, o] collects weights[c, o, u, v] · input[b, y, x, c]
  ///     over all c, y, x, u, v; then activation(… + bias[o] + positionMap[i, j, o])
  ///
  /// with stride s, dilation d and padding p; what falls outside the output is dropped. The geometry is that of the
  /// convolution it transposes: ``ConvolutionGeometry/same(kernel:stride:)`` for TensorFlow's `SAME`, and a far padding
  /// of `padding − output_padding` for PyTorch's output padding.
  ///
  /// - Parameters:
  ///   - input: `[batch, height, width, channels]`, float32 or bfloat16.
  ///   - weights: `[channels, filters, kernel height, kernel width]`, float32, as PyTorch's ConvTranspose2d has them.
  ///   - bias: `[filters]`, float32.
  ///   - positionMap: `[1, output height, output width, filters]`, float32: a bias that depends on the place.
  /// - Returns: `[batch, output height, output width, filters]` of the input's type, sized as by
  ///   ``ConvolutionGeometry/transposedOutputSize(_:kernel:)``.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where the operands do not fit.
  ///
  /// Source: Dumoulin & Visin 2016, arXiv 1603.07285, §4.
  public func transposedConvolution(
    _ input: Tensor, weights: Tensor, bias: Tensor? = nil, positionMap: Tensor? = nil,
    geometry: ConvolutionGeometry = .init(), activation: Activation = .none
  ) throws(TensorError) -> Tensor {
    record(
      try TransposedConvolution(
        self, input, weights: weights, bias: bias, positionMap: positionMap, geometry: geometry,
        activation: activation))
  }
}

/// A convolution's passes with their roles exchanged. oneDNN's own deconvolution does the same, but adds its bias in a
/// reference loop that takes up to thirty times as long as the product.
private final class TransposedConvolution: Operation {
  let name = "transposed convolution"
  let output: Tensor
  private let input: Tensor
  private let bias: Tensor?
  private let positionMap: Tensor?
  private let activation: Activation

  private let product: Primitive
  private let packed: PackedWeight
  /// What each image gains, `[output height, output width, filters]`: bias and map together.
  private var row: Storage?
  private var rowAddition: Primitive?
  private var mapGradient: RowSum?
  private var biasGradient: RowSum?
  private var inputGradient: ConvolutionInputGradient?
  private var weightGradient: ConvolutionWeightGradient?

  init(
    _ tape: Tape, _ input: Tensor, weights: Tensor, bias: Tensor?, positionMap: Tensor?, geometry: ConvolutionGeometry,
    activation: Activation
  ) throws(TensorError) {
    let size = try Self.outputShape(input, weights, bias, positionMap, geometry)
    let (x, w) = (input.shape, weights.shape)
    let needsGradient =
      input.needsGradient || weights.needsGradient || bias?.needsGradient == true || positionMap?.needsGradient == true
    output = Tensor(size, input.type, needsGradient: needsGradient)
    (self.input, self.bias, self.positionMap, self.activation) = (input, bias, positionMap, activation)

    let detail = "input \(x) and weights \(w) in \(input.type)"
    var shape = rl_convolution(image: size, weights: w, geometry, input.type)
    product = try unsafe Primitive("a transposed convolution", detail: detail) {
      unsafe rl_convolution_backward_data(&shape, $0)
    }
    packed = try tape.packed(weights, transposed: false, for: product)
    product.bind(RL_DESTINATION, input)
    product.bind(RL_WEIGHTS, packed.storage)
    product.bind(RL_SOURCE, output)
    tape.lendScratchpad(product)

    let place = size.count / size[0]
    if bias != nil || positionMap != nil || activation == .relu {
      let addition = try unsafe Primitive("the addition of a bias", detail: detail) {
        unsafe rl_add_row(Int64(size[0]), Int64(place), input.type.code, activation == .relu ? 1 : 0, $0)
      }
      let row = Storage(size: place * ElementType.float32.size)
      addition.bind(RL_SOURCE, output)
      addition.bind(RL_WEIGHTS, row)
      addition.bind(RL_DESTINATION, output)
      tape.lendScratchpad(addition)
      (self.row, rowAddition) = (row, addition)
    }
    if positionMap?.needsGradient == true {
      mapGradient = try RowSum(tape, rows: size[0], columns: place, input.type)
    }
    if bias?.needsGradient == true {
      biasGradient = try RowSum(tape, rows: size.count / size[3], columns: size[3], input.type)
    }
    if input.needsGradient {
      let gradient = try unsafe Primitive("a transposed convolution's input gradient", detail: detail) {
        unsafe rl_convolution_forward(&shape, 0, 0, $0)
      }
      inputGradient = try ConvolutionInputGradient(
        tape, gradient, from: RL_SOURCE, to: RL_DESTINATION, input, weights, output)
    }
    if weights.needsGradient {
      weightGradient = try ConvolutionWeightGradient(tape, shape, width: x[2], weights, nil, detail)
    }
  }

  private static func outputShape(
    _ input: Tensor, _ weights: Tensor, _ bias: Tensor?, _ map: Tensor?, _ geometry: ConvolutionGeometry
  ) throws(TensorError) -> Shape {
    let (x, w) = (input.shape, weights.shape)
    func misfit(_ shapes: [Shape], _ expected: String) -> TensorError {
      .shapes(operation: "transposed convolution", shapes: shapes, expected: expected)
    }
    guard x.rank == 4, w.rank == 4, x[3] == w[0], x.count > 0, w.count > 0 else {
      throw misfit([x, w], "input [batch, height, width, channels] and weights [channels, filters, height, width]")
    }
    if let correction = geometry.correction { throw misfit([x, w], correction) }
    let height = geometry.transposedOutputSize(x[1], kernel: w[2])
    let width = geometry.transposedOutputSize(x[2], kernel: w[3])
    guard height > 0, width > 0 else { throw misfit([x, w], "a padding that leaves something of the output") }
    guard bias == nil || bias?.shape == [w[1]] else {
      throw misfit([w, bias?.shape ?? []], "a bias of shape [\(w[1])]")
    }
    let mapShape: Shape = [1, height, width, w[1]]
    guard map == nil || map?.shape == mapShape else {
      throw misfit([x, w, map?.shape ?? []], "a position map of shape \(mapShape)")
    }
    guard input.type.isFloatingPoint, weights.type == .float32, bias?.type ?? .float32 == .float32,
      map?.type ?? .float32 == .float32
    else {
      throw .types(
        operation: "transposed convolution", types: [input.type, weights.type],
        expected: "a float32 or bfloat16 input with float32 weights, bias and map")
    }
    return [x[0], height, width, w[1]]
  }

  func forward() {
    if !packed.isShared { packed.refresh() }
    product.run()
    guard let row, let rowAddition else { return }
    let values = unsafe row.address.assumingMemoryBound(to: Float.self)
    let (filters, place) = (output.shape[3], output.count / output.shape[0])
    if let positionMap {
      unsafe values.update(from: positionMap.floats, count: place)
    } else {
      unsafe values.update(repeating: 0, count: place)
    }
    if let bias {
      let b = unsafe bias.floats
      for start in stride(from: 0, to: place, by: filters) {
        for o in 0..<filters { unsafe values[start + o] += b[o] }
      }
    }
    rowAddition.run()
  }

  func backward() {
    if activation == .relu {
      unsafe Rectifier.mask(output.gradientAddress, by: output.address, output.type, output.count)
    }
    if let positionMap, let mapGradient {
      unsafe mapGradient.contribute(output.gradientAddress, to: positionMap)
    }
    if let bias, let biasGradient { unsafe biasGradient.contribute(output.gradientAddress, to: bias) }
    unsafe weightGradient?.run(image: output.gradientAddress, gradient: input.address)
    inputGradient?.run()
  }
}
