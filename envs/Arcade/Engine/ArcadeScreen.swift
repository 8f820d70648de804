import EnvironmentKit

/// The images of the last steps, kept in a ring, and how they become an observation.
struct ArcadeScreen: Sendable {
  /// Bytes of a pixel: 1 grey, 3 coloured.
  let channels: Int
  /// How many images an observation shows.
  let depth: Int
  /// `[depth, 84, 84, channels]`, in the order they were taken but for where the ring begins.
  private var images: [UInt8]
  private var newest = 0

  init(options: ArcadeOptions) {
    channels = options.observation == .grey ? 1 : 3
    depth = options.stack
    images = Array(repeating: 0, count: depth * channels * ArcadeCanvas.size)
  }

  /// `[84, 84, depth · channels]`.
  var shape: [Int] { [ArcadeCanvas.side, ArcadeCanvas.side, depth * channels] }

  private var imageSize: Int { channels * ArcadeCanvas.size }

  /// Puts one image in all places.
  mutating func fill(_ canvas: ArcadeCanvas) {
    newest = 0
    store(canvas, canvas)
    for place in 1..<max(1, depth) {
      for byte in 0..<imageSize { images[place * imageSize + byte] = images[byte] }
    }
  }

  /// Takes the brighter of two frames, channel by channel, as the newest image and forgets the oldest.
  mutating func push(_ earlier: ArcadeCanvas, _ later: ArcadeCanvas) {
    newest = newest + 1 == depth ? 0 : newest + 1
    store(earlier, later)
  }

  private mutating func store(_ earlier: ArcadeCanvas, _ later: ArcadeCanvas) {
    let start = newest * imageSize
    let isGrey = channels == 1
    unsafe images.withUnsafeMutableBufferPointer { images in
      let image = unsafe images.baseAddress.unsafelyUnwrapped + start
      unsafe earlier.withPixels { earlier in
        unsafe later.withPixels { later in
          if isGrey {
            unsafe storeBrighter(earlier, later, into: image)
          } else {
            unsafe storeBrighterColors(earlier, later, into: image)
          }
        }
      }
    }
  }

  /// Writes `[84, 84, depth · channels]`: for each pixel the oldest image's bytes first, the newest's last.
  func write(into observation: inout MutableSpan<UInt8>) {
    let (depth, size, channels) = (depth, imageSize, channels)
    precondition(observation.count == depth * size, "\(observation.count) bytes for \(shape)")
    let oldest = newest + 1 == depth ? 0 : newest + 1
    unsafe observation.withUnsafeMutableBufferPointer { observation in
      let out = unsafe observation.baseAddress.unsafelyUnwrapped
      unsafe images.withUnsafeBufferPointer { images in
        let base = unsafe images.baseAddress.unsafelyUnwrapped
        if channels == 1 && depth == 4 {
          func image(_ age: Int) -> UnsafePointer<UInt8> { unsafe base + ((oldest + age) & 3) * size }
          unsafe interleave(image(0), image(1), image(2), image(3), into: out)
        } else {
          unsafe stack(base, count: depth, oldest: oldest, channels: channels, into: out)
        }
      }
    }
  }

  /// See ``Environment/exchange(with:)``.
  mutating func exchange(with archive: inout StateArchive) throws(StateError) {
    try archive.exchange(&images)
    try archive.exchange(&newest, in: 0...depth - 1)
  }
}
