internal import COneDNN

extension Tape {
  /// Batch normalization in training: each channel of a batch gets mean 0 and variance 1, then scale and shift.
  ///
  ///     output[…, c] = activation(scale[c] · (x[…, c] − mean[c]) / √(variance[c] + ε) + shift[c])
  ///
  /// with mean and (biased) variance over all axes but the last, through which gradients flow; on a tape of a
  /// ``DividedBatch``, over all lanes. A rectifier costs no pass over memory. ``updateRunningStatistics()`` then moves the running statistics, so that recording and
  /// replaying alone leave them as they are:
  ///
  ///     running = momentum · running + (1 − momentum) · batch's
  ///
  /// where the batch's variance is the unbiased one, as in PyTorch and in TensorFlow's fused kernel.
  ///
  /// - Parameters:
  ///   - x: `[batch, …, channels]`, float32 or bfloat16.
  ///   - scale: `[channels]`, float32, like the other three.
  ///   - momentum: the part that is kept, TensorFlow's meaning; PyTorch's is one minus it.
  /// - Returns: shape and type of `x`.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where the operands do not fit.
  ///
  /// Source: Ioffe & Szegedy 2015, arXiv 1502.03167, algorithm 1.
  public func batchNormalization(
    _ x: Tensor, scale: Tensor, shift: Tensor, runningMean: Tensor, runningVariance: Tensor, momentum: Float,
    epsilon: Float, activation: Activation = .none
  ) throws(TensorError) -> Tensor {
    record(
      try Normalization(
        self, .batch(runningMean, runningVariance, momentum: momentum), x, scale, shift, epsilon, activation))
  }

  /// Batch normalization in use: with a given mean and variance, such as training has left. Arguments and errors as for
  /// training.
  public func batchNormalization(
    _ x: Tensor, mean: Tensor, variance: Tensor, scale: Tensor, shift: Tensor, epsilon: Float,
    activation: Activation = .none
  ) throws(TensorError) -> Tensor {
    record(try Normalization(self, .given(mean, variance), x, scale, shift, epsilon, activation))
  }

  /// Layer normalization: each row along the last axis gets mean 0 and variance 1, then scale and shift.
  ///
  ///     output[…, c] = scale[c] · (x[…, c] − mean[…]) / √(variance[…] + ε) + shift[c]
  ///
  /// - Parameters:
  ///   - x: `[…, channels]`, float32 or bfloat16.
  ///   - scale: `[channels]`, float32, like `shift`.
  /// - Returns: shape and type of `x`.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where the operands do not fit.
  ///
  /// Source: Ba, Kiros & Hinton 2016, arXiv 1607.06450, eq. 4.
  public func layerNormalization(
    _ x: Tensor, scale: Tensor, shift: Tensor, epsilon: Float
  ) throws(TensorError) -> Tensor {
    record(try Normalization(self, .row, x, scale, shift, epsilon, .none))
  }
}

final class Normalization: JointOperation {
  /// Whose mean and variance.
  enum Statistics {
    /// Each channel's over the batch, with the running ones that follow them.
    case batch(Tensor, Tensor, momentum: Float)
    /// Each channel's as given.
    case given(Tensor, Tensor)
    /// Each row's.
    case row

    var tensors: [Tensor] {
      switch self {
      case .batch(let mean, let variance, _), .given(let mean, let variance): [mean, variance]
      case .row: []
      }
    }
  }

  let name: String
  let output: Tensor
  private let input: Tensor
  private let scale: Tensor
  private let shift: Tensor
  private let statistics: Statistics
  private let epsilon: Float
  private let rows: Int
  private let normalization: Primitive
  /// Where lanes share their sums over the batch's channels; nil where statistics are given or of rows.
  private let moments: LaneMoments?
  private let lane: Int
  /// Of the batch or the rows, from the last forward pass.
  private let mean: Storage
  private let variance: Storage
  /// Which elements the rectifier let through: written forwards, read backwards.
  private let workspace: Storage

  private var gradient: Primitive?
  private let scaleGradient: Storage
  private let shiftGradient: Storage
  /// Where the input's gradient goes when it is not wanted or must be added to what is there.
  private lazy var addend = Storage(size: input.count * input.type.size)
  /// Whether the present backward pass writes the input's gradient in its place.
  private var overwrites = false
  /// Of what flows back through mean and variance, by channel: first offsets, then slopes.
  private lazy var correction = Storage(size: 2 * scale.count * ElementType.float32.size)

  init(
    _ tape: Tape, _ statistics: Statistics, _ x: Tensor, _ scale: Tensor, _ shift: Tensor, _ epsilon: Float,
    _ activation: Activation
  ) throws(TensorError) {
    let byRow = statistics.tensors.isEmpty
    name = byRow ? "layer normalization" : "batch normalization"
    try Self.check(name, x, [scale, shift] + statistics.tensors, leastRank: byRow ? 1 : 2)
    let channels = x.shape[x.shape.rank - 1]
    rows = x.count / channels
    (self.statistics, input, self.scale, self.shift, self.epsilon) = (statistics, x, scale, shift, epsilon)
    let needsGradient = x.needsGradient || scale.needsGradient || shift.needsGradient
    output = Tensor(x.shape, x.type, needsGradient: needsGradient)

    if case .batch = statistics {
      (moments, lane) = tape.nextMoments(channels: channels)
    } else {
      (moments, lane) = (nil, 0)
    }
    // A batch's statistics are given to oneDNN as well: its lanes find them together.
    var shape = rl_normalization(
      rows: Int64(rows), channels: Int64(channels), by_row: byRow ? 1 : 0, given_statistics: byRow ? 0 : 1,
      relu: activation == .relu ? 1 : 0, epsilon: epsilon, type: x.type.code)
    let detail = "\(x.shape) in \(x.type)"
    normalization = try unsafe Primitive("a \(name)", detail: detail) { unsafe rl_normalization_forward(&shape, $0) }
    mean = Storage(size: normalization.size(RL_MEAN))
    variance = Storage(size: normalization.size(RL_VARIANCE))
    workspace = Storage(size: normalization.size(RL_WORKSPACE))
    scaleGradient = Storage(size: normalization.size(RL_WEIGHTS))
    shiftGradient = Storage(size: normalization.size(RL_BIAS))
    normalization.bind(RL_SOURCE, x)
    normalization.bind(RL_DESTINATION, output)
    bindCommon(normalization, tape)
    if needsGradient {
      let gradient = try unsafe Primitive("the gradient of a \(name)", detail: detail) {
        unsafe rl_normalization_backward(&shape, $0)
      }
      gradient.bind(RL_INPUT, x)
      gradient.bind(RL_WEIGHTS_GRADIENT, scaleGradient)
      gradient.bind(RL_BIAS_GRADIENT, shiftGradient)
      bindCommon(gradient, tape)
      self.gradient = gradient
    }
  }

  private func bindCommon(_ primitive: Primitive, _ tape: Tape) {
    if case .given(let mean, let variance) = statistics {
      primitive.bind(RL_MEAN, mean)
      primitive.bind(RL_VARIANCE, variance)
    } else {
      primitive.bind(RL_MEAN, self.mean)
      primitive.bind(RL_VARIANCE, self.variance)
    }
    primitive.bind(RL_WEIGHTS, scale)
    primitive.bind(RL_BIAS, shift)
    if primitive.size(RL_WORKSPACE) > 0 { primitive.bind(RL_WORKSPACE, workspace) }
    tape.lendScratchpad(primitive)
  }

  private static func check(
    _ name: String, _ x: Tensor, _ vectors: [Tensor], leastRank: Int
  ) throws(TensorError) {
    guard x.shape.rank >= leastRank, x.count > 0 else {
      throw .shapes(
        operation: name, shapes: [x.shape], expected: leastRank == 1 ? "[…, channels]" : "[batch, …, channels]")
    }
    let channels = x.shape[x.shape.rank - 1]
    guard vectors.allSatisfy({ $0.shape == [channels] }) else {
      throw .shapes(
        operation: name, shapes: [x.shape] + vectors.map(\.shape),
        expected: "\(vectors.count) vectors of shape [\(channels)]")
    }
    guard x.type.isFloatingPoint, vectors.allSatisfy({ $0.type == .float32 }) else {
      throw .types(
        operation: name, types: [x.type] + vectors.map(\.type),
        expected: "a float32 or bfloat16 input with float32 vectors")
    }
  }

  var meets: Bool { moments != nil }

  func prepareForward() { unsafe moments?.note(input.address, input.type, rows: rows, lane: lane) }

  func forward() {
    moments?.join(mean: mean, variance: variance)
    normalization.run()
  }

  /// The gradient as if mean and variance were constants, and what the lanes must know of it.
  func prepareBackward() {
    guard let gradient else { return }
    overwrites = input.needsGradient && !input.accumulatesGradient()
    unsafe gradient.bind(RL_DESTINATION, output.gradientAddress)
    unsafe gradient.bind(RL_SOURCE, overwrites ? input.gradientAddress : addend.address)
    gradient.run()
    moments?.note(gradient: shiftGradient, product: scaleGradient, lane: lane)
  }

  func backward() {
    if gradient == nil { return }
    if input.needsGradient {
      let target = unsafe overwrites ? input.gradientAddress : addend.address
      if let moments { unsafe subtractFlow(through: moments, from: target) }
      if !overwrites { unsafe Arithmetic.add(addend.address, to: input.gradientAddress, input.type, input.count) }
    }
    Self.contribute(scaleGradient, to: scale)
    Self.contribute(shiftGradient, to: shift)
  }

  /// What flows back through mean and variance: with y the normalized input and E the mean over the batch,
  ///
  ///     scale / √(variance + ε) · (E[g] + y · E[g · y])
  private func subtractFlow(through moments: LaneMoments, from target: UnsafeMutableRawPointer) {
    let channels = scale.count
    let offsets = unsafe correction.address.assumingMemoryBound(to: Float.self)
    let slopes = unsafe offsets + channels
    let (m, v, gamma) = unsafe (
      mean.address.assumingMemoryBound(to: Float.self), variance.address.assumingMemoryBound(to: Float.self),
      scale.floats
    )
    for c in 0..<channels {
      let (gradient, product) = moments.joinGradients(c)
      let inverse = unsafe 1 / (Double(v[c]) + Double(epsilon)).squareRoot()
      let factor = unsafe Double(gamma[c]) * inverse
      let slope = factor * inverse * product
      unsafe slopes[c] = Float(slope)
      unsafe offsets[c] = Float(factor * gradient - slope * Double(m[c]))
    }
    unsafe ChannelRows.subtract(
      offset: offsets, slope: slopes, times: input.address, from: target, input.type, rows: rows, channels: channels)
  }

  private static func contribute(_ gradient: Storage, to parameter: Tensor) {
    if parameter.needsGradient {
      unsafe Arithmetic.contribute(gradient.address, to: parameter, adds: parameter.accumulatesGradient())
    }
  }

  /// Moves the running statistics toward the last batch's.
  func updateRunningStatistics() {
    guard case .batch(let runningMean, let runningVariance, let momentum) = statistics, let moments else { return }
    let rows = moments.totalRows
    let (m, v) = unsafe (runningMean.floats, runningVariance.floats)
    let batchMean = unsafe mean.address.assumingMemoryBound(to: Float.self)
    let batchVariance = unsafe variance.address.assumingMemoryBound(to: Float.self)
    let unbiased = Float(rows) / Float(max(1, rows - 1))
    for c in 0..<runningMean.count {
      unsafe m[c] = momentum * m[c] + (1 - momentum) * batchMean[c]
      unsafe v[c] = momentum * v[c] + (1 - momentum) * unbiased * batchVariance[c]
    }
  }
}
