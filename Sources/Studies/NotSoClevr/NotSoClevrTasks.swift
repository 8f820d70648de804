internal import Foundation
internal import RLNetworks

/// What a painter is given: the center's x and y.
private func writeCenter(_ sample: Int, in unit: PlaceUnit, into input: inout MutableSpan<Float>, at start: Int) {
  let center = NotSoClevr.center(sample)
  input[start] = unit.number(center.x, side: NotSoClevr.side)
  input[start + 1] = unit.number(center.y, side: NotSoClevr.side)
}

/// Supervised coordinate classification: from (x, y) to the one pixel (Liu 2018, §4.1). The score is accuracy.
package struct CoordinateClassification: SupervisedTask {
  package let places: PlaceUnit
  package let inputShape = [1, 1, 2]
  package let outputShape = [NotSoClevr.side, NotSoClevr.side, 1]
  package let scratchSize = 0

  package init(places: PlaceUnit) { self.places = places }

  package func write(_ sample: Int, into input: inout MutableSpan<Float>, at start: Int) {
    writeCenter(sample, in: places, into: &input, at: start)
  }

  private func target(_ sample: Int) -> Int {
    let center = NotSoClevr.center(sample)
    return center.y * NotSoClevr.side + center.x
  }

  package func loss(
    of output: Span<Float>, sample: Int, weight: Float, gradient: inout MutableSpan<Float>,
    scratch: inout MutableSpan<Float>
  ) -> Double {
    let target: InlineArray<1, Int32> = [Int32(target(sample))]
    return PixelLoss.softmaxCrossEntropy(
      logits: output, targets: target.span, weight: weight, gradient: &gradient)
  }

  package func map(of output: Span<Float>) -> [Float]? {
    let largest = output.indices.reduce(-Float.infinity) { max($0, output[$1]) }
    let powers = output.indices.map { exp(output[$0] - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  package func targetMap(_ sample: Int) -> [Float]? {
    var map = [Float](repeating: 0, count: NotSoClevr.side * NotSoClevr.side)
    map[target(sample)] = 1
    return map
  }

  package func score(of output: Span<Float>, sample: Int) -> Double {
    let target = target(sample)
    for i in output.indices where i != target && !(output[i] < output[target]) { return 0 }
    return 1
  }
}

/// Supervised coordinate regression: from the one pixel to (x, y) / 64 (Liu 2018, §4.2). The score is the distance between
/// the predicted place and the true one, in pixels.
package struct CoordinateRegression: SupervisedTask {
  package let inputShape = [NotSoClevr.side, NotSoClevr.side, 1]
  package let outputShape = [2]
  package let scratchSize = 0

  package init() {}

  package func write(_ sample: Int, into input: inout MutableSpan<Float>, at start: Int) {
    let center = NotSoClevr.center(sample)
    for i in start..<start + NotSoClevr.side * NotSoClevr.side { input[i] = 0 }
    input[start + center.y * NotSoClevr.side + center.x] = 1
  }

  private func target(_ sample: Int) -> PredictedPlace {
    let center = NotSoClevr.center(sample)
    return PredictedPlace(x: Float(center.x) / Float(NotSoClevr.side), y: Float(center.y) / Float(NotSoClevr.side))
  }

  package func loss(
    of output: Span<Float>, sample: Int, weight: Float, gradient: inout MutableSpan<Float>,
    scratch: inout MutableSpan<Float>
  ) -> Double {
    target(sample).loss(of: output, weight: weight, gradient: &gradient)
  }

  package func map(of output: Span<Float>) -> [Float]? {
    Self.map(x: output[0], y: output[1])
  }

  package func targetMap(_ sample: Int) -> [Float]? {
    let target = target(sample).target
    return Self.map(x: target[0], y: target[1])
  }

  /// The predicted pixel; nothing is lit where it lies outside.
  private static func map(x: Float, y: Float) -> [Float] {
    let side = NotSoClevr.side
    var map = [Float](repeating: 0, count: side * side)
    let (column, row) = ((x * Float(side)).rounded(), (y * Float(side)).rounded())
    if (0..<Float(side)).contains(column), (0..<Float(side)).contains(row) { map[Int(row) * side + Int(column)] = 1 }
    return map
  }

  package func score(of output: Span<Float>, sample: Int) -> Double {
    target(sample).distance(of: output) * Double(NotSoClevr.side)
  }
}

/// Supervised rendering: from (x, y) to the square of 9×9 around it (Liu 2018, §4.3). The score is the intersection over
/// the union of the pixels that are more likely lit than not with those that should be.
package struct SquareRendering: SupervisedTask {
  package let places: PlaceUnit
  package let inputShape = [1, 1, 2]
  package let outputShape = [NotSoClevr.side, NotSoClevr.side, 1]
  package let scratchSize = NotSoClevr.side * NotSoClevr.side

  package init(places: PlaceUnit) { self.places = places }

  package func write(_ sample: Int, into input: inout MutableSpan<Float>, at start: Int) {
    writeCenter(sample, in: places, into: &input, at: start)
  }

  /// Lit pixels are 1; the released data's gray would end the score at 0.5.
  private func writeTarget(_ sample: Int, into target: inout MutableSpan<Float>) {
    let center = NotSoClevr.center(sample)
    for i in target.indices { target[i] = 0 }
    for y in center.y - NotSoClevr.first...center.y + NotSoClevr.first {
      for x in center.x - NotSoClevr.first...center.x + NotSoClevr.first { target[y * NotSoClevr.side + x] = 1 }
    }
  }

  package func loss(
    of output: Span<Float>, sample: Int, weight: Float, gradient: inout MutableSpan<Float>,
    scratch: inout MutableSpan<Float>
  ) -> Double {
    writeTarget(sample, into: &scratch)
    // Their sum: the gradients of a mean over 4096 pixels would drown in Adam's ε.
    return PixelLoss.sigmoidCrossEntropy(
      logits: output, targets: scratch.span, weight: weight, gradient: &gradient)
  }

  package func map(of output: Span<Float>) -> [Float]? {
    output.indices.map { 1 / (1 + exp(-output[$0])) }
  }

  package func targetMap(_ sample: Int) -> [Float]? {
    var map = [Float](repeating: 0, count: NotSoClevr.side * NotSoClevr.side)
    var span = map.mutableSpan
    writeTarget(sample, into: &span)
    return map
  }

  package func score(of output: Span<Float>, sample: Int) -> Double {
    let center = NotSoClevr.center(sample)
    var (both, either) = (0, 0)
    var i = 0
    for y in 0..<NotSoClevr.side {
      for x in 0..<NotSoClevr.side {
        // The logistic function is above one half where its argument is positive.
        let (isSaid, isTrue) = (output[i] > 0, NotSoClevr.isInSquare(x: x, y: y, of: center))
        both += isSaid && isTrue ? 1 : 0
        either += isSaid || isTrue ? 1 : 0
        i += 1
      }
    }
    return Double(both) / Double(either)
  }
}
