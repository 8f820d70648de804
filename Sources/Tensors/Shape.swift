/// The sizes of a tensor's axes, outermost first; images are `[batch, height, width, channels]`.
public struct Shape: Sendable, Equatable, Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
  public let sizes: [Int]

  public init(_ sizes: [Int]) { self.sizes = sizes }
  public init(arrayLiteral sizes: Int...) { self.sizes = sizes }

  /// Number of axes.
  public var rank: Int { sizes.count }
  /// Number of elements; 1 for a scalar, whose shape is `[]`.
  public var count: Int { sizes.reduce(1, *) }
  public subscript(axis: Int) -> Int { sizes[axis] }
  public var description: String { "[" + sizes.map(String.init).joined(separator: ", ") + "]" }

  /// Elements between neighbors along each axis of a row-major array of this shape.
  var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) { strides[axis] = strides[axis + 1] * sizes[axis + 1] }
    return strides
  }
}
