import RLNetworks
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(20))) struct PixelLossTests {
  typealias Loss = @Sendable (Span<Float>, Float, inout MutableSpan<Float>) -> Double

  /// Expects a loss and its gradient to agree with the definition in float64, and the gradient to take the weight.
  private func expectLoss(
    _ loss: Loss, at outputs: [Float], twin: ([Double]) -> Double, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let weight: Float = 0.375
    // Filled, to see it overwritten.
    var gradient = [Float](repeating: 99, count: outputs.count)
    var span = gradient.mutableSpan
    let value = loss(outputs.span, weight, &span)
    let point = outputs.map(Double.init)
    let expected = twin(point)
    #expect(abs(value - expected) <= 1e-6 * max(1, abs(expected)), sourceLocation: sourceLocation)
    let slopes = centralDifference(of: twin, at: point).map { $0 * Double(weight) }
    expectClose(gradient, slopes, absolute: 1e-6, relative: 1e-5, "gradient", sourceLocation: sourceLocation)
  }

  /// −ln softmax at the target, image by image.
  private static func softmaxTwin(_ logits: [Double], _ targets: [Int32]) -> Double {
    let pixels = logits.count / targets.count
    return targets.indices.reduce(0) { sum, image in
      let row = logits[image * pixels..<(image + 1) * pixels]
      return sum + log(row.reduce(0) { $0 + exp($1) }) - row[image * pixels + Int(targets[image])]
    }
  }

  @Test(arguments: [[0], [3], [11, 0, 5], [2, 2]] as [[Int32]])
  func `softmax cross-entropy over an image's pixels equals the definition`(targets: [Int32]) {
    let logits = testNumbers(12 * targets.count, seed: 1, in: -3...3)
    expectLoss(
      { PixelLoss.softmaxCrossEntropy(logits: $0, targets: targets.span, weight: $1, gradient: &$2) }, at: logits
    ) { Self.softmaxTwin($0, targets) }
  }

  @Test(arguments: [[0, 1, 1, 0, 1, 0], [0.25, 0.5, 1, 0, 0.75, 0.125]] as [[Float]])
  func `sigmoid cross-entropy at every pixel equals the definition`(targets: [Float]) {
    expectLoss(
      { PixelLoss.sigmoidCrossEntropy(logits: $0, targets: targets.span, weight: $1, gradient: &$2) },
      at: [-3, 2, 0.5, -0.25, 4, 1e-3]
    ) { logits in
      zip(logits, targets).reduce(0) { sum, pair in
        let probability = 1 / (1 + exp(-pair.0))
        return sum - Double(pair.1) * log(probability) - (1 - Double(pair.1)) * log(1 - probability)
      }
    }
  }

  @Test func `squared error equals the definition`() {
    let targets: [Float] = [0.5, -1, 2, 0]
    expectLoss(
      { PixelLoss.squaredError(predictions: $0, targets: targets.span, weight: $1, gradient: &$2) },
      at: [0.25, 1, 2, -3]
    ) { zip($0, targets).reduce(0) { $0 + ($1.0 - Double($1.1)) * ($1.0 - Double($1.1)) } }
  }

  @Test func `large logits neither overflow nor vanish`() {
    var gradient = [Float](repeating: 0, count: 3)
    var span = gradient.mutableSpan
    let targets: [Int32] = [2]
    let logits: [Float] = [1000, 0, -1000]
    #expect(
      PixelLoss.softmaxCrossEntropy(logits: logits.span, targets: targets.span, weight: 1, gradient: &span) == 2000)
    #expect(gradient == [1, 0, -1])
    let image: [Float] = [0, 1, 1]
    span = gradient.mutableSpan
    #expect(
      PixelLoss.sigmoidCrossEntropy(logits: logits.span, targets: image.span, weight: 1, gradient: &span)
        == 1000 + Double(logf(2)) + 1000)
    #expect(gradient == [1, -0.5, -1])
  }

  @Test(arguments: [Float.nan, .infinity]) func `what is not finite shows in loss and gradient`(value: Float) {
    let logits: [Float] = [0, value, 1]
    let (targets, image): ([Int32], [Float]) = ([0], [0, 0, 0])
    var gradient = [Float](repeating: 0, count: 3)
    var span = gradient.mutableSpan
    #expect(
      !PixelLoss.softmaxCrossEntropy(logits: logits.span, targets: targets.span, weight: 1, gradient: &span).isFinite)
    #expect(gradient.contains { $0.isNaN })
    span = gradient.mutableSpan
    #expect(
      !PixelLoss.sigmoidCrossEntropy(logits: logits.span, targets: image.span, weight: 1, gradient: &span).isFinite)
  }

  @Test func `a target beyond the image stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let (logits, targets): ([Float], [Int32]) = ([0, 1, 2, 3], [4])
      var gradient = logits
      var span = gradient.mutableSpan
      _ = PixelLoss.softmaxCrossEntropy(logits: logits.span, targets: targets.span, weight: 1, gradient: &span)
    }
  }
}
