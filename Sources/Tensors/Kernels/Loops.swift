/// Nested loops over strided arrays that are walked together, as one row after another.
///
/// Axes over which every array continues without a jump are merged, so that rows are as long as they can be. An array
/// that is repeated along an axis has stride 0 there.
struct Loops {
  /// Elements of a row, and from one to the next in each array.
  let length: Int
  let steps: [Int]
  /// The axes around the rows, outermost first, and the strides of each array along them.
  private let sizes: [Int]
  private let strides: [[Int]]

  /// - Parameter strides: those of one, two or three arrays along each axis of `shape`.
  init(_ shape: Shape, _ strides: [[Int]]) {
    var sizes: [Int] = []
    var kept = strides.map { _ in [Int]() }
    for axis in 0..<shape.rank where shape[axis] != 1 {
      let continues =
        !sizes.isEmpty
        && strides.indices.allSatisfy {
          kept[$0][sizes.count - 1] == strides[$0][axis] * shape[axis]
        }
      if continues {
        sizes[sizes.count - 1] *= shape[axis]
        for array in kept.indices { kept[array][sizes.count - 1] = strides[array][axis] }
      } else {
        sizes.append(shape[axis])
        for array in kept.indices { kept[array].append(strides[array][axis]) }
      }
    }
    length = sizes.popLast() ?? 1
    steps = kept.map { $0.last ?? 1 }
    self.sizes = sizes
    self.strides = kept + (kept.count..<3).map { _ in [Int](repeating: 0, count: kept[0].count) }
  }

  /// Calls `body` with where each row starts in the first, second and third array.
  func forEachRow(_ body: (Int, Int, Int) -> Void) { walk(0, 0, 0, 0, body) }

  private func walk(_ axis: Int, _ a: Int, _ b: Int, _ c: Int, _ body: (Int, Int, Int) -> Void) {
    guard axis < sizes.count else { return body(a, b, c) }
    let (stepA, stepB, stepC) = (strides[0][axis], strides[1][axis], strides[2][axis])
    for i in 0..<sizes[axis] { walk(axis + 1, a + i * stepA, b + i * stepB, c + i * stepC, body) }
  }
}

extension Shape {
  /// The shape both broadcast to, by NumPy's rule: aligned at the last axis, equal sizes or one of them 1.
  func broadcast(with other: Shape) -> Shape? {
    var sizes: [Int] = []
    for back in 1..<max(rank, other.rank) + 1 {
      let a = back <= rank ? self[rank - back] : 1
      let b = back <= other.rank ? other[other.rank - back] : 1
      guard a == b || a == 1 || b == 1 else { return nil }
      sizes.append(a == 1 ? b : a)
    }
    return Shape(sizes.reversed())
  }

  /// Strides of an array of this shape along the axes of a shape it is broadcast to.
  func strides(broadcastTo shape: Shape) -> [Int] {
    let own = strides
    return (0..<shape.rank).map { axis in
      let mine = axis - (shape.rank - rank)
      return mine >= 0 && self[mine] != 1 ? own[mine] : 0
    }
  }
}
