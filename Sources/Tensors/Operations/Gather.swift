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
      try Gather(table, indices, Shape(indices.shape.sizes + row), limit: table.shape[0], length: length))
  }
}

private final class Gather: Operation {
  let name = "gather"
  let output: Tensor
  private let source: Tensor
  private let indices: Tensor
  /// Indices are below `limit` and count pieces of `length` elements.
  private let limit, length: Int

  init(
    _ source: Tensor, _ indices: Tensor, _ shape: Shape, limit: Int, length: Int
  ) throws(TensorError) {
    guard indices.type == .int32 else {
      throw .types(operation: name, types: [source.type, indices.type], expected: "indices in int32")
    }
    (self.source, self.indices, self.limit, self.length) = (source, indices, limit, length)
    output = Tensor(shape, source.type, needsGradient: source.needsGradient)
  }

  /// The element of the source where the piece of the `position`-th index starts.
  @inline(__always) private func start(_ numbers: UnsafePointer<Int32>, _ position: Int) -> Int {
    let index = unsafe Int(numbers[position])
    precondition(index >= 0 && index < limit, "\(name): index \(index) at \(position) is not below \(limit)")
    return index * length
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
