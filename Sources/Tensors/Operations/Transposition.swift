extension Tape {
  /// A tensor with its axes in another order: axis `i` of the result is axis `axes[i]` of `x`. Any element type.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where `axes` is no permutation of those of `x`.
  public func transposed(_ x: Tensor, _ axes: [Int]) throws(TensorError) -> Tensor {
    guard axes.sorted() == Array(0..<x.shape.rank) else {
      throw .shapes(
        operation: "transposed", shapes: [x.shape], expected: "a permutation of \(x.shape.rank) axes, got \(axes)")
    }
    let shape = Shape(axes.map { x.shape[$0] })
    let strides = x.shape.strides
    let loops = Loops(shape, [axes.map { strides[$0] }, shape.strides])
    return record(Placement("transposed", shape, x.type, [.init(input: x, loops: loops, offset: 0)]))
  }
}
