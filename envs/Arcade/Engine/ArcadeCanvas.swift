/// What a game draws on: 84×84 pixels with the origin at the top left; whatever lies outside is cut off.
///
/// A pixel is a byte. Its meaning is fixed when the canvas is made: a color's luminance, or its place in the
/// palette; so a game drawn by one function serves gray and colored observations without a second pass.
public struct ArcadeCanvas: Sendable {
  /// Width and height.
  public static let side = 84
  /// Pixels in all.
  static let size = side * side
  /// Row-major; then room for a word written at the last pixel; then the byte of each color. All in one array, since
  /// reaching an element of a short inline array copies the whole of it.
  private var bytes: InlineArray<7104, UInt8>
  private static let inks = size + 16

  /// A black canvas.
  ///
  /// - Parameter isGray: whether a pixel is a luminance, or else an index into the palette.
  init(isGray: Bool) {
    bytes = InlineArray(repeating: 0)
    for color in ArcadeColor.allCases {
      bytes[ArcadeCanvas.inks + Int(color.rawValue)] = isGray ? color.luminance : color.rawValue
    }
  }

  /// Whether a pixel is a luminance, or else an index into the palette.
  var isGray: Bool { bytes[ArcadeCanvas.inks + Int(ArcadeColor.white.rawValue)] == ArcadeColor.white.luminance }

  /// The byte at a pixel inside the canvas.
  subscript(x: Int, y: Int) -> UInt8 {
    precondition(0 <= x && x < ArcadeCanvas.side && 0 <= y && y < ArcadeCanvas.side, "pixel \(x), \(y)")
    return bytes[y * ArcadeCanvas.side + x]
  }

  /// Lends the 7056 pixels, row-major.
  func withPixels<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
    unsafe withUnsafeBytes(of: bytes) { bytes in
      unsafe body(bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
    }
  }

  /// Fills a rectangle; one without area is nothing.
  public mutating func fill(x: Int, y: Int, width: Int, height: Int, _ color: ArcadeColor) {
    let left = max(0, x)
    let top = max(0, y)
    let columns = min(ArcadeCanvas.side, x &+ width) &- left
    let rows = min(ArcadeCanvas.side, y &+ height) &- top
    if columns <= 0 || rows <= 0 { return }
    // The last word of a row covers what is left of it, 1 to 8 pixels.
    let wholeWords = (columns &- 1) / 8 * 8
    let mask = UInt64.max >> UInt64(truncatingIfNeeded: 8 &* (8 &- (columns &- wholeWords)))
    unsafe withWords { words in
      let word = unsafe ArcadeCanvas.eightfold(color, words)
      for row in top..<top &+ rows {
        let start = row &* ArcadeCanvas.side &+ left
        var offset = 0
        while offset < wholeWords {
          unsafe words.storeBytes(of: word, toByteOffset: start &+ offset, as: UInt64.self)
          offset &+= 8
        }
        unsafe lay(word, where: mask, at: words + start + wholeWords)
      }
    }
  }

  /// Draws a shape with its top left corner at `x`, `y`; pixels it does not set stay as they are.
  public mutating func draw(_ sprite: ArcadeSprite, x: Int, y: Int, _ color: ArcadeColor) {
    guard x > -16 && x < ArcadeCanvas.side && y > -16 && y < ArcadeCanvas.side else { return }
    // Columns beyond either edge would land in the neighboring row.
    let visible = ArcadeCanvas.visibleColumns(x: x)
    let isWide = sprite.width > 8
    unsafe withWords { words in
      let word = unsafe ArcadeCanvas.eightfold(color, words)
      for row in max(0, -y)..<max(0, -y, min(sprite.height, ArcadeCanvas.side - y)) {
        let start = (y &+ row) &* ArcadeCanvas.side &+ x
        let (left, right) = (sprite.masks[2 * row] & visible.left, sprite.masks[2 * row + 1] & visible.right)
        if start >= 0 {
          unsafe lay(word, where: left, at: words + start)
          if isWide { unsafe lay(word, where: right, at: words + start + 8) }
        } else {
          unsafe ArcadeCanvas.layBeforeStart(words, word: word, left: left, right: right, start: start)
        }
      }
    }
  }

  /// Writes a whole number in digits three pixels wide and five high, a pixel apart.
  ///
  /// - Parameters:
  ///   - x: the left edge of the first digit.
  ///   - digits: the least number of digits, filled up with zeros.
  public mutating func write(_ number: Int, x: Int, y: Int, digits: Int = 1, _ color: ArcadeColor) {
    var rest = number.magnitude
    var count = 1
    var limit: UInt = 10
    while count < 19 && (rest >= limit || count < digits) {
      count += 1
      limit = limit &* 10
    }
    for place in stride(from: count - 1, through: 0, by: -1) {
      draw(ArcadeSprite.digits[Int(rest % 10)], x: x + 4 * place, y: y, color)
      rest /= 10
    }
  }
}

extension ArcadeCanvas {
  @inline(__always)
  private mutating func withWords(_ body: (UnsafeMutableRawPointer) -> Void) {
    unsafe withUnsafeMutableBytes(of: &bytes) { unsafe body($0.baseAddress.unsafelyUnwrapped) }
  }

  /// A color's byte in eight pixels.
  @inline(__always)
  private static func eightfold(_ color: ArcadeColor, _ words: UnsafeMutableRawPointer) -> UInt64 {
    0x0101_0101_0101_0101
      &* UInt64(unsafe words.load(fromByteOffset: inks &+ Int(color.rawValue), as: UInt8.self))
  }

  /// Masks for those of 16 columns from `x` on that lie on the canvas.
  private static func visibleColumns(x: Int) -> (left: UInt64, right: UInt64) {
    if x >= 0 && x <= side - 16 { return (.max, .max) }
    var visible: (left: UInt64, right: UInt64) = (0, 0)
    for column in 0..<8 where 0 <= x + column && x + column < side { visible.left |= 0xFF << (8 * column) }
    for column in 8..<16 where 0 <= x + column && x + column < side { visible.right |= 0xFF << (8 * (column - 8)) }
    return visible
  }

  /// The first row of a shape that hangs over the left edge at the very top: its words begin before the canvas does.
  private static func layBeforeStart(
    _ words: UnsafeMutableRawPointer, word: UInt64, left: UInt64, right: UInt64, start: Int
  ) {
    for column in max(0, -start)..<16 {
      let mask = column < 8 ? left >> (8 * column) : right >> (8 * (column - 8))
      if mask & 1 == 1 {
        unsafe words.storeBytes(of: UInt8(truncatingIfNeeded: word), toByteOffset: start + column, as: UInt8.self)
      }
    }
  }
}

/// Replaces the bytes of eight pixels where the mask is set.
@inline(__always)
private func lay(_ word: UInt64, where mask: UInt64, at place: UnsafeMutableRawPointer) {
  let old = unsafe place.loadUnaligned(as: UInt64.self)
  unsafe place.storeBytes(of: old & ~mask | word & mask, as: UInt64.self)
}
