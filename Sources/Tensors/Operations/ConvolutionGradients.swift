internal import COneDNN

/// Gradient of a convolution, or of a transposed one, with respect to its input: a product of the output's gradient with
/// packed weights.
final class ConvolutionInputGradient {
  private let product: Primitive
  private let source: rl_slot
  private let target: rl_slot
  private let packed: PackedWeight
  private let input: Tensor
  private let output: Tensor
  /// Where the product goes when it must be added to what is there.
  private lazy var addend = Storage(size: input.count * input.type.size)

  /// - Parameters:
  ///   - source: the slot of `product` that reads the output's gradient.
  ///   - target: the slot that it writes.
  init(
    _ tape: Tape, _ product: Primitive, from source: rl_slot, to target: rl_slot, _ input: Tensor, _ weights: Tensor,
    _ output: Tensor
  ) throws(TensorError) {
    (self.product, self.source, self.target) = (product, source, target)
    packed = try tape.packed(weights, transposed: false, for: product)
    (self.input, self.output) = (input, output)
    product.bind(RL_WEIGHTS, packed.storage)
    tape.lendScratchpad(product)
  }

  func run() {
    if !packed.isShared { packed.refresh() }
    let adds = input.accumulatesGradient()
    unsafe product.bind(source, output.gradientAddress)
    unsafe product.bind(target, adds ? addend.address : input.gradientAddress)
    product.run()
    if adds { unsafe Arithmetic.add(addend.address, to: input.gradientAddress, input.type, input.count) }
  }
}

/// Gradient of a convolution with respect to its weights and bias.
final class ConvolutionWeightGradient {
  private let product: Primitive
  private let overwriting: Primitive
  private let adding: Primitive
  private let packed: Storage
  private let biasGradient: Storage
  /// Zeros, where the product must not find what others left in the tape's scratchpad.
  private var zeros: Storage?
  private let weights: Tensor
  private let bias: Tensor?

  /// - Parameter width: that of the convolution's output.
  init(_ tape: Tape, _ shape: rl_convolution, width: Int, _ weights: Tensor, _ bias: Tensor?, _ detail: String)
    throws(TensorError)
  {
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
    (self.weights, self.bias) = (weights, bias)
    product.bind(RL_WEIGHTS, packed)
    if bias != nil { product.bind(RL_BIAS, biasGradient) }
    overwriting.bind(RL_SOURCE, packed)
    adding.bind(RL_SOURCE, packed)
    for primitive in [overwriting, adding] { tape.lendScratchpad(primitive) }
    // In bfloat16 and for outputs one pixel wide, oneDNN 2.6 sums over parts of its scratchpad that it never wrote:
    // every such shape with padding and a stride above 1 came out wrong on a scratchpad full of NaN.
    if shape.type == RL_BFLOAT16, width == 1, product.size(RL_SCRATCHPAD) > 0 {
      let zeros = Storage(size: product.size(RL_SCRATCHPAD))
      product.bind(RL_SCRATCHPAD, zeros)
      self.zeros = zeros
    } else {
      tape.lendScratchpad(product)
    }
  }

  /// - Parameters:
  ///   - image: what the convolution reads.
  ///   - gradient: that of what it writes.
  func run(image: UnsafeMutableRawPointer, gradient: UnsafeMutableRawPointer) {
    if let zeros { unsafe zeros.address.initializeMemory(as: UInt8.self, repeating: 0, count: zeros.size) }
    unsafe product.bind(RL_SOURCE, image)
    unsafe product.bind(RL_DESTINATION, gradient)
    product.run()
    let unpacking = weights.accumulatesGradient() ? adding : overwriting
    unsafe unpacking.bind(RL_DESTINATION, weights.gradientAddress)
    unpacking.run()
    if let bias, bias.needsGradient {
      unsafe Arithmetic.contribute(biasGradient.address, to: bias, adds: bias.accumulatesGradient())
    }
  }
}
