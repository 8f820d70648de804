internal import RLEnvironmentKit

/// A square of 9×9 pixels somewhere on a canvas of 64×64: 3136 examples, one for each place (Liu 2018, §2).
package enum NotSoClevr {
  /// Of the canvas.
  package static let side = 64
  /// The least and the greatest coordinate of a square's center.
  static let (first, last) = (4, 59)
  private static let centers = last - first + 1
  /// Of the canvas' pixels, those of a square.
  static let litShare = Double((2 * first + 1) * (2 * first + 1)) / Double(side * side)
  /// Examples in all.
  package static let count = centers * centers

  /// Where an example's center is, in pixels. Columns are the outer order, as in the paper's code.
  package static func center(_ sample: Int) -> (x: Int, y: Int) {
    (first + sample / centers, first + sample % centers)
  }

  /// Whether a pixel is in an example's square.
  @inline(__always) static func isInSquare(x: Int, y: Int, of center: (x: Int, y: Int)) -> Bool {
    abs(x - center.x) <= first && abs(y - center.y) <= first
  }

  /// Which examples train a network and which test it.
  package enum Split: String, Sendable, CaseIterable {
    /// At random: those that the paper's released code takes, 2368 and 768.
    case uniform
    /// The lower right quarter is for the test: 2407 and 729 examples.
    case quadrant

    package var samples: (train: [Int32], test: [Int32]) {
      // NumPy's legacy generator with the released code's seed.
      var generator = NumPyRandomState(seed: 20_202)
      var (train, test): ([Int32], [Int32]) = ([], [])
      for sample in 0..<NotSoClevr.count {
        let center = NotSoClevr.center(sample)
        let isTest =
          switch self {
          case .uniform: generator.rand() < 0.25
          // x / 64 > 0.5, and y likewise
          case .quadrant: center.x > side / 2 && center.y > side / 2
          }
        if isTest { test.append(Int32(sample)) } else { train.append(Int32(sample)) }
      }
      return (train, test)
    }
  }
}
