internal import COneDNN

extension Tape {
  /// a + b, element by element. Shapes broadcast as NumPy's do; equal shapes may also both be bfloat16, and cost one
  /// pass over memory.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where the shapes do not broadcast,
  ///   ``TensorError/types(operation:types:expected:)`` for other element types than float32.
  public func add(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    if a.shape == b.shape, a.type == b.type, a.type.isFloatingPoint, a.count > 0 {
      return record(try Addition(self, a, b))
    }
    return record(try Binary(.add, a, b))
  }

  /// a − b, element by element, broadcasting. Throws as ``add(_:_:)`` does; float32 only.
  public func subtract(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor { record(try Binary(.subtract, a, b)) }

  /// a · b, element by element, broadcasting. Throws as ``add(_:_:)`` does; float32 only.
  public func multiply(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor { record(try Binary(.multiply, a, b)) }

  /// a / b, element by element, broadcasting. Throws as ``add(_:_:)`` does; float32 only.
  public func divide(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor { record(try Binary(.divide, a, b)) }

  /// The greater of a and b, element by element, broadcasting; equals share the gradient. Throws as ``add(_:_:)`` does;
  /// float32 only.
  public func maximum(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor { record(try Binary(.maximum, a, b)) }

  /// The lesser of a and b, element by element, broadcasting; equals share the gradient. Throws as ``add(_:_:)`` does;
  /// float32 only.
  public func minimum(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor { record(try Binary(.minimum, a, b)) }
}

/// The sum of two tensors of one shape and type, as in a residual network; oneDNN's own, which in bfloat16 takes a
/// fraction of the time of a loop over them.
private final class Addition: Operation {
  let name = "add"
  let output: Tensor
  private let a: Tensor
  private let b: Tensor
  private let sum: Primitive

  init(_ tape: Tape, _ a: Tensor, _ b: Tensor) throws(TensorError) {
    (self.a, self.b) = (a, b)
    output = Tensor(a.shape, a.type, needsGradient: a.needsGradient || b.needsGradient)
    sum = try unsafe Primitive("a sum", detail: "\(a.shape) in \(a.type)") {
      unsafe rl_add(Int64(a.count), a.type.code, $0)
    }
    sum.bind(RL_SOURCE, a)
    sum.bind(RL_WEIGHTS, b)
    sum.bind(RL_DESTINATION, output)
    tape.lendScratchpad(sum)
  }

  func forward() { sum.run() }

  func backward() {
    for operand in [a, b] where operand.needsGradient {
      unsafe Arithmetic.contribute(output.gradientAddress, to: operand, adds: operand.accumulatesGradient())
    }
  }
}

private final class Binary: Operation {
  enum Function: String {
    case add, subtract, multiply, divide, maximum, minimum
  }

  let function: Function
  var name: String { function.rawValue }
  let output: Tensor
  private let a: Tensor
  private let b: Tensor
  /// Over the output, a and b.
  private let loops: Loops

  init(_ function: Function, _ a: Tensor, _ b: Tensor) throws(TensorError) {
    guard a.type == .float32, b.type == .float32 else {
      throw .types(
        operation: function.rawValue, types: [a.type, b.type],
        expected: "float32" + (function == .add ? ", or bfloat16 in equal shapes" : ""))
    }
    guard let shape = a.shape.broadcast(with: b.shape) else {
      throw .shapes(
        operation: function.rawValue, shapes: [a.shape, b.shape],
        expected: "equal sizes, or 1, in every axis counted from the last")
    }
    (self.function, self.a, self.b) = (function, a, b)
    output = Tensor(shape, .float32, needsGradient: a.needsGradient || b.needsGradient)
    loops = Loops(shape, [shape.strides, a.shape.strides(broadcastTo: shape), b.shape.strides(broadcastTo: shape)])
  }

  func forward() {
    switch function {
    case .add: forward(Sum.self)
    case .subtract: forward(Difference.self)
    case .multiply: forward(Product.self)
    case .divide: forward(Quotient.self)
    case .maximum: forward(Greater.self)
    case .minimum: forward(Lesser.self)
    }
  }

  func backward() {
    switch function {
    case .add: backward(Sum.self)
    case .subtract: backward(Difference.self)
    case .multiply: backward(Product.self)
    case .divide: backward(Quotient.self)
    case .maximum: backward(Greater.self)
    case .minimum: backward(Lesser.self)
    }
  }

  @inline(__always) private func forward<Rule: BinaryRule>(_ rule: Rule.Type) {
    let (y, x, z) = unsafe (output.floats, a.floats, b.floats)
    let (stepA, stepB, count) = (loops.steps[1], loops.steps[2], loops.length)
    loops.forEachRow { i, j, k in unsafe BinaryRow.forward(rule, y + i, x + j, stepA, z + k, stepB, count) }
  }

  @inline(__always) private func backward<Rule: BinaryRule>(_ rule: Rule.Type) {
    let (g, x, z) = unsafe (output.gradientFloats, a.floats, b.floats)
    let (stepA, stepB, count) = (loops.steps[1], loops.steps[2], loops.length)
    if a.needsGradient {
      let target = unsafe a.gradientToAddTo()
      loops.forEachRow { i, j, k in
        unsafe BinaryRow.backwardA(rule, target + j, g + i, x + j, stepA, z + k, stepB, count)
      }
    }
    if b.needsGradient {
      let target = unsafe b.gradientToAddTo()
      loops.forEachRow { i, j, k in
        unsafe BinaryRow.backwardB(rule, target + k, g + i, x + j, stepA, z + k, stepB, count)
      }
    }
  }
}
