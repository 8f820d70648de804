internal import RLNetworks

/// A place that a network should predict as two numbers, x and y.
struct PredictedPlace {
  let target: InlineArray<2, Float>

  init(x: Float, y: Float) { target = [x, y] }

  /// The mean of the two squared errors, and its gradient times `weight`.
  func loss(of output: Span<Float>, weight: Float, gradient: inout MutableSpan<Float>) -> Double {
    PixelLoss.squaredError(predictions: output, targets: target.span, weight: weight / 2, gradient: &gradient) / 2
  }

  /// How far the predicted place is from the true one, in the numbers' unit.
  func distance(of output: Span<Float>) -> Double {
    let (x, y) = (Double(output[0] - target[0]), Double(output[1] - target[1]))
    return (x * x + y * y).squareRoot()
  }
}
