internal import RLEnvironmentKit

extension Picture {
  /// The picture no larger than a rectangle, about as large as fits.
  ///
  /// A world draws cells of several pixels. Among the sizes that are not much smaller than the largest, the one that
  /// has most in common with the picture's own keeps their rims on whole pixels: 160 becomes 60 rather than 62.
  func reduced(width: Int, height: Int) -> Picture {
    guard self.width > 0 && self.height > 0 else { return self }
    let common = greatestCommonDivisor(self.width, self.height)
    let (across, down) = (self.width / common, self.height / common)
    let most = min(common, width / across, height / down)
    let crisp = (1...max(1, most)).filter { 4 * $0 > 3 * most }.max {
      (greatestCommonDivisor($0, common), $0) < (greatestCommonDivisor($1, common), $1)
    }
    if let crisp, most > 0 { return averaged(width: across * crisp, height: down * crisp) }
    // Sides with little in common.
    let ratio = min(1, Double(width) / Double(self.width), Double(height) / Double(self.height))
    return averaged(
      width: max(1, Int(Double(self.width) * ratio)), height: max(1, Int(Double(self.height) * ratio)))
  }
}

private func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  second == 0 ? first : greatestCommonDivisor(second, first % second)
}
