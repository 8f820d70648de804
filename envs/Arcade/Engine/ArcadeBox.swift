/// A rectangle in sub-pixels: where a thing is and what it hits.
public struct ArcadeBox: Sendable, Equatable {
  /// The left edge.
  public var x: Int
  /// The top edge.
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// Whether the two share some area.
  public func overlaps(_ other: ArcadeBox) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
  }
}

extension ArcadeCanvas {
  /// Fills the pixels of a box, its corner and size rounded down to whole pixels each, so that it never changes size.
  public mutating func fill(_ box: ArcadeBox, _ color: ArcadeColor) {
    fill(x: box.x >> 8, y: box.y >> 8, width: box.width >> 8, height: box.height >> 8, color)
  }
}
