extension Tape {
  /// Tensors one after another along an axis, counted from 0, or from −1 backwards; any element type.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` where there are none, the axis is missing, or sizes
  ///   differ in another axis; ``TensorError/types(operation:types:expected:)`` where element types differ.
  public func concatenate(_ tensors: [Tensor], axis: Int) throws(TensorError) -> Tensor {
    let shapes = tensors.map(\.shape)
    guard let first = tensors.first else {
      throw .shapes(operation: "concatenate", shapes: [], expected: "at least one tensor")
    }
    let rank = first.shape.rank
    let along = axis < 0 ? axis + rank : axis
    guard 0..<rank ~= along, shapes.allSatisfy({ $0.rank == rank }),
      (0..<rank).allSatisfy({ other in other == along || shapes.allSatisfy { $0[other] == first.shape[other] } })
    else {
      throw .shapes(operation: "concatenate", shapes: shapes, expected: "equal sizes except in axis \(axis)")
    }
    guard tensors.allSatisfy({ $0.type == first.type }) else {
      throw .types(operation: "concatenate", types: tensors.map(\.type), expected: "equal types")
    }
    var sizes = first.shape.sizes
    sizes[along] = shapes.reduce(0) { $0 + $1[along] }
    let strides = Shape(sizes).strides
    var parts: [Placement.Part] = []
    var start = 0
    for tensor in tensors {
      let loops = Loops(tensor.shape, [tensor.shape.strides, strides])
      parts.append(.init(input: tensor, loops: loops, offset: start * strides[along]))
      start += tensor.shape[along]
    }
    return record(Placement("concatenate", Shape(sizes), first.type, parts))
  }
}
