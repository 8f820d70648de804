#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Losses over images and their gradients, both from one visit to the network's output.
///
/// Each adds up over the batch and returns the sum as it is; the gradient is multiplied with `weight`, so that
/// `weight: 1 / batch` is for the mean over images. Outputs are lent by ``Tensor/withSpan(of:_:)`` and gradients by
/// ``Tensor/withMutableGradient(of:_:)``. NaN in an output is in the gradient, too.
public enum PixelLoss {
  /// −ln softmax(logits)[target], the softmax taken over all pixels of an image.
  ///
  ///     gradient[b, k] = weight · (softmax(logits[b])[k] − [k = target[b]])
  ///
  /// - Parameters:
  ///   - logits: `[batch, height, width, 1]`.
  ///   - targets: `[batch]`, row · width + column.
  ///   - gradient: as `logits`; overwritten.
  /// - Precondition: every target is a pixel.
  /// - Returns: the sum over the batch, in nats.
  public static func softmaxCrossEntropy(
    logits: Span<Float>, targets: Span<Int32>, weight: Float, gradient: inout MutableSpan<Float>
  ) -> Double {
    precondition(
      logits.count == gradient.count && !targets.isEmpty && logits.count.isMultiple(of: targets.count),
      "\(logits.count) logits and \(gradient.count) gradients for \(targets.count) targets")
    let pixels = logits.count / targets.count
    var loss = 0.0
    for image in targets.indices {
      let (start, target) = (image * pixels, Int(targets[image]))
      precondition(target >= 0 && target < pixels, "target \(target) of \(pixels) pixels")
      // Shifted so that the largest exponential is 1: none overflows, and the sum is no smaller than 1.
      var largest = logits[start]
      for i in start..<start + pixels { largest = max(largest, logits[i]) }
      var sum: Float = 0
      for i in start..<start + pixels {
        let power = expf(logits[i] - largest)
        gradient[i] = power
        sum += power
      }
      let factor = weight / sum
      for i in start..<start + pixels { gradient[i] *= factor }
      gradient[start + target] -= weight
      loss += Double(logf(sum) + largest - logits[start + target])
    }
    return loss
  }

  /// −t · ln σ(x) − (1 − t) · ln(1 − σ(x)) at every pixel, written as max(x, 0) − x·t + ln(1 + e^−|x|), in which nothing
  /// overflows and no logarithm of a rounded 0 is taken.
  ///
  ///     gradient = weight · (σ(x) − t)
  ///
  /// - Parameters:
  ///   - logits: any shape.
  ///   - targets: as `logits`, from 0 to 1.
  ///   - gradient: as `logits`; overwritten.
  /// - Returns: the sum over all pixels, in nats.
  public static func sigmoidCrossEntropy(
    logits: Span<Float>, targets: Span<Float>, weight: Float, gradient: inout MutableSpan<Float>
  ) -> Double {
    check(logits, targets, gradient)
    var loss = 0.0
    for i in logits.indices {
      let (x, target) = (logits[i], targets[i])
      let power = expf(-abs(x))
      loss += Double((x > 0 ? x : 0) - x * target + log1pf(power))
      gradient[i] = weight * ((x > 0 ? 1 : power) / (1 + power) - target)
    }
    return loss
  }

  /// (prediction − target)² at every element.
  ///
  ///     gradient = weight · 2 (prediction − target)
  ///
  /// - Parameters:
  ///   - predictions: any shape.
  ///   - targets: as `predictions`.
  ///   - gradient: as `predictions`; overwritten.
  /// - Returns: the sum over all elements; with a weight of 1 / elements the gradient is that of the mean squared error.
  public static func squaredError(
    predictions: Span<Float>, targets: Span<Float>, weight: Float, gradient: inout MutableSpan<Float>
  ) -> Double {
    check(predictions, targets, gradient)
    var loss = 0.0
    for i in predictions.indices {
      let error = predictions[i] - targets[i]
      loss += Double(error * error)
      gradient[i] = weight * 2 * error
    }
    return loss
  }

  private static func check(_ outputs: Span<Float>, _ targets: Span<Float>, _ gradient: borrowing MutableSpan<Float>) {
    precondition(
      outputs.count == targets.count && outputs.count == gradient.count,
      "\(outputs.count) outputs, \(targets.count) targets and \(gradient.count) gradients")
  }
}
