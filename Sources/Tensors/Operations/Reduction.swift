extension Tape {
  /// The sum over some axes, or over all of them.
  /// - Parameters:
  ///   - x: float32.
  ///   - axes: those that disappear, counted from 0, or from −1 backwards; all unless given.
  ///   - keepingAxes: whether they stay with size 1, so that the result broadcasts against `x`.
  /// - Throws: ``TensorError/shapes(operation:shapes:expected:)`` for an axis that `x` lacks or that is named twice.
  public func sum(_ x: Tensor, over axes: [Int]? = nil, keepingAxes: Bool = false) throws(TensorError) -> Tensor {
    record(try Reduction(.sum, x, axes, keepingAxes))
  }

  /// The mean over some axes, or over all of them; arguments and errors as ``sum(_:over:keepingAxes:)``.
  public func mean(_ x: Tensor, over axes: [Int]? = nil, keepingAxes: Bool = false) throws(TensorError) -> Tensor {
    record(try Reduction(.mean, x, axes, keepingAxes))
  }

  /// The greatest element over some axes, or over all of them; equals share the gradient. Arguments and errors as
  /// ``sum(_:over:keepingAxes:)``.
  public func maximum(_ x: Tensor, over axes: [Int]? = nil, keepingAxes: Bool = false) throws(TensorError) -> Tensor {
    record(try Reduction(.maximum, x, axes, keepingAxes))
  }
}

private final class Reduction: Operation {
  enum Function: String {
    case sum, mean, maximum
  }

  let function: Function
  var name: String { function.rawValue }
  let output: Tensor
  private let input: Tensor
  /// Over the input and the output, which is repeated along the axes that disappear.
  private let loops: Loops
  /// How many elements equal each maximum.
  private let ties: Storage

  init(_ function: Function, _ x: Tensor, _ axes: [Int]?, _ keepingAxes: Bool) throws(TensorError) {
    guard x.type == .float32 else { throw .types(operation: function.rawValue, types: [x.type], expected: "float32") }
    let rank = x.shape.rank
    let gone = (axes ?? Array(0..<rank)).map { $0 < 0 ? $0 + rank : $0 }
    guard Set(gone).count == gone.count, gone.allSatisfy({ 0..<rank ~= $0 }), x.count > 0 else {
      throw .shapes(
        operation: function.rawValue, shapes: [x.shape],
        expected: "elements, and each of the axes \(axes ?? []) once among \(rank)")
    }
    let kept = Shape((0..<rank).map { gone.contains($0) ? 1 : x.shape[$0] })
    let squeezed = Shape((0..<rank).filter { !gone.contains($0) }.map { x.shape[$0] })
    (self.function, input) = (function, x)
    output = Tensor(keepingAxes ? kept : squeezed, .float32, needsGradient: x.needsGradient)
    loops = Loops(x.shape, [x.shape.strides, kept.strides(broadcastTo: x.shape)])
    ties = Storage(size: function == .maximum ? output.count * 4 : 0)
  }

  private var factor: Float { function == .mean ? Float(output.count) / Float(input.count) : 1 }

  func forward() {
    let (x, y) = unsafe (input.floats, output.floats)
    let (count, step) = (loops.length, loops.steps[1])
    if function == .maximum {
      for i in 0..<output.count { unsafe y[i] = -.infinity }
      loops.forEachRow { i, j, _ in unsafe ReductionRow.maximize(y + j, step, x + i, count) }
      return
    }
    for i in 0..<output.count { unsafe y[i] = 0 }
    loops.forEachRow { i, j, _ in unsafe ReductionRow.add(x + i, to: y + j, step, count) }
    if function == .mean { for i in 0..<output.count { unsafe y[i] *= factor } }
  }

  func backward() {
    guard input.needsGradient else { return }
    let target = unsafe input.gradientToAddTo()
    let g = unsafe output.gradientFloats
    let (count, step, factor) = (loops.length, loops.steps[1], factor)
    guard function == .maximum else {
      loops.forEachRow { i, j, _ in unsafe ReductionRow.spread(g + j, step, factor, to: target + i, count) }
      return
    }
    let (x, y) = unsafe (input.floats, output.floats)
    let n = unsafe ties.address.assumingMemoryBound(to: Float.self)
    for i in 0..<output.count { unsafe n[i] = 0 }
    loops.forEachRow { i, j, _ in unsafe ReductionRow.count(n + j, y + j, step, x + i, count) }
    loops.forEachRow { i, j, _ in unsafe ReductionRow.share(g + j, n + j, y + j, step, x + i, to: target + i, count) }
  }
}
