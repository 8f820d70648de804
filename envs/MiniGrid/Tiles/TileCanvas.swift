import RLEnvironmentKit

/// A tile at three times its size, so that averaging it down smooths its edges.
struct TileCanvas {
  private static let scale = 3
  /// Samples a side.
  private let side: Int
  /// `[side, side]`, raw values of inks.
  private var samples: [UInt8]

  /// A black tile.
  ///
  /// - Parameter size: of the tile, in pixels.
  init(size: Int) {
    side = size * TileCanvas.scale
    samples = Array(repeating: TileInk.black.rawValue, count: side * side)
  }

  /// Inks the samples whose middles a figure contains.
  mutating func paint(_ shape: TileShape, _ ink: TileInk) {
    for y in 0..<side {
      let middleY = (Double(y) + 0.5) / Double(side)
      for x in 0..<side where shape.contains((Double(x) + 0.5) / Double(side), middleY) {
        samples[y * side + x] = ink.rawValue
      }
    }
  }

  /// Appends the tile: each pixel the mean of its nine samples, fractions dropped.
  func appendPixels(_ palette: [RGB], to bytes: inout [UInt8]) {
    for y in stride(from: 0, to: side, by: TileCanvas.scale) {
      for x in stride(from: 0, to: side, by: TileCanvas.scale) {
        let (a, b, c) = (y * side + x, (y + 1) * side + x, (y + 2) * side + x)
        let ink = samples[a]
        let isEven =
          ink == samples[a + 1] && ink == samples[a + 2] && ink == samples[b] && ink == samples[b + 1]
          && ink == samples[b + 2] && ink == samples[c] && ink == samples[c + 1] && ink == samples[c + 2]
        let color = isEven ? palette[Int(ink)] : mean(palette, rows: (a, b, c))
        bytes.append(color.red)
        bytes.append(color.green)
        bytes.append(color.blue)
      }
    }
  }

  /// The mean of the means of three rows, which is how the package rounds.
  private func mean(_ palette: [RGB], rows: (Int, Int, Int)) -> RGB {
    func row(_ start: Int) -> SIMD4<Double> {
      var sum = SIMD4<Double>.zero
      for index in start..<start + TileCanvas.scale {
        let color = palette[Int(samples[index])]
        sum += SIMD4(Double(color.red), Double(color.green), Double(color.blue), 0)
      }
      return sum / 3
    }
    let mean = (row(rows.0) + row(rows.1) + row(rows.2)) / 3
    return RGB(UInt8(mean.x), UInt8(mean.y), UInt8(mean.z))
  }
}
