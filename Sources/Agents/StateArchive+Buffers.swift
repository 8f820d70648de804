internal import EnvironmentKit
internal import Tensors

extension StateArchive {
  /// A part of a buffer, or all of it.
  mutating func exchange<Element>(_ buffer: Buffer<Element>, _ range: Range<Int>? = nil) throws(StateError) {
    var problem: StateError?
    buffer.withMutableSpan(range ?? 0..<buffer.count) { span in
      do throws(StateError) { try exchange(&span) } catch { problem = error }
    }
    if let problem { throw problem }
  }

  /// All of a buffer.
  mutating func exchange(_ buffer: GradientBuffer) throws(StateError) {
    var problem: StateError?
    buffer.withSpan(0..<buffer.count) { span in
      do throws(StateError) { try exchange(&span) } catch { problem = error }
    }
    if let problem { throw problem }
  }
}
