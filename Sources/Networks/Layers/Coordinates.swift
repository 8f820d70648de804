/// The coordinate channels of a CoordConv layer.
public enum Coordinates {
  /// x along the width, y along the height, both from −1 to 1, and the radius √(x² + y²) if wanted
  /// (Liu 2018, §3 and listing S9 of v2). Each axis is divided by its own length minus one; an axis of length 1 is 0.
  ///
  /// - Returns: `[1, height, width, 2 or 3]`, row-major.
  public static func channels(height: Int, width: Int, hasRadius: Bool) -> [Float] {
    func scaled(_ k: Int, _ n: Int) -> Float { n == 1 ? 0 : 2 * Float(k) / Float(n - 1) - 1 }
    var values: [Float] = []
    for row in 0..<height {
      for column in 0..<width {
        let (x, y) = (scaled(column, width), scaled(row, height))
        values += hasRadius ? [x, y, (x * x + y * y).squareRoot()] : [x, y]
      }
    }
    return values
  }
}
