/// The last few observations side by side, oldest channels first.
///
/// Apart from ``FrameStack`` because it is concrete: a world put together at run time is not specialized, and loops
/// over bytes would cost several times as much inside a generic type.
struct FrameHistory: Sendable {
  private let channels: Int
  private let depth: Int
  /// `[height, width, frames · channels]`.
  private var stack: [UInt8]

  /// - Parameter size: bytes of one observation, a multiple of `channels`.
  init(size: Int, channels: Int, frames: Int) {
    self.channels = channels
    depth = channels * frames
    stack = Array(repeating: 0, count: size * frames)
  }

  /// Bytes of all observations together.
  var count: Int { stack.count }

  /// Takes the first observation of an episode, which lies at the buffer's start, for those before it as well.
  mutating func begin(_ buffer: inout MutableSpan<UInt8>) {
    for pixel in 0..<stack.count / depth {
      for index in 0..<depth { stack[pixel * depth + index] = buffer[pixel * channels + index % channels] }
    }
    write(into: &buffer)
  }

  /// Takes one more observation, which lies at the buffer's start, and fills the buffer.
  mutating func push(_ buffer: inout MutableSpan<UInt8>) {
    // All move up by one observation at once: what runs over from the next pixel is overwritten right after.
    for index in 0..<stack.count - channels { stack[index] = stack[index + channels] }
    for pixel in 0..<stack.count / depth {
      let newest = (pixel + 1) * depth - channels
      for index in 0..<channels { stack[newest + index] = buffer[pixel * channels + index] }
    }
    write(into: &buffer)
  }

  private func write(into buffer: inout MutableSpan<UInt8>) {
    let shown = stack.span
    for index in shown.indices { buffer[index] = shown[index] }
  }

  mutating func serialize(with archive: inout StateArchive, maximum: UInt8) throws(StateError) {
    try archive.serialize(&stack)
    if archive.isReading, let byte = stack.max(), byte > maximum {
      throw archive.refuse("an observation holds \(byte)")
    }
  }
}
