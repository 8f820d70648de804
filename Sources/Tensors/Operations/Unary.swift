extension Tape {
  /// −x. float32; throws ``TensorError/types(operation:types:expected:)`` otherwise, like the following.
  public func negate(_ x: Tensor) throws(TensorError) -> Tensor { record(try Unary("negate", .affine(-1, 0), x)) }

  /// eˣ
  public func exp(_ x: Tensor) throws(TensorError) -> Tensor { record(try Unary("exp", .exp, x)) }

  /// The natural logarithm.
  public func log(_ x: Tensor) throws(TensorError) -> Tensor { record(try Unary("log", .log, x)) }

  /// √x
  public func sqrt(_ x: Tensor) throws(TensorError) -> Tensor { record(try Unary("sqrt", .sqrt, x)) }

  /// x²
  public func square(_ x: Tensor) throws(TensorError) -> Tensor { record(try Unary("square", .square, x)) }

  /// The hyperbolic tangent.
  public func tanh(_ x: Tensor) throws(TensorError) -> Tensor { record(try Unary("tanh", .tanh, x)) }

  /// 1 / (1 + e⁻ˣ)
  public func sigmoid(_ x: Tensor) throws(TensorError) -> Tensor { record(try Unary("sigmoid", .sigmoid, x)) }

  /// |x|, with gradient 0 at 0.
  public func abs(_ x: Tensor) throws(TensorError) -> Tensor { record(try Unary("abs", .abs, x)) }

  /// x held between two bounds, with gradient 1 there, bounds included, and 0 outside.
  /// - Precondition: min ≤ max.
  public func clamp(_ x: Tensor, min: Float, max: Float) throws(TensorError) -> Tensor {
    precondition(min <= max, "clamp between \(min) and \(max)")
    return record(try Unary("clamp", .clamp(min, max), x))
  }

  /// factor · x
  public func scale(_ x: Tensor, by factor: Float) throws(TensorError) -> Tensor {
    record(try Unary("scale", .affine(factor, 0), x))
  }

  /// x + offset
  public func shift(_ x: Tensor, by offset: Float) throws(TensorError) -> Tensor {
    record(try Unary("shift", .affine(1, offset), x))
  }

  /// max(0, x), float32 or bfloat16, with gradient 0 at 0; NaN stays NaN.
  public func relu(_ x: Tensor) throws(TensorError) -> Tensor { record(try Rectification(x)) }
}

private final class Rectification: Operation {
  let name = "relu"
  let output: Tensor
  private let input: Tensor

  init(_ x: Tensor) throws(TensorError) {
    guard x.type.isFloatingPoint else {
      throw .types(operation: "relu", types: [x.type], expected: "float32 or bfloat16")
    }
    input = x
    output = Tensor(x.shape, x.type, needsGradient: x.needsGradient)
  }

  func forward() { unsafe Rectifier.rectify(input.address, into: output.address, output.type, output.count) }

  func backward() {
    guard input.needsGradient else { return }
    unsafe Rectifier.contribute(
      output.gradientAddress, by: output.address, to: input.gradientAddress, output.type, output.count,
      adds: input.accumulatesGradient())
  }
}

private final class Unary: Operation {
  enum Function {
    /// factor · x + offset
    case affine(Float, Float)
    case clamp(Float, Float)
    case exp, log, sqrt, square, tanh, sigmoid, abs
  }

  let name: String
  let output: Tensor
  private let function: Function
  private let input: Tensor

  init(_ name: String, _ function: Function, _ x: Tensor) throws(TensorError) {
    guard x.type == .float32 else { throw .types(operation: name, types: [x.type], expected: "float32") }
    (self.name, self.function, input) = (name, function, x)
    output = Tensor(x.shape, .float32, needsGradient: x.needsGradient)
  }

  func forward() {
    switch function {
    case .affine(let factor, let offset): forward(Affine(factor: factor, offset: offset))
    case .clamp(let least, let most): forward(Clamp(least: least, most: most))
    case .exp: forward(Exponential())
    case .log: forward(Logarithm())
    case .sqrt: forward(SquareRoot())
    case .square: forward(Square())
    case .tanh: forward(HyperbolicTangent())
    case .sigmoid: forward(Logistic())
    case .abs: forward(Magnitude())
    }
  }

  func backward() {
    guard input.needsGradient else { return }
    switch function {
    case .affine(let factor, let offset): backward(Affine(factor: factor, offset: offset))
    case .clamp(let least, let most): backward(Clamp(least: least, most: most))
    case .exp: backward(Exponential())
    case .log: backward(Logarithm())
    case .sqrt: backward(SquareRoot())
    case .square: backward(Square())
    case .tanh: backward(HyperbolicTangent())
    case .sigmoid: backward(Logistic())
    case .abs: backward(Magnitude())
    }
  }

  @inline(__always) private func forward<Rule: UnaryRule>(_ rule: Rule) {
    unsafe UnaryRow.forward(rule, output.floats, input.floats, output.count)
  }

  @inline(__always) private func backward<Rule: UnaryRule>(_ rule: Rule) {
    let adds = input.accumulatesGradient()
    unsafe UnaryRow.backward(
      rule, input.gradientFloats, output.gradientFloats, input.floats, output.floats, output.count, adds: adds)
  }
}
