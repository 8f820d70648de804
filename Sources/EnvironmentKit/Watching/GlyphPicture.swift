/// A world in characters, for a terminal: cells two columns wide, so that they are about square.
public struct GlyphPicture: Sendable, Equatable {
  /// One cell.
  public struct Glyph: Sendable, Equatable {
    /// Two columns wide.
    public var text: String
    public var ink: RGB
    public var ground: RGB

    public init(_ text: String, ink: RGB, on ground: RGB) {
      self.text = text
      self.ink = ink
      self.ground = ground
    }
  }

  public let width: Int
  public let height: Int
  /// `[height, width]`, row by row.
  public private(set) var glyphs: [Glyph]

  /// A picture of one glyph all over.
  public init(width: Int, height: Int, filledWith glyph: Glyph) {
    precondition(width >= 0 && height >= 0, "a picture of \(width)×\(height) glyphs")
    self.width = width
    self.height = height
    glyphs = Array(repeating: glyph, count: width * height)
  }

  /// The glyph in column `x` of row `y`.
  public subscript(x: Int, y: Int) -> Glyph {
    get { glyphs[y * width + x] }
    set { glyphs[y * width + x] = newValue }
  }
}
