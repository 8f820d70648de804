/// An array laid out like a ``ParameterStore``: a lane's gradients, or an optimizer's moments.
@safe public final class GradientBuffer: @unchecked Sendable {  // A lane's own until the meeting that sums it.
  public let count: Int
  let storage: Storage

  /// Zeros.
  public init(count: Int) {
    self.count = count
    storage = Storage(size: count * 4)
  }

  package var floats: UnsafeMutablePointer<Float> { unsafe storage.address.assumingMemoryBound(to: Float.self) }

  /// Lends a part for reading and writing.
  public func withSpan<R>(_ range: Range<Int>, _ body: (inout MutableSpan<Float>) -> R) -> R {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    var span = unsafe MutableSpan(
      _unsafeElements: UnsafeMutableBufferPointer(start: floats + range.lowerBound, count: range.count))
    return body(&span)
  }
}
