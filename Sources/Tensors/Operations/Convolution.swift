internal import COneDNN

/// How a kernel moves over an image.
public struct ConvolutionGeometry: Sendable, Equatable {
  public var stride: Int
  /// Zeros added on each side.
  public var padding: Int
  /// Distance between neighbouring taps; 1 for an ordinary convolution.
  public var dilation: Int

  public init(stride: Int = 1, padding: Int = 0, dilation: Int = 1) {
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// ⌊(size + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1
  public func outputSize(_ size: Int, kernel: Int) -> Int {
    let room = size + 2 * padding - dilation * (kernel - 1) - 1
    return room < 0 ? 0 : room / stride + 1
  }
}

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

  private let shape: rl_convolution
  private let product: Primitive
  private let packed: PackedWeight
  /// Adds the map and rectifies: it comes between the sum and the rectifier, and oneDNN's fast kernels take no map.
  private var mapAddition: Primitive?
  private var mapGradient: RowSum?
  /// Where the weights' gradient, which the bias's comes with, is not wanted.
  private var biasGradient: RowSum?
  private let inputGradient: ConvolutionInputGradient?
  private let weightGradient: ConvolutionWeightGradient?

  init(
    _ tape: Tape, _ input: Tensor, weights: Tensor, bias: Tensor?, positionMap: Tensor?, geometry: ConvolutionGeometry,
    activation: Activation
  ) throws(TensorError) {
    shape = try Self.checked(input, weights, bias, positionMap, geometry)
    let (x, w) = (input.shape, weights.shape)
    let size: Shape = [
      x[0], geometry.outputSize(x[1], kernel: w[2]), geometry.outputSize(x[2], kernel: w[3]), w[0],
    ]
    let needsGradient =
      input.needsGradient || weights.needsGradient || bias?.needsGradient == true || positionMap?.needsGradient == true
    output = Tensor(size, input.type, needsGradient: needsGradient)
    (self.input, self.weights, self.bias, self.positionMap) = (input, weights, bias, positionMap)
    self.activation = activation

    let detail = "input \(x) and weights \(w) in \(input.type)"
    let fused = activation == .relu && positionMap == nil
    var copy = shape
    product = try unsafe Primitive("a convolution", detail: detail) {
      unsafe rl_convolution_forward(&copy, bias == nil ? 0 : 1, fused ? 1 : 0, $0)
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
    inputGradient =
      input.needsGradient
      ? try ConvolutionInputGradient(tape, shape, input, weights, output, detail) : nil
    weightGradient =
      weights.needsGradient
      ? try ConvolutionWeightGradient(tape, shape, input, weights, bias, output, detail) : nil
  }

  private static func checked(
    _ input: Tensor, _ weights: Tensor, _ bias: Tensor?, _ map: Tensor?, _ geometry: ConvolutionGeometry
  ) throws(TensorError) -> rl_convolution {
    let (x, w) = (input.shape, weights.shape)
    func misfit(_ shapes: [Shape], _ expected: String) -> TensorError {
      .shapes(operation: "convolution", shapes: shapes, expected: expected)
    }
    guard x.rank == 4, w.rank == 4, x[3] == w[1] else {
      throw misfit([x, w], "input [batch, height, width, channels] and weights [filters, channels, height, width]")
    }
    guard geometry.stride > 0, geometry.padding >= 0, geometry.dilation > 0 else {
      throw misfit(
        [x, w],
        "a positive stride and dilation and no negative padding, got stride \(geometry.stride), "
          + "padding \(geometry.padding), dilation \(geometry.dilation)")
    }
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
    return rl_convolution(
      batch: Int64(x[0]), height: Int64(x[1]), width: Int64(x[2]), channels: Int64(x[3]), filters: Int64(w[0]),
      kernel_height: Int64(w[2]), kernel_width: Int64(w[3]), stride: Int64(geometry.stride),
      padding: Int64(geometry.padding), dilation: Int64(geometry.dilation), type: input.type.code)
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
    weightGradient?.run()
    if let bias, let biasGradient { unsafe biasGradient.contribute(output.gradientAddress, to: bias) }
    inputGradient?.run()
  }
}

/// Gradient of a convolution with respect to its input.
private final class ConvolutionInputGradient {
  private let product: Primitive
  private let packed: PackedWeight
  private let input: Tensor
  private let output: Tensor
  /// Where the product goes when it must be added to what is there.
  private lazy var addend = Storage(size: input.count * input.type.size)

  init(_ tape: Tape, _ shape: rl_convolution, _ input: Tensor, _ weights: Tensor, _ output: Tensor, _ detail: String)
    throws(TensorError)
  {
    var shape = shape
    product = try unsafe Primitive("a convolution's input gradient", detail: detail) {
      unsafe rl_convolution_backward_data(&shape, $0)
    }
    packed = try tape.packed(weights, transposed: false, for: product)
    (self.input, self.output) = (input, output)
    product.bind(RL_WEIGHTS, packed.storage)
    tape.lendScratchpad(product)
  }

  func run() {
    if !packed.isShared { packed.refresh() }
    let adds = input.takesGradientByAdding()
    unsafe product.bind(RL_DESTINATION, output.gradientAddress)
    unsafe product.bind(RL_SOURCE, adds ? addend.address : input.gradientAddress)
    product.run()
    if adds { unsafe Arithmetic.add(addend.address, to: input.gradientAddress, input.type, input.count) }
  }
}

/// Gradient of a convolution with respect to its weights and bias.
private final class ConvolutionWeightGradient {
  private let product: Primitive
  private let overwriting: Primitive
  private let adding: Primitive
  private let packed: Storage
  private let biasGradient: Storage
  /// Zeros, where the product must not find what others left in the tape's scratchpad.
  private var zeros: Storage?
  private let weights: Tensor
  private let bias: Tensor?
  private let output: Tensor

  init(
    _ tape: Tape, _ shape: rl_convolution, _ input: Tensor, _ weights: Tensor, _ bias: Tensor?, _ output: Tensor,
    _ detail: String
  ) throws(TensorError) {
    var shape = shape
    let product = try unsafe Primitive("a convolution's weight gradient", detail: detail) {
      unsafe rl_convolution_backward_weights(&shape, bias == nil ? 0 : 1, $0)
    }
    let dimensions = weights.shape.sizes.map(Int64.init)
    func unpacking(adds: Bool) throws(TensorError) -> Primitive {
      try unsafe Primitive("the unpacking of weights", detail: detail) {
        unsafe rl_unpack_weights(product.handle, dimensions, Int32(dimensions.count), adds ? 1 : 0, $0)
      }
    }
    self.product = product
    overwriting = try unpacking(adds: false)
    adding = try unpacking(adds: true)
    packed = Storage(size: product.size(RL_WEIGHTS))
    biasGradient = Storage(size: product.size(RL_BIAS))
    (self.weights, self.bias, self.output) = (weights, bias, output)
    product.bind(RL_SOURCE, input)
    product.bind(RL_WEIGHTS, packed)
    if bias != nil { product.bind(RL_BIAS, biasGradient) }
    overwriting.bind(RL_SOURCE, packed)
    adding.bind(RL_SOURCE, packed)
    for primitive in [overwriting, adding] { tape.lendScratchpad(primitive) }
    // In bfloat16 and for outputs one pixel wide, oneDNN 2.6 sums over parts of its scratchpad that it never wrote:
    // every such shape with padding and a stride above 1 came out wrong on a scratchpad full of NaN.
    if shape.type == RL_BFLOAT16, output.shape[2] == 1, product.size(RL_SCRATCHPAD) > 0 {
      let zeros = Storage(size: product.size(RL_SCRATCHPAD))
      product.bind(RL_SCRATCHPAD, zeros)
      self.zeros = zeros
    } else {
      tape.lendScratchpad(product)
    }
  }

  func run() {
    if let zeros { unsafe zeros.address.initializeMemory(as: UInt8.self, repeating: 0, count: zeros.size) }
    unsafe product.bind(RL_DESTINATION, output.gradientAddress)
    product.run()
    let unpacking = weights.takesGradientByAdding() ? adding : overwriting
    unsafe unpacking.bind(RL_DESTINATION, weights.gradientAddress)
    unpacking.run()
    if let bias, bias.needsGradient {
      unsafe Arithmetic.contribute(biasGradient.address, to: bias, adds: bias.takesGradientByAdding())
    }
  }
}
