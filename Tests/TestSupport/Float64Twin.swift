/// An array of doubles with a shape, for slow and obvious implementations of what `Tensors` computes quickly.
public struct Float64Twin: Sendable {
  public let shape: [Int]
  public var values: [Double]

  public init(_ shape: [Int], _ values: [Double]) {
    precondition(values.count == shape.reduce(1, *))
    (self.shape, self.values) = (shape, values)
  }

  /// Calls `element` with every index, in row-major order.
  public init(_ shape: [Int], _ element: ([Int]) -> Double) {
    self.init(shape, Self.indices(shape).map(element))
  }

  public subscript(index: [Int]) -> Double { values[position(index)] }

  public func position(_ index: [Int]) -> Int {
    precondition(index.count == shape.count)
    return zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 }
  }

  /// Every index of a shape, in row-major order.
  public static func indices(_ shape: [Int]) -> [[Int]] {
    var all: [[Int]] = [[]]
    for size in shape { all = all.flatMap { start in (0..<size).map { start + [$0] } } }
    return all
  }
}

/// The slope of `function` along each of its arguments, (f(x + ε) − f(x − ε)) / 2ε.
public func centralDifference(of function: ([Double]) -> Double, at point: [Double]) -> [Double] {
  let epsilon = 1e-5
  var moved = point
  return point.indices.map { index in
    defer { moved[index] = point[index] }
    moved[index] = point[index] + epsilon
    let above = function(moved)
    moved[index] = point[index] - epsilon
    return (above - function(moved)) / (2 * epsilon)
  }
}

/// Numbers that look random and are the same every time (SplitMix64).
public func testNumbers(_ count: Int, seed: UInt64, in range: ClosedRange<Float> = -1...1) -> [Float] {
  var state = seed
  return (0..<count).map { _ in
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    let unit = Float((bits ^ (bits >> 31)) >> 40) / Float(1 << 24)
    return range.lowerBound + unit * (range.upperBound - range.lowerBound)
  }
}
