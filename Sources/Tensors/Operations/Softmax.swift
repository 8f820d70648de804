extension Tape {
  /// Probabilities from logits: `output[…, k] = exp(x[…, k]) / Σ_l exp(x[…, l])`.
  /// - Parameter x: `[…, classes]`, float32.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where there is no last axis with elements.
  public func softmax(_ x: Tensor) throws(TensorError) -> Tensor { record(try Softmax("softmax", x, isLog: false)) }

  /// Their logarithms, without the rounding of a logarithm of small numbers: `x[…, k] − log Σ_l exp(x[…, l])`.
  /// Argument and errors as ``softmax(_:)``.
  public func logSoftmax(_ x: Tensor) throws(TensorError) -> Tensor {
    record(try Softmax("log softmax", x, isLog: true))
  }
}

private final class Softmax: Operation {
  let name: String
  let output: Tensor
  private let input: Tensor
  private let isLog: Bool
  private let classes: Int

  init(_ name: String, _ x: Tensor, isLog: Bool) throws(TensorError) {
    guard x.type == .float32 else { throw .types(operation: name, types: [x.type], expected: "float32") }
    guard let classes = x.shape.sizes.last, x.count > 0 else {
      throw .shapes(operation: name, shapes: [x.shape], expected: "[…, classes] with elements")
    }
    (self.name, self.isLog, self.classes, input) = (name, isLog, classes, x)
    output = Tensor(x.shape, .float32, needsGradient: x.needsGradient)
  }

  func forward() {
    for row in stride(from: 0, to: output.count, by: classes) {
      unsafe SoftmaxRow.forward(input.floats + row, output.floats + row, classes, isLog: isLog)
    }
  }

  func backward() {
    guard input.needsGradient else { return }
    let target = unsafe input.gradientToAddTo()
    for row in stride(from: 0, to: output.count, by: classes) {
      unsafe SoftmaxRow.backward(
        output.floats + row, output.gradientFloats + row, to: target + row, classes, isLog: isLog)
    }
  }
}
