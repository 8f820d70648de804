package import RLTensors

/// A layer whose input gains coordinate channels. They are the same for every sample, so what they add to its output is
/// one map per weight update: a parameter derived from the weights that read the coordinates.
package protocol CoordinateLayer: Layer {
  /// `[1, height, width, filters]` of the output.
  var map: Parameter { get }
  /// Records how the map is computed.
  func recordMap(on tape: Tape) throws(TensorError) -> Tensor
}

extension CoordinateLayer {
  /// What its parameters' names begin with.
  var name: String { String(map.name.prefix { $0 != "." }) }
}

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

  /// The channels as a tensor, for an image of `[height, width]`.
  static func leaf(on tape: Tape, imageSize: [Int], hasRadius: Bool) -> Tensor {
    let (height, width) = (imageSize[0], imageSize[1])
    return tape.leaf(
      channels(height: height, width: width, hasRadius: hasRadius), [1, height, width, hasRadius ? 3 : 2],
      needsGradient: false)
  }
}
