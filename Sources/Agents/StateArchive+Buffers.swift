internal import RLEnvironmentKit
internal import RLTensors

extension StateArchive {
  /// A part of a buffer, or all of it.
  mutating func serialize<Element>(_ buffer: Buffer<Element>, _ range: Range<Int>? = nil) throws(StateError) {
    var problem: StateError?
    buffer.withMutableSpan(range ?? 0..<buffer.count) { span in
      do throws(StateError) { try serialize(&span) } catch { problem = error }
    }
    if let problem { throw problem }
  }

  /// A saved count is refused above it: no run comes that far, and one more can always be counted.
  static let greatestCount = Int.max / 2

  /// All of a buffer of counts.
  mutating func serialize(counts buffer: Buffer<Int>) throws(StateError) {
    try serialize(buffer)
    for index in 0..<buffer.count where !(0...StateArchive.greatestCount).contains(buffer[index]) {
      throw refuse("a count of \(buffer[index])")
    }
  }

  /// All of a buffer.
  mutating func serialize(_ buffer: GradientBuffer) throws(StateError) {
    var problem: StateError?
    buffer.withSpan(0..<buffer.count) { span in
      do throws(StateError) { try serialize(&span) } catch { problem = error }
    }
    if let problem { throw problem }
  }
}
