internal import RLEnvironmentKit

extension Picture {
  /// The picture as large as it can be in a square: enlarged by a whole number, so that pixels stay squares, or made
  /// smaller by averaging what falls together.
  func fitted(in side: Int) -> Picture {
    let longest = max(width, height, 1)
    guard longest > side else {
      var larger = Picture(width: width * (side / longest), height: height * (side / longest))
      larger.copy(self, x: 0, y: 0, scale: side / longest)
      return larger
    }
    return averaged(width: max(1, width * side / longest), height: max(1, height * side / longest))
  }

  /// The picture at a size no larger than its own, each pixel the mean of the area it stands for.
  func averaged(width: Int, height: Int) -> Picture {
    let (columns, rows) = (Shares(of: self.width, among: width), Shares(of: self.height, among: height))
    var smaller = Picture(width: width, height: height)
    // Rows are added up first, since that goes quickly, then columns of the few rows that are left.
    var sums = [Float](repeating: 0, count: self.width * 3)
    smaller.withBytes { pixels in
      for y in 0..<height {
        for byte in sums.indices { sums[byte] = 0 }
        for (place, row) in zip(rows.places(of: y), rows.firsts[y]...) {
          add(row: row, times: rows.weights[place], to: &sums)
        }
        let (sums, weights) = (sums.span, columns.weights.span)
        for x in 0..<width {
          var mean = SIMD4<Float>(repeating: 0.5)
          var byte = columns.firsts[x] * 3
          for place in columns.places(of: x) {
            mean += SIMD4(sums[byte], sums[byte + 1], sums[byte + 2], 0) * weights[place]
            byte += 3
          }
          let to = (y * width + x) * 3
          pixels[to] = UInt8(mean.x)
          pixels[to + 1] = UInt8(mean.y)
          pixels[to + 2] = UInt8(mean.z)
        }
      }
    }
    return smaller
  }

  /// Adds a row of bytes to sums.
  private func add(row: Int, times weight: Float, to sums: inout [Float]) {
    // Without a check for each byte the loop becomes one over vectors.
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        let start = row * sums.count
        precondition(start >= 0 && start + sums.count <= bytes.count, "row \(row) of a lower picture")
        for byte in 0..<sums.count { unsafe sums[byte] += Float(bytes[start &+ byte]) * weight }
      }
    }
  }
}

/// Which pixels in a line each of fewer, larger ones covers, and what part of it each of them makes.
private struct Shares {
  /// Of all covered pixels, larger pixel by larger pixel; those of one add up to 1.
  private(set) var weights: [Float] = []
  /// The first pixel each larger one covers.
  private(set) var firsts: [Int] = []
  private var starts = [0]

  /// - Parameter fewer: no more than `count`.
  init(of count: Int, among fewer: Int) {
    for place in 0..<fewer {
      // In parts of 1 / `fewer` of a pixel.
      let covered = place * count..<(place + 1) * count
      let pixels = covered.lowerBound / fewer...(covered.upperBound - 1) / fewer
      firsts.append(pixels.lowerBound)
      weights += pixels.map { Float(covered.clamped(to: $0 * fewer..<($0 + 1) * fewer).count) / Float(count) }
      starts.append(weights.count)
    }
  }

  /// Where the weights of a larger pixel are.
  func places(of place: Int) -> Range<Int> { starts[place]..<starts[place + 1] }
}
