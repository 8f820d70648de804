extension Float64Twin {
  public func map(_ function: (Double) -> Double) -> Float64Twin { .init(shape, values.map(function)) }

  /// Applies `function` to pairs of elements, broadcasting: an axis of size 1, or a missing one, repeats.
  public func combined(with other: Float64Twin, _ function: (Double, Double) -> Double) -> Float64Twin {
    let rank = max(shape.count, other.shape.count)
    func widened(_ shape: [Int]) -> [Int] { [Int](repeating: 1, count: rank - shape.count) + shape }
    let a = Float64Twin(widened(shape), values), b = Float64Twin(widened(other.shape), other.values)
    let result = zip(a.shape, b.shape).map { max($0, $1) }
    return .init(result) { index in
      // Modulo the size, any index into an axis of size 1 is 0.
      function(a[zip(index, a.shape).map { $0 % $1 }], b[zip(index, b.shape).map { $0 % $1 }])
    }
  }

  /// Replaces the elements along some axes by one number each.
  public func reduced(over axes: [Int], keepingAxes: Bool, _ function: ([Double]) -> Double) -> Float64Twin {
    var groups: [[Int]: [Double]] = [:]
    for (index, value) in zip(Self.indices(shape), values) {
      groups[index.indices.map { axes.contains($0) ? 0 : index[$0] }, default: []].append(value)
    }
    let kept = Float64Twin(shape.indices.map { axes.contains($0) ? 1 : shape[$0] }) { function(groups[$0] ?? []) }
    if keepingAxes { return kept }
    return .init(shape.indices.filter { !axes.contains($0) }.map { shape[$0] }, kept.values)
  }

  /// Applies `function` to each row along the last axis.
  public func mapRows(_ function: ([Double]) -> [Double]) -> Float64Twin {
    let length = shape[shape.count - 1]
    let rows = stride(from: 0, to: values.count, by: length).map { Array(values[$0..<$0 + length]) }
    return .init(shape, rows.flatMap(function))
  }
}
