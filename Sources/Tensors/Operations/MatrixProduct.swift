internal import COneDNN

extension Tape {
  /// The matrix product of two matrices, with a bias and a rectifier at no extra pass: `activation(a · b + bias)`.
  ///
  /// - Parameters:
  ///   - a: `[rows, inner]`, float32 or bfloat16.
  ///   - b: `[inner, columns]`, or `[columns, inner]` where `bIsTransposed`; float32 or the type of `a`.
  ///   - bias: `[columns]`, float32.
  ///   - resultType: the result's type; that of `a` unless given.
  /// - Returns: `[rows, columns]`.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where the operands do not fit.
  public func matrixProduct(
    _ a: Tensor, _ b: Tensor, bIsTransposed: Bool = false, bias: Tensor? = nil, activation: Activation = .none,
    resultType: ElementType? = nil
  ) throws(TensorError) -> Tensor {
    record(
      try MatrixProduct(
        self, a, b, bIsTransposed: bIsTransposed, bias: bias, activation: activation, resultType: resultType ?? a.type))
  }
}

private final class MatrixProduct: Operation {
  let name = "matrix product"
  let output: Tensor
  private let a: Tensor
  private let b: Tensor
  private let bias: Tensor?
  private let activation: Activation
  /// b rounded to the type of a and in oneDNN's layout, where it cannot be used as it lies.
  private var pack: PackedWeight?
  private let product: Primitive
  private var gradients: Gradients?
  private var biasGradient: RowSum?

  init(
    _ tape: Tape, _ a: Tensor, _ b: Tensor, bIsTransposed: Bool, bias: Tensor?, activation: Activation,
    resultType: ElementType
  ) throws(TensorError) {
    let columns = try Self.columns(a, b, bIsTransposed, bias, resultType)
    let (rows, inner) = (a.shape[0], a.shape[1])
    (self.a, self.b, self.bias, self.activation) = (a, b, bias, activation)
    let needsGradient = a.needsGradient || b.needsGradient || bias?.needsGradient == true
    output = Tensor([rows, columns], resultType, needsGradient: needsGradient)

    // A float32 matrix is used as it lies: measured, packing gains less than it costs for the batches in use here.
    let packsB = b.type != a.type
    product = try Primitive(
      a, rows: rows, inner: inner, columns: columns, weightsTransposed: bIsTransposed, packs: packsB,
      bias: bias != nil, relu: activation == .relu, to: resultType)
    product.bind(RL_SOURCE, a)
    if packsB {
      let pack = try tape.packed(b, transposed: bIsTransposed, for: product)
      product.bind(RL_WEIGHTS, pack.storage)
      self.pack = pack
    } else {
      product.bind(RL_WEIGHTS, b)
    }
    if let bias { product.bind(RL_BIAS, bias) }
    product.bind(RL_DESTINATION, output)
    tape.lendScratchpad(product)
    if bias?.needsGradient == true { biasGradient = try RowSum(tape, rows: rows, columns: columns, resultType) }
    if needsGradient { gradients = try Gradients(tape, a, b, bIsTransposed: bIsTransposed, output: output) }
  }

  private static func columns(
    _ a: Tensor, _ b: Tensor, _ bIsTransposed: Bool, _ bias: Tensor?, _ resultType: ElementType
  ) throws(TensorError) -> Int {
    guard a.shape.rank == 2, b.shape.rank == 2, a.shape[1] == b.shape[bIsTransposed ? 1 : 0], a.count > 0, b.count > 0
    else {
      throw .shapes(
        operation: "matrix product", shapes: [a.shape, b.shape],
        expected: "[rows, inner] and " + (bIsTransposed ? "[columns, inner]" : "[inner, columns]"))
    }
    let columns = b.shape[bIsTransposed ? 0 : 1]
    guard bias == nil || bias?.shape == [columns] else {
      throw .shapes(
        operation: "matrix product", shapes: [b.shape, bias?.shape ?? []], expected: "a bias of shape [\(columns)]")
    }
    guard a.type.isFloatingPoint, b.type == .float32 || b.type == a.type, bias?.type ?? .float32 == .float32 else {
      throw .types(
        operation: "matrix product", types: [a.type, b.type],
        expected: "float32 or bfloat16, the second float32 or equal")
    }
    guard resultType == .float32 || resultType == a.type else {
      throw .types(
        operation: "matrix product", types: [a.type, resultType],
        expected: "a result in float32 or of the first's type")
    }
    return columns
  }

  func forward() {
    if let pack, !pack.isShared { pack.refresh() }
    product.run()
  }

  func backward() {
    if activation == .relu {
      unsafe Rectifier.mask(output.gradientAddress, by: output.address, output.type, output.count)
    }
    if let bias, let biasGradient { unsafe biasGradient.contribute(output.gradientAddress, to: bias) }
    gradients?.run()
  }
}

/// Both gradients of a product: of a, `g · bᵀ`, and of b, `aᵀ · g`; each in a version that overwrites and one
/// that adds.
private final class Gradients {
  private let a: Tensor
  private let b: Tensor
  private let output: Tensor
  private let bIsTransposed: Bool
  private var ofA: [Primitive] = []
  private var ofB: [Primitive] = []
  /// b rounded to the type of a, transposed, in the layouts that the products of `ofA` want: mostly the same one.
  private var packs: [PackedWeight] = []
  /// The output's gradient rounded to the type of a, where the two differ.
  private var rounding: (primitive: Primitive, storage: Storage)?

  init(_ tape: Tape, _ a: Tensor, _ b: Tensor, bIsTransposed: Bool, output: Tensor) throws(TensorError) {
    (self.a, self.b, self.output, self.bIsTransposed) = (a, b, output, bIsTransposed)
    let (rows, inner, columns) = (a.shape[0], a.shape[1], output.shape[1])
    if output.type != a.type {
      let primitive = try unsafe Primitive("a conversion", detail: output.shape.description) {
        unsafe rl_convert(Int64(output.count), output.type.code, a.type.code, 1, $0)
      }
      let storage = Storage(size: output.count * a.type.size)
      primitive.bind(RL_DESTINATION, storage)
      tape.lendScratchpad(primitive)
      rounding = (primitive, storage)
    }
    if a.needsGradient {
      for adds in [false, true] {
        let primitive = try Primitive(
          a, rows: rows, inner: columns, columns: inner, weightsTransposed: !bIsTransposed,
          packs: b.type != a.type, accumulates: adds, to: a.type)
        if b.type != a.type {
          if let last = packs.last, last.fits(primitive) {
            primitive.bind(RL_WEIGHTS, last.storage)
          } else {
            let pack = try tape.packed(b, transposed: !bIsTransposed, for: primitive)
            primitive.bind(RL_WEIGHTS, pack.storage)
            packs.append(pack)
          }
        } else {
          primitive.bind(RL_WEIGHTS, b)
        }
        tape.lendScratchpad(primitive)
        ofA.append(primitive)
      }
    }
    if b.needsGradient {
      for adds in [false, true] {
        // [inner, rows]·[rows, columns], or its transpose [columns, rows]·[rows, inner].
        let primitive = try Primitive(
          a, rows: bIsTransposed ? columns : inner, inner: rows, columns: bIsTransposed ? inner : columns,
          sourceTransposed: true, accumulates: adds, to: b.type)
        tape.lendScratchpad(primitive)
        ofB.append(primitive)
      }
    }
  }

  func run() {
    var gradient = unsafe output.gradientAddress
    if let rounding {
      unsafe rounding.primitive.bind(RL_SOURCE, gradient)
      rounding.primitive.run()
      unsafe gradient = rounding.storage.address
    }
    if b.needsGradient {
      let product = ofB[b.accumulatesGradient() ? 1 : 0]
      unsafe product.bind(RL_SOURCE, bIsTransposed ? gradient : a.address)
      unsafe product.bind(RL_WEIGHTS, bIsTransposed ? a.address : gradient)
      unsafe product.bind(RL_DESTINATION, b.gradientAddress)
      product.run()
    }
    if a.needsGradient {
      for pack in packs where !pack.isShared { pack.refresh() }
      let product = ofA[a.accumulatesGradient() ? 1 : 0]
      unsafe product.bind(RL_SOURCE, gradient)
      unsafe product.bind(RL_DESTINATION, a.gradientAddress)
      product.run()
    }
  }
}

extension Primitive {
  /// A product whose left operand and packed right operand have the type of `a`.
  fileprivate convenience init(
    _ a: Tensor, rows: Int, inner: Int, columns: Int, sourceTransposed: Bool = false,
    weightsTransposed: Bool = false, packs: Bool = false, bias: Bool = false, relu: Bool = false,
    accumulates: Bool = false, to resultType: ElementType
  ) throws(TensorError) {
    var shape = rl_matmul(
      rows: Int64(rows), inner: Int64(inner), columns: Int64(columns), source_transposed: sourceTransposed ? 1 : 0,
      weights_transposed: weightsTransposed ? 1 : 0, packs_weights: packs ? 1 : 0, has_bias: bias ? 1 : 0,
      relu: relu ? 1 : 0, accumulates: accumulates ? 1 : 0, source_type: a.type.code, weights_type: a.type.code,
      destination_type: resultType.code)
    try unsafe self.init("a matrix product", detail: "[\(rows), \(inner)] by [\(inner), \(columns)] in \(a.type)") {
      unsafe rl_matmul_create(&shape, $0)
    }
  }
}
