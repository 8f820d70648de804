/// A color of a picture, sRGB.
public struct RGB: Sendable, Equatable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  public static let black = RGB(0, 0, 0)
  public static let white = RGB(255, 255, 255)
}

/// What a person sees of a world: sRGB bytes, `[height, width, 3]`, row-major, top row first.
public struct Picture: Sendable, Equatable {
  public private(set) var width: Int
  public private(set) var height: Int
  /// `[height, width, 3]`.
  public private(set) var bytes: [UInt8]

  /// A black picture; without a size an empty one, to be resized by what draws on it.
  public init(width: Int = 0, height: Int = 0) {
    precondition(width >= 0 && height >= 0, "a picture of \(width)×\(height)")
    self.width = width
    self.height = height
    bytes = Array(repeating: 0, count: width * height * 3)
  }

  /// Gives the picture a size. Its pixels are arbitrary afterward; nothing is allocated where the size stays.
  public mutating func resize(width: Int, height: Int) {
    if width != self.width || height != self.height { self = Picture(width: width, height: height) }
  }

  /// One pixel, column `x` of row `y`.
  public subscript(x: Int, y: Int) -> RGB {
    get {
      let start = offset(x, y)
      return RGB(bytes[start], bytes[start + 1], bytes[start + 2])
    }
    set {
      let start = offset(x, y)
      bytes[start] = newValue.red
      bytes[start + 1] = newValue.green
      bytes[start + 2] = newValue.blue
    }
  }

  /// Fills a rectangle, as far as it lies in the picture.
  public mutating func fill(x: Int, y: Int, width: Int, height: Int, _ color: RGB) {
    let columns = max(0, x)..<max(0, x, min(self.width, x + width))
    let rows = max(0, y)..<max(0, y, min(self.height, y + height))
    guard let first = rows.first, !columns.isEmpty else { return }
    let (left, pitch) = (columns.lowerBound * 3, self.width * 3)
    var span = bytes.mutableSpan
    for column in columns.indices {
      let start = first * pitch + column * 3
      span[start] = color.red
      span[start + 1] = color.green
      span[start + 2] = color.blue
    }
    for row in rows.dropFirst() { span.repeatRow(first, as: row, at: left, count: columns.count * 3, pitch: pitch) }
  }

  /// Fills the whole picture.
  public mutating func fill(_ color: RGB) {
    fill(x: 0, y: 0, width: width, height: height, color)
  }

  /// Copies a picture to a place, as far as it lies in this one.
  ///
  /// - Parameter scale: pixels of this picture, each way, for one of the other.
  public mutating func copy(_ other: Picture, x: Int, y: Int, scale: Int = 1) {
    let columns = max(0, x)..<max(0, x, min(width, x + other.width * scale))
    let rows = max(0, y)..<max(0, y, min(height, y + other.height * scale))
    guard !columns.isEmpty else { return }
    let pitch = width * 3
    var span = bytes.mutableSpan
    let source = other.bytes.span
    var last = -1
    for row in rows {
      let from = (row - y) / scale
      if from == last {
        span.repeatRow(row - 1, as: row, at: columns.lowerBound * 3, count: columns.count * 3, pitch: pitch)
        continue
      }
      last = from
      if scale == 1 {
        let start = (from * other.width + columns.lowerBound - x) * 3
        span.copyRow(source, from: start, to: row * pitch + columns.lowerBound * 3, count: columns.count * 3)
        continue
      }
      // A counter each way instead of a division for each pixel.
      var (pixel, rest) = ((columns.lowerBound - x) / scale, (columns.lowerBound - x) % scale)
      for column in columns {
        let (to, start) = (row * pitch + column * 3, (from * other.width + pixel) * 3)
        span[to] = source[start]
        span[to + 1] = source[start + 1]
        span[to + 2] = source[start + 2]
        rest += 1
        if rest == scale { (pixel, rest) = (pixel + 1, 0) }
      }
    }
  }

  /// Lends all bytes for writing, `[height, width, 3]`.
  public mutating func withBytes<Result>(_ body: (inout MutableSpan<UInt8>) throws -> Result) rethrows -> Result {
    var span = bytes.mutableSpan
    return try body(&span)
  }

  private func offset(_ x: Int, _ y: Int) -> Int {
    precondition(
      0 <= x && x < width && 0 <= y && y < height, "pixel (\(x), \(y)) is outside a picture of \(width)×\(height)")
    return (y * width + x) * 3
  }
}

extension MutableSpan<UInt8> {
  /// Copies a part of a row of bytes to the same place in another row.
  fileprivate mutating func repeatRow(_ row: Int, as other: Int, at left: Int, count: Int, pitch: Int) {
    let (from, to) = (row * pitch + left, other * pitch + left)
    unsafe withUnsafeMutableBytes { all in
      unsafe UnsafeMutableRawBufferPointer(rebasing: all[to..<to + count])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: all[from..<from + count]))
    }
  }

  /// Copies bytes of another row to a place in this one.
  fileprivate mutating func copyRow(_ source: Span<UInt8>, from: Int, to: Int, count: Int) {
    unsafe withUnsafeMutableBytes { all in
      unsafe source.withUnsafeBytes { bytes in
        unsafe UnsafeMutableRawBufferPointer(rebasing: all[to..<to + count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[from..<from + count]))
      }
    }
  }
}
