import RLEnvironmentKit

/// The images of the last steps, kept as the observation they make.
struct ArcadeScreen: Sendable {
  /// Bytes of a pixel of one image: 1 gray, 3 colored.
  let channels: Int
  /// How many images an observation shows.
  let depth: Int
  /// `[84, 84, depth · channels]`: for each pixel the oldest image's bytes first, the newest's last.
  private var images: [UInt8]

  init(options: ArcadeOptions) {
    channels = options.observation == .gray ? 1 : 3
    depth = options.stack
    images = Array(repeating: 0, count: depth * channels * ArcadeCanvas.size)
  }

  /// `[84, 84, depth · channels]`.
  var shape: [Int] { [ArcadeCanvas.side, ArcadeCanvas.side, depth * channels] }

  /// Makes all images show one frame.
  mutating func fill(_ frame: ArcadeCanvas) {
    for _ in 0..<depth { push(frame, frame) }
  }

  /// Takes the brighter of two frames, channel by channel, as the newest image and forgets the oldest.
  mutating func push(_ earlier: ArcadeCanvas, _ later: ArcadeCanvas) {
    let (depth, channels) = (depth, channels)
    unsafe images.withUnsafeMutableBytes { images in
      let start = unsafe images.baseAddress.unsafelyUnwrapped
      let bytes = unsafe start.assumingMemoryBound(to: UInt8.self)
      // Moving all bytes by one image leaves each pixel's last place to be written.
      if depth > 1 && (depth, channels) != (4, 1) {
        unsafe start.copyMemory(from: start + channels, byteCount: images.count - channels)
      }
      unsafe earlier.withPixels { earlier in
        unsafe later.withPixels { later in
          switch (depth, channels) {
          case (4, 1): unsafe pushOntoFour(earlier, later, stack: start)
          case (_, 1): unsafe appendGray(earlier, later, stack: bytes, depth: depth)
          default: unsafe appendColors(earlier, later, stack: bytes, depth: depth)
          }
        }
      }
    }
  }

  /// Copies the images into an observation.
  func write(into observation: inout MutableSpan<UInt8>) {
    precondition(observation.count == images.count, "\(observation.count) bytes for \(shape)")
    unsafe observation.withUnsafeMutableBytes { observation in
      unsafe images.withUnsafeBytes { unsafe observation.copyMemory(from: $0) }
    }
  }

  /// See ``Environment/serialize(with:)``.
  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&images)
  }
}
