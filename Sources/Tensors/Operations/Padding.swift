extension Tape {
  /// Zeros around a tensor; any element type.
  /// - Parameter amounts: how many before and after it, for each axis.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where there is not one pair for each axis, or an
  ///   amount is negative.
  public func pad(_ x: Tensor, _ amounts: [(before: Int, after: Int)]) throws(TensorError) -> Tensor {
    guard amounts.count == x.shape.rank, amounts.allSatisfy({ $0.before >= 0 && $0.after >= 0 }) else {
      throw .shapes(
        operation: "pad", shapes: [x.shape],
        expected: "an amount of at least 0 before and after each axis, got \(amounts.map { [$0.before, $0.after] })")
    }
    let shape = Shape(zip(x.shape.sizes, amounts).map { $0 + $1.before + $1.after })
    let strides = shape.strides
    let part = Placement.Part(
      input: x, loops: Loops(x.shape, [x.shape.strides, strides]),
      offset: zip(strides, amounts).reduce(0) { $0 + $1.0 * $1.1.before })
    return record(Placement("pad", shape, x.type, [part]))
  }
}
