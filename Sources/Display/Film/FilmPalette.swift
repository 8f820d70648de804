internal import RLEnvironmentKit

/// The colors of a film's pictures, as long as an animation can show them all.
///
/// From ffmpeg 6.1 on its `palettegen` finds colors in another color space and rounds on the way back, so that some are
/// one of 255 off; a palette of our own leaves them as they are.
struct FilmPalette {
  /// One place of the 256 is left for what does not change from one picture to the next.
  private static let greatest = 255

  /// Colors as red, green, blue from the lowest byte; empty and `isFull` when there were too many.
  private var colors: Set<UInt32> = []
  private var isFull = false

  mutating func add(_ picture: Picture) {
    guard !isFull else { return }
    let bytes = picture.bytes.span
    // Areas are flat: most pixels have the color of the one before.
    var last: UInt32?
    for start in stride(from: 0, to: bytes.count - 2, by: 3) {
      let color = UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
      if color == last { continue }
      last = color
      guard colors.insert(color).inserted, colors.count > Self.greatest else { continue }
      (colors, isFull) = ([], true)
      return
    }
  }

  /// 16 × 16 pixels of red, green, blue and opacity, the last one transparent, in an order that depends on nothing but
  /// the colors; nil where there are more than fit.
  var image: [UInt8]? {
    guard !isFull else { return nil }
    let known = colors.sorted()
    let filled = known + [UInt32](repeating: known.last ?? 0, count: Self.greatest - known.count)
    return filled.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8 & 0xFF), UInt8($0 >> 16), 0xFF] } + [0, 0, 0, 0]
  }
}
