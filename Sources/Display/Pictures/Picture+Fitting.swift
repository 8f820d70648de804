internal import EnvironmentKit

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

  /// The picture at a smaller size, each pixel the mean of the area it stands for.
  private func averaged(width: Int, height: Int) -> Picture {
    let columns = Picture.shares(of: self.width, among: width)
    let rows = Picture.shares(of: self.height, among: height)
    let area = self.width * self.height
    var smaller = Picture(width: width, height: height)
    for (y, row) in rows.enumerated() {
      for (x, column) in columns.enumerated() {
        var (red, green, blue) = (0, 0, 0)
        for (sourceY, rowWeight) in row {
          for (sourceX, columnWeight) in column {
            let pixel = self[sourceX, sourceY]
            let weight = rowWeight * columnWeight
            red += Int(pixel.red) * weight
            green += Int(pixel.green) * weight
            blue += Int(pixel.blue) * weight
          }
        }
        smaller[x, y] = RGB(
          UInt8((red + area / 2) / area), UInt8((green + area / 2) / area), UInt8((blue + area / 2) / area))
      }
    }
    return smaller
  }

  /// Which of `count` pixels in a line each of fewer ones covers, and by how much: in parts of 1 / `fewer` of a pixel,
  /// so that the weights of each add up to `count`.
  private static func shares(of count: Int, among fewer: Int) -> [[(index: Int, weight: Int)]] {
    (0..<fewer).map { place in
      let covered = place * count..<(place + 1) * count
      return (covered.lowerBound / fewer...(covered.upperBound - 1) / fewer).map { index in
        let pixel = index * fewer..<(index + 1) * fewer
        return (index, covered.clamped(to: pixel).count)
      }
    }
  }
}
