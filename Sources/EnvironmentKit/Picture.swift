/// A colour of a picture, sRGB.
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

  /// Gives the picture a size. Its pixels are arbitrary afterwards; nothing is allocated where the size stays.
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
    for row in max(0, y)..<max(0, y, min(self.height, y + height)) {
      for column in columns { self[column, row] = color }
    }
  }

  /// Fills the whole picture.
  public mutating func fill(_ color: RGB) {
    fill(x: 0, y: 0, width: width, height: height, color)
  }

  /// Copies a picture to a place, as far as it lies in this one.
  ///
  /// - Parameter scale: pixels of this picture, each way, for one of the other.
  public mutating func copy(_ other: Picture, x: Int, y: Int, scale: Int = 1) {
    for row in 0..<other.height {
      for column in 0..<other.width {
        fill(x: x + column * scale, y: y + row * scale, width: scale, height: scale, other[column, row])
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
