internal import RLNetworks

/// A shape of 7×7 pixels somewhere on a canvas of 32×32. In training it is in the left part of the canvas only; the rest
/// is for the test.
package enum Translation {
  /// Of the canvas.
  package static let side = 32
  /// Rows of a shape, from its center each way.
  static let reach = 3
  /// Places of a center along an axis.
  package static let centers = side - 2 * reach

  /// What may be on the canvas.
  package enum Shape: Int, Sendable, CaseIterable {
    case square, cross, diamond

    func isLit(_ x: Int, _ y: Int) -> Bool {
      switch self {
      case .square: max(abs(x), abs(y)) == Translation.reach
      case .cross: abs(x) <= Translation.reach && abs(y) <= Translation.reach && abs(x) == abs(y)
      case .diamond: abs(x) + abs(y) == Translation.reach
      }
    }
  }

  /// Every shape at every place.
  package static let count = Shape.allCases.count * centers * centers

  static func shape(_ sample: Int) -> Shape { Shape.allCases[sample % Shape.allCases.count] }

  /// Where a sample's center is, in pixels.
  package static func center(_ sample: Int) -> (x: Int, y: Int) {
    let place = sample / Shape.allCases.count
    return (reach + place / centers, reach + place % centers)
  }

  /// Parts of the canvas that are kept for the test, in percent of the places along the width.
  static let heldOut = [10, 25, 50, 75, 90]

  /// Columns of centers that are for training.
  static func trained(heldOut percent: Int) -> Int { centers - (centers * percent + 50) / 100 }

  package static func samples(heldOut percent: Int) -> (train: [Int32], test: [Int32]) {
    let columns = trained(heldOut: percent)
    let all = (0..<Int32(count))
    return (
      all.filter { center(Int($0)).x - reach < columns }, all.filter { center(Int($0)).x - reach >= columns }
    )
  }

  static func write(_ sample: Int, into input: inout MutableSpan<Float>, at start: Int) {
    let (shape, center) = (shape(sample), center(sample))
    for i in start..<start + side * side { input[i] = 0 }
    for y in -reach...reach {
      for x in -reach...reach where shape.isLit(x, y) { input[start + (center.y + y) * side + center.x + x] = 1 }
    }
  }
}

/// What is on the canvas. The score is accuracy.
package struct ShapeRecognition: SupervisedTask {
  package let inputShape = [Translation.side, Translation.side, 1]
  package let outputShape = [Translation.Shape.allCases.count]
  package let scratchSize = 0

  package init() {}

  package func write(_ sample: Int, into input: inout MutableSpan<Float>, at start: Int) {
    Translation.write(sample, into: &input, at: start)
  }

  package func loss(
    of output: Span<Float>, sample: Int, weight: Float, gradient: inout MutableSpan<Float>,
    scratch: inout MutableSpan<Float>
  ) -> Double {
    let target: InlineArray<1, Int32> = [Int32(Translation.shape(sample).rawValue)]
    return PixelLoss.softmaxCrossEntropy(logits: output, targets: target.span, weight: weight, gradient: &gradient)
  }

  package func score(of output: Span<Float>, sample: Int) -> Double {
    let target = Translation.shape(sample).rawValue
    for i in output.indices where i != target && !(output[i] < output[target]) { return 0 }
    return 1
  }
}

/// Where on the canvas it is. The score is the distance between the predicted place and the true one, in pixels.
package struct ShapeLocation: SupervisedTask {
  package let inputShape = [Translation.side, Translation.side, 1]
  package let outputShape = [2]
  package let scratchSize = 0

  package init() {}

  package func write(_ sample: Int, into input: inout MutableSpan<Float>, at start: Int) {
    Translation.write(sample, into: &input, at: start)
  }

  private func target(_ sample: Int) -> PredictedPlace {
    let center = Translation.center(sample)
    return PredictedPlace(
      x: PlaceUnit.scaled.number(center.x, side: Translation.side),
      y: PlaceUnit.scaled.number(center.y, side: Translation.side))
  }

  package func loss(
    of output: Span<Float>, sample: Int, weight: Float, gradient: inout MutableSpan<Float>,
    scratch: inout MutableSpan<Float>
  ) -> Double {
    target(sample).loss(of: output, weight: weight, gradient: &gradient)
  }

  package func score(of output: Span<Float>, sample: Int) -> Double {
    target(sample).distance(of: output) * Double(Translation.side - 1) / 2
  }
}
