/// One recorded step of a ``Tape``: made once, its buffers and primitives with it, and run as often as wanted.
///
/// An operation checks shapes and throws in its initializer; running cannot fail. Its backward pass reads
/// `output.gradientAddress` and contributes to each input that needs a gradient, adding where
/// `accumulatesGradient()` is true.
protocol Operation: AnyObject {
  /// How errors and reports of NaN call it.
  var name: String { get }
  var output: Tensor { get }
  func forward()
  func backward()
}

/// An operation that lanes with parts of one batch carry out together: each first prepares, and continues when all have.
protocol JointOperation: Operation {
  /// Whether it does; otherwise the two parts follow one another.
  var meets: Bool { get }
  func prepareForward()
  func prepareBackward()
}

/// What a convolution or matrix product applies to its result at no extra pass over memory.
public enum Activation: Sendable {
  case none
  /// max(0, x); fused into oneDNN's kernels it turns NaN into 0, unlike ``Tape/relu(_:)``.
  case relu
}
