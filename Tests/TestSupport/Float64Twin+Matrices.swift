extension Float64Twin {
  public func multiplied(by other: Float64Twin, bias: Float64Twin? = nil, relu: Bool = false) -> Float64Twin {
    .init([shape[0], other.shape[1]]) { index in
      var sum = bias?.values[index[1]] ?? 0
      for k in 0..<shape[1] { sum += values[index[0] * shape[1] + k] * other.values[k * other.shape[1] + index[1]] }
      return relu ? max(0, sum) : sum
    }
  }

  /// Axis `i` of the result is axis `axes[i]` of this.
  public func transposed(_ axes: [Int]) -> Float64Twin {
    .init(axes.map { shape[$0] }) { index in
      var source = [Int](repeating: 0, count: shape.count)
      for (position, axis) in axes.enumerated() { source[axis] = index[position] }
      return self[source]
    }
  }

  public func padded(_ amounts: [(before: Int, after: Int)]) -> Float64Twin {
    .init(zip(shape, amounts).map { $0 + $1.before + $1.after }) { index in
      let source = zip(index, amounts).map { $0 - $1.before }
      return zip(source, shape).allSatisfy { 0..<$1 ~= $0 } ? self[source] : 0
    }
  }

  public static func concatenated(_ parts: [Float64Twin], axis: Int) -> Float64Twin {
    var shape = parts[0].shape
    shape[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
    return .init(shape) { index in
      var index = index
      for part in parts {
        if index[axis] < part.shape[axis] { return part[index] }
        index[axis] -= part.shape[axis]
      }
      return .nan
    }
  }
}
