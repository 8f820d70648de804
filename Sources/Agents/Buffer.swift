#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A fixed block of plain numbers, taken once and written in place.
@safe package final class Buffer<Element: BitwiseCopyable>: @unchecked Sendable {  // Belongs to one lane.
  private let elements: UnsafeMutableBufferPointer<Element>
  package let count: Int

  package init(_ count: Int, repeating element: Element) {
    self.count = count
    unsafe elements = .allocate(capacity: count)
    unsafe elements.initialize(repeating: element)
  }

  deinit { unsafe elements.deallocate() }

  @inline(__always) package subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count)
      return unsafe elements[index]
    }
    set {
      precondition(index >= 0 && index < count)
      unsafe elements[index] = newValue
    }
  }

  /// Lends a part for reading.
  package func withSpan<R>(_ range: Range<Int>, _ body: (Span<Element>) throws -> R) rethrows -> R {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return try unsafe body(Span(_unsafeElements: UnsafeBufferPointer(rebasing: elements[range])))
  }

  /// Lends a part for reading and writing.
  package func withMutableSpan<R>(_ range: Range<Int>, _ body: (inout MutableSpan<Element>) throws -> R) rethrows -> R {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    var span = unsafe MutableSpan(_unsafeElements: UnsafeMutableBufferPointer(rebasing: elements[range]))
    return try body(&span)
  }

  /// Copies `count` elements from `start` to `offset` of another place.
  package func copy(from start: Int, count: Int, to target: inout MutableSpan<Element>, at offset: Int) {
    precondition(start >= 0 && start + count <= self.count && offset >= 0 && offset + count <= target.count)
    unsafe target.withUnsafeMutableBufferPointer { target in
      guard let to = target.baseAddress, let from = unsafe elements.baseAddress else { return }
      unsafe memcpy(to + offset, from + start, count * MemoryLayout<Element>.stride)
    }
  }

  /// Copies within the buffer.
  package func move(from start: Int, count: Int, to target: Int) {
    precondition(start >= 0 && start + count <= self.count && target >= 0 && target + count <= self.count)
    guard let base = unsafe elements.baseAddress else { return }
    unsafe memmove(base + target, base + start, count * MemoryLayout<Element>.stride)
  }
}
