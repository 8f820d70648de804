internal import COneDNN

extension Tape {
  /// Convolves images with a bank of filters (cross-correlation, as everywhere in the field).
  ///
  ///     output[b, i, j, o] = activation(bias[o] + positionMap[i, j, o]
  ///         + Σ_{u,v,c} weights[o, c, u, v] · input[b, i·s + u·d − p, j·s + v·d − p, c])
  ///
  /// with stride s, dilation d and padding p.
  ///
  /// - Parameters:
  ///   - input: `[batch, height, width, channels]`, float32 or bfloat16.
  ///   - weights: `[filters, channels, kernel height, kernel width]`, float32.
  ///   - bias: `[filters]`, float32.
  ///   - positionMap: `[1, output height, output width, filters]`, float32: a bias that depends on the place.
  /// - Returns: `[batch, output height, output width, filters]` of the input's type.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where the operands do not fit.
  public func convolution(
    _ input: Tensor, weights: Tensor, bias: Tensor? = nil, positionMap: Tensor? = nil,
    geometry: ConvolutionGeometry = .init(), activation: Activation = .none
  ) throws(TensorError) -> Tensor {
    record(
      try Convolution(
        self, input, weights: weights, bias: bias, positionMap: positionMap, geometry: geometry,
        activation: activation))
  }
}

private final class Convolution: Operation {
  let name = "convolution"
  let output: Tensor
  private let input: Tensor
  private let weights: Tensor
  private let bias: Tensor?
  private let positionMap: Tensor?
  private let activation: Activation

  private let product: Primitive
  private let packed: PackedWeight
  /// Adds the map and rectifies: it comes between the sum and the rectifier, and oneDNN's fast kernels take no map.
  private var mapAddition: Primitive?
  private var mapGradient: RowSum?
  /// Where the weights' gradient, which the bias's comes with, is not wanted.
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
    (self.input, self.weights, self.bias, self.positionMap) = (input, weights, bias, positionMap)
    self.activation = activation

    let detail = "input \(x) and weights \(w) in \(input.type)"
    let fused = activation == .relu && positionMap == nil
    var shape = rl_convolution(image: x, weights: w, geometry, input.type)
    product = try unsafe Primitive("a convolution", detail: detail) {
      unsafe rl_convolution_forward(&shape, bias == nil ? 0 : 1, fused ? 1 : 0, $0)
    }
    packed = try tape.packed(weights, transposed: false, for: product)
    product.bind(RL_SOURCE, input)
    product.bind(RL_WEIGHTS, packed.storage)
    if let bias { product.bind(RL_BIAS, bias) }
    product.bind(RL_DESTINATION, output)
    tape.lendScratchpad(product)

    if let positionMap {
      let addition = try unsafe Primitive("the addition of a position map", detail: detail) {
        unsafe rl_add_row(Int64(x[0]), Int64(positionMap.count), input.type.code, activation == .relu ? 1 : 0, $0)
      }
      addition.bind(RL_SOURCE, output)
      addition.bind(RL_WEIGHTS, positionMap)
      addition.bind(RL_DESTINATION, output)
      tape.lendScratchpad(addition)
      mapAddition = addition
      if positionMap.needsGradient {
        mapGradient = try RowSum(tape, rows: x[0], columns: positionMap.count, input.type)
      }
    }
    if bias?.needsGradient == true, !weights.needsGradient {
      biasGradient = try RowSum(tape, rows: output.count / w[0], columns: w[0], input.type)
    }
    if input.needsGradient {
      let gradient = try unsafe Primitive("a convolution's input gradient", detail: detail) {
        unsafe rl_convolution_backward_data(&shape, $0)
      }
      inputGradient = try ConvolutionInputGradient(
        tape, gradient, from: RL_DESTINATION, to: RL_SOURCE, input, weights, output)
    }
    if weights.needsGradient {
      weightGradient = try ConvolutionWeightGradient(tape, shape, width: size[2], weights, bias, detail)
    }
  }

  private static func outputShape(
    _ input: Tensor, _ weights: Tensor, _ bias: Tensor?, _ map: Tensor?, _ geometry: ConvolutionGeometry
  ) throws(TensorError) -> Shape {
    let (x, w) = (input.shape, weights.shape)
    func misfit(_ shapes: [Shape], _ expected: String) -> TensorError {
      .shapes(operation: "convolution", shapes: shapes, expected: expected)
    }
    guard x.rank == 4, w.rank == 4, x[3] == w[1] else {
      throw misfit([x, w], "input [batch, height, width, channels] and weights [filters, channels, height, width]")
    }
    if let correction = geometry.correction { throw misfit([x, w], correction) }
    let height = geometry.outputSize(x[1], kernel: w[2]), width = geometry.outputSize(x[2], kernel: w[3])
    guard height > 0, width > 0, x[0] > 0, w[0] > 0, x[3] > 0 else {
      throw misfit([x, w], "an image no smaller than the kernel")
    }
    guard bias == nil || bias?.shape == [w[0]] else {
      throw misfit([w, bias?.shape ?? []], "a bias of shape [\(w[0])]")
    }
    let mapShape: Shape = [1, height, width, w[0]]
    guard map == nil || map?.shape == mapShape else {
      throw misfit([x, w, map?.shape ?? []], "a position map of shape \(mapShape)")
    }
    guard input.type.isFloatingPoint, weights.type == .float32, bias?.type ?? .float32 == .float32,
      map?.type ?? .float32 == .float32
    else {
      throw .types(
        operation: "convolution", types: [input.type, weights.type],
        expected: "a float32 or bfloat16 input with float32 weights, bias and map")
    }
    return [x[0], height, width, w[0]]
  }

  func forward() {
    if !packed.isShared { packed.refresh() }
    product.run()
    mapAddition?.run()
  }

  func backward() {
    if activation == .relu {
      unsafe Rectifier.mask(output.gradientAddress, by: output.address, output.type, output.count)
    }
    if let positionMap, let mapGradient {
      unsafe mapGradient.contribute(output.gradientAddress, to: positionMap)
    }
    unsafe weightGradient?.run(image: input.address, gradient: output.gradientAddress)
    if let bias, let biasGradient { unsafe biasGradient.contribute(output.gradientAddress, to: bias) }
    inputGradient?.run()
  }
}
