internal import RLAgents
internal import RLTensors

/// A slice of every minibatch, and its gradients.
final class SupervisedLane {
  let gradients: GradientBuffer
  let scratch: Buffer<Float>
  var loss = 0.0
  var score = 0.0

  init(gradientCount: Int, scratchSize: Int) {
    gradients = GradientBuffer(count: gradientCount)
    scratch = Buffer(max(1, scratchSize), repeating: 0)
  }

  /// Starts a minibatch; a lane without samples has no gradients.
  func begin(isEmpty: Bool) {
    (loss, score) = (0, 0)
    if isEmpty { gradients.withSpan(0..<gradients.count) { span in for i in span.indices { span[i] = 0 } } }
  }
}
