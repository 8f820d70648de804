/// Samples with what a network should make of each.
///
/// Samples are numbers from 0 on; which of them are for training is a study's choice.
package protocol SupervisedTask: Sendable {
  /// Of one sample, `[height, width, channels]`.
  var inputShape: [Int] { get }
  /// Of a network's output for one sample.
  var outputShape: [Int] { get }
  /// Floats that ``loss(of:sample:weight:gradient:scratch:)`` may use as it likes.
  var scratchSize: Int { get }

  /// Writes a sample as the network's input, from `start` on.
  func write(_ sample: Int, into input: inout MutableSpan<Float>, at start: Int)

  /// The loss of one sample's output, and its gradient times `weight`.
  func loss(
    of output: Span<Float>, sample: Int, weight: Float, gradient: inout MutableSpan<Float>,
    scratch: inout MutableSpan<Float>
  ) -> Double

  /// How good an output is, in the study's measure.
  func score(of output: Span<Float>, sample: Int) -> Double

  /// An output as a picture of the canvas, `[height, width]`, from 0 to 1; nil where it is none.
  func map(of output: Span<Float>) -> [Float]?

  /// What ``map(of:)`` should be.
  func targetMap(_ sample: Int) -> [Float]?
}

extension SupervisedTask {
  var inputSize: Int { inputShape.reduce(1, *) }
  var outputSize: Int { outputShape.reduce(1, *) }

  package func map(of output: Span<Float>) -> [Float]? { nil }
  package func targetMap(_ sample: Int) -> [Float]? { nil }
}
