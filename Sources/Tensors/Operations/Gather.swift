extension Tape {
  /// Rows of a table, chosen by index: `output[i…, …] = table[indices[i…], …]`. A row chosen twice receives both
  /// gradients.
  /// - Parameters:
  ///   - table: `[rows, …]`, any element type.
  ///   - indices: any shape, int32.
  /// - Returns: the shape of `indices`, then that of a row.
  /// - Precondition: whenever it runs, `0 ≤ indices < rows`.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` for a table without axes,
  ///   ``TensorError/types(operation:types:expected:)`` for indices other than int32.
  public func gather(_ table: Tensor, _ indices: Tensor) throws(TensorError) -> Tensor {
    guard table.shape.rank > 0 else {
      throw .shapes(operation: "gather", shapes: [table.shape, indices.shape], expected: "a table [rows, …]")
    }
    let row = Array(table.shape.sizes.dropFirst())
    let length = Shape(row).count
    return record(
      try Gather(
        "gather", table, indices, Shape(indices.shape.sizes + row), limit: table.shape[0], length: length, advance: 0))
  }

  /// One element of each row along the last axis: `output[i…] = x[i…, indices[i…]]`.
  /// - Parameters:
  ///   - x: `[…, classes]`, any element type.
  ///   - indices: `[…]`, int32.
  /// - Returns: `[…]`
  /// - Precondition: whenever it runs, `0 ≤ indices < classes`.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where there is not one index for each row,
  ///   ``TensorError/types(operation:types:expected:)`` for indices other than int32.
  public func gatherLast(_ x: Tensor, _ indices: Tensor) throws(TensorError) -> Tensor {
    guard let classes = x.shape.sizes.last, x.shape.sizes.dropLast() == indices.shape.sizes[...] else {
      throw .shapes(
        operation: "gather last", shapes: [x.shape, indices.shape], expected: "[…, classes] and indices […]")
    }
    return record(
      try Gather("gather last", x, indices, indices.shape, limit: classes, length: 1, advance: classes))
  }
}

private final class Gather: Operation {
  let name: String
  let output: Tensor
  private let source: Tensor
  private let indices: Tensor
  /// Indices are below `limit` and count pieces of `length` elements, from a place that moves on by `advance`.
  private let limit, length, advance: Int

  init(
    _ name: String, _ source: Tensor, _ indices: Tensor, _ shape: Shape, limit: Int, length: Int, advance: Int
  ) throws(TensorError) {
    guard indices.type == .int32 else {
      throw .types(operation: name, types: [source.type, indices.type], expected: "indices in int32")
    }
    (self.name, self.source, self.indices) = (name, source, indices)
    (self.limit, self.length, self.advance) = (limit, length, advance)
    output = Tensor(shape, source.type, needsGradient: source.needsGradient)
  }

  /// The element of the source where the piece of the `position`-th index starts.
  @inline(__always) private func start(_ numbers: UnsafePointer<Int32>, _ position: Int) -> Int {
    let index = unsafe Int(numbers[position])
    precondition(index >= 0 && index < limit, "\(name): index \(index) at \(position) is not below \(limit)")
    return position * advance + index * length
  }

  func forward() {
    let numbers = unsafe UnsafePointer(indices.address.assumingMemoryBound(to: Int32.self))
    let bytes = length * source.type.size
    for position in 0..<indices.count {
      let piece = unsafe source.address + start(numbers, position) * source.type.size
      unsafe (output.address + position * bytes).copyMemory(from: piece, byteCount: bytes)
    }
  }

  func backward() {
    guard source.needsGradient else { return }
    source.completeGradient()
    let numbers = unsafe UnsafePointer(indices.address.assumingMemoryBound(to: Int32.self))
    let size = source.type.size
    for position in 0..<indices.count {
      let target = unsafe source.gradientAddress + start(numbers, position) * size
      unsafe Arithmetic.add(output.gradientAddress + position * length * size, to: target, source.type, length)
    }
  }
}
