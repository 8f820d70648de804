internal import COneDNN

/// Records what is done to tensors, to replay it and to run it backwards (reverse-mode differentiation).
///
/// Recording an operation runs it once, so a tape reads like ordinary arithmetic. `forward()` then repeats the whole
/// recording on whatever the inputs hold now, in the same buffers and with the same primitives, so that a steady
/// state allocates nothing. A tape is used by one thread at a time.
public final class Tape: @unchecked Sendable {  // A worker has it for itself; only packed weights are shared.
  private var operations: [any Operation] = []
  /// Of each operation, the first parameter that was asked for since the one before it; nil for one without.
  private var parametersUsed: [Parameter?] = []
  private var parameterAsked: Parameter?
  private var leaves: [(tensor: Tensor, parameter: Parameter)] = []
  private let parameters: ParameterStore?
  private var gradients: GradientBuffer?
  private let packedWeights: PackedWeights?
  /// Whether parameters get gradients, as in training.
  public let isDifferentiable: Bool
  /// The batch that this tape has a part of, and which lane's.
  private let batch: DividedBatch
  private let lane: Int
  private var momentsTaken = 0
  /// Indices of the operations before which lanes meet.
  private var meetings: [Int] = []
  private var scratchpad = Storage(size: 0)
  private var borrowers: [Primitive] = []

  /// - Parameters:
  ///   - parameters: where ``parameter(_:)`` finds values.
  ///   - packedWeights: weights in oneDNN's layouts, shared with other tapes and refreshed by their owner after every
  ///     change; without it an operation packs its weights again each time it runs.
  ///   - isDifferentiable: whether parameters get gradients; a tape that only predicts saves their memory.
  ///   - batch: the batch that this tape computes a part of, where samples of other tapes matter to it.
  ///   - lane: whose part, counted from 0.
  public init(
    parameters: ParameterStore? = nil, packedWeights: PackedWeights? = nil, isDifferentiable: Bool = true,
    batch: DividedBatch = DividedBatch(lanes: 1), lane: Int = 0
  ) {
    precondition(0..<batch.lanes ~= lane, "lane \(lane) of \(batch.lanes)")
    (self.batch, self.lane) = (batch, lane)
    self.parameters = parameters
    self.packedWeights = packedWeights
    self.isDifferentiable = isDifferentiable
  }

  // MARK: Leaves

  /// A tensor to be filled from outside before each replay; it needs no gradient.
  public func input(_ shape: Shape, _ type: ElementType = .float32) -> Tensor {
    Tensor(shape, type, needsGradient: false)
  }

  /// A leaf with given values.
  public func leaf(_ values: [Float], _ shape: Shape, _ type: ElementType = .float32, needsGradient: Bool = true)
    -> Tensor
  {
    let tensor = Tensor(shape, type, needsGradient: needsGradient)
    tensor.assign(values)
    return tensor
  }

  /// The leaf that shows a parameter: its values are the store's own, its gradient is where ``bind(gradients:)`` puts it.
  public func parameter(_ parameter: Parameter) -> Tensor {
    guard let parameters else { preconditionFailure("a tape without parameters") }
    parameterAsked = parameterAsked ?? parameter
    if let known = leaves.first(where: { $0.parameter == parameter }) { return known.tensor }
    let offset = parameters.range(of: parameter).lowerBound
    parameters.requireMemory()
    let tensor = Tensor(
      parameter.shape, parameterAt: offset, of: parameters.storage, needsGradient: isDifferentiable)
    leaves.append((tensor, parameter))
    if let gradients {
      tensor.bindGradient(gradients.storage, offset: offset * ElementType.float32.size, adds: false)
    }
    return tensor
  }

  /// Parameter gradients gather in `gradients` from now on, starting by overwriting what it holds, or, where `adds`,
  /// by adding to it, as when another tape has gathered there before.
  ///
  /// After each ``backward(from:)`` the places of all parameters that this tape shows hold their gradients.
  public func bind(gradients: GradientBuffer, adds: Bool = false) {
    guard let parameters else { return }
    precondition(gradients.count == parameters.count, "\(gradients.count) gradients of \(parameters.count) parameters")
    self.gradients = gradients
    for (tensor, parameter) in leaves {
      let offset = parameters.range(of: parameter).lowerBound * ElementType.float32.size
      tensor.bindGradient(gradients.storage, offset: offset, adds: adds)
    }
  }

  // MARK: Recording and running

  func record(_ operation: any Operation) -> Tensor {
    operations.append(operation)
    parametersUsed.append(parameterAsked)
    parameterAsked = nil
    if let joint = operation as? any JointOperation {
      if joint.meets { meetings.append(operations.count - 1) }
      joint.prepareForward()
    }
    operation.forward()
    return operation.output
  }

  /// Repeats the recording on what the inputs hold now; a tape that has a batch for itself.
  public func forward() { for segment in 0..<segments { forward(segment: segment) } }

  /// Parts that a pass has, between which the lanes of a ``DividedBatch`` meet.
  public var segments: Int { meetings.count + 1 }

  /// Repeats a part of the recording, from 0 on.
  public func forward(segment: Int) {
    let start = segment == 0 ? 0 : meetings[segment - 1]
    let end = segment < meetings.count ? meetings[segment] : operations.count
    for index in start..<end {
      let operation = operations[index]
      if index != start || segment == 0 { (operation as? any JointOperation)?.prepareForward() }
      operation.forward()
    }
    if segment < meetings.count { (operations[end] as? any JointOperation)?.prepareForward() }
  }

  /// Runs the recording backwards from outputs whose gradients have been written.
  ///
  /// Gradients of the tape's own tensors are overwritten; those of parameters add up until the next
  /// ``bind(gradients:)``, those of other leaves until ``clearGradients(of:)``.
  public func backward(from outputs: Tensor...) { backward(from: outputs) }

  /// As the variadic form, for a list that is kept, so that a steady state makes none.
  public func backward(from outputs: [Tensor]) {
    for segment in 0..<segments { backward(from: outputs, segment: segment) }
  }

  /// A part of the way back, counted from 0 at the end of the recording.
  public func backward(from outputs: [Tensor], segment: Int) {
    if segment == 0 {
      for operation in operations { operation.output.clearGradient() }
      for output in outputs { _ = output.accumulatesGradient() }
    }
    // Where the lanes have just met, and where they will meet next.
    let last = segment == 0 ? operations.count - 1 : meetings[meetings.count - segment]
    let next = segment < meetings.count ? meetings[meetings.count - 1 - segment] : -1
    for index in stride(from: last, to: next, by: -1) where operations[index].output.isGradientPresent {
      if index != last || segment == 0 { (operations[index] as? any JointOperation)?.prepareBackward() }
      operations[index].backward()
    }
    if next >= 0 {
      if operations[next].output.isGradientPresent { (operations[next] as? any JointOperation)?.prepareBackward() }
    } else if gradients != nil {
      // Whoever sums the lanes' buffers reads all of them, also what no output depends on.
      for leaf in leaves { leaf.tensor.completeGradient() }
    }
  }

  /// Moves the running statistics of every batch normalization in training toward those of the last batch: once for
  /// each forward pass that is to count, and for tapes that share statistics one after another.
  public func updateRunningStatistics() {
    for operation in operations { (operation as? Normalization)?.updateRunningStatistics() }
  }

  /// Lets the next backward pass overwrite the gradients of these leaves.
  public func clearGradients(of leaves: Tensor...) {
    for leaf in leaves { leaf.clearGradient() }
  }

  /// Whether all that was computed from parameters is neither NaN nor infinite. What a rectifier that is part of a
  /// convolution or product turns NaN into 0, so inputs have to be checked.
  public var isFinite: Bool {
    operations.allSatisfy { operation in
      let output = operation.output
      return unsafe !output.needsGradient || FiniteCheck.isFinite(output.address, output.type, output.count)
    }
  }

  /// The first operation, in recorded order, whose output holds NaN or infinity, and the layer it computes: the name of
  /// its parameter without the last part.
  public func firstNonFinite() -> (operation: String, layer: String?)? {
    let place = operations.indices.first { index in
      let output = operations[index].output
      return output.type.isFloatingPoint && output.values.contains { !$0.isFinite }
    }
    return place.map { index in
      (operations[index].name, parametersUsed[index]?.name.split(separator: ".").dropLast().joined(separator: "."))
    }
  }

  // MARK: For operations

  /// Where the lanes of the batch note what the next batch normalization needs, and this tape's lane.
  func nextMoments(channels: Int) -> (LaneMoments, Int) {
    momentsTaken += 1
    return (batch.moments(momentsTaken - 1, channels: channels), lane)
  }

  /// The layout `consumer` wants of `weights`, shared where the tape shares.
  func packed(_ weights: Tensor, transposed: Bool, for consumer: Primitive) throws(TensorError) -> PackedWeight {
    let isParameter = leaves.contains { $0.tensor === weights.root }
    if isParameter, let packedWeights {
      return try packedWeights.weight(weights, transposed: transposed, for: consumer)
    }
    return try PackedWeight(weights, transposed: transposed, for: consumer, isShared: false)
  }

  /// Lends a primitive the tape's scratchpad, which grows to the largest wish.
  func lendScratchpad(_ primitive: Primitive) {
    let size = primitive.size(RL_SCRATCHPAD)
    guard size > 0 else { return }
    borrowers.append(primitive)
    if size > scratchpad.size {
      scratchpad = Storage(size: size)
      for borrower in borrowers { borrower.bind(RL_SCRATCHPAD, scratchpad) }
    } else {
      primitive.bind(RL_SCRATCHPAD, scratchpad)
    }
  }
}
