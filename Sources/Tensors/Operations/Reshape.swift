extension Tape {
  /// The same elements under another shape: a view, which shares memory and gradient with `x` and copies nothing.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where the numbers of elements differ.
  public func reshape(_ x: Tensor, _ shape: Shape) throws(TensorError) -> Tensor {
    guard shape.count == x.count, shape.sizes.allSatisfy({ $0 >= 0 }) else {
      throw .shapes(operation: "reshape", shapes: [x.shape, shape], expected: "as many elements in both")
    }
    return Tensor(viewing: x, as: shape)
  }
}
