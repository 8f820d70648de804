extension Tape {
  /// Probabilities from logits: `output[…, k] = exp(x[…, k]) / Σ_l exp(x[…, l])`.
  /// - Parameter x: `[…, classes]`, float32.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where there is no last axis with elements.
  public func softmax(_ x: Tensor) throws(TensorError) -> Tensor { record(try Softmax(x)) }
}

private final class Softmax: Operation {
  let name = "softmax"
  let output: Tensor
  private let input: Tensor
  private let classes: Int

  init(_ x: Tensor) throws(TensorError) {
    guard x.type == .float32 else { throw .types(operation: name, types: [x.type], expected: "float32") }
    guard let classes = x.shape.sizes.last, x.count > 0 else {
      throw .shapes(operation: name, shapes: [x.shape], expected: "[…, classes] with elements")
    }
    (self.classes, input) = (classes, x)
    output = Tensor(x.shape, .float32, needsGradient: x.needsGradient)
  }

  func forward() {
    for row in stride(from: 0, to: output.count, by: classes) {
      unsafe SoftmaxRow.forward(input.floats + row, output.floats + row, classes)
    }
  }

  func backward() {
    guard input.needsGradient else { return }
    let target = unsafe input.gradientToAddTo()
    for row in stride(from: 0, to: output.count, by: classes) {
      unsafe SoftmaxRow.backward(
        output.floats + row, output.gradientFloats + row, to: target + row, classes)
    }
  }
}
