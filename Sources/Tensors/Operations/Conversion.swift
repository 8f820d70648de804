internal import COneDNN

extension Tape {
  /// The same numbers in another element type, each times `scale`; what does not fit the type saturates.
  ///
  ///     output[i] = type(scale · x[i])
  ///
  /// - Throws: ``TensorError/onednn(status:call:detail:)`` for a pair of types it cannot convert between.
  public func convert(_ x: Tensor, to type: ElementType, scale: Float = 1) throws(TensorError) -> Tensor {
    record(try Conversion(self, x, to: type, scale: scale))
  }
}

private final class Conversion: Operation {
  let name = "convert"
  let output: Tensor
  private let input: Tensor
  private let conversion: Primitive
  private var gradient: Primitive?
  private lazy var addend = Storage(size: input.count * input.type.size)

  init(_ tape: Tape, _ x: Tensor, to type: ElementType, scale: Float) throws(TensorError) {
    input = x
    output = Tensor(x.shape, type, needsGradient: x.needsGradient)
    func converting(_ from: ElementType, _ to: ElementType) throws(TensorError) -> Primitive {
      let made = try unsafe Primitive("a conversion", detail: "\(x.shape) from \(from) to \(to)") {
        unsafe rl_convert(Int64(x.count), from.code, to.code, scale, $0)
      }
      tape.lendScratchpad(made)
      return made
    }
    conversion = try converting(x.type, type)
    conversion.bind(RL_SOURCE, x)
    conversion.bind(RL_DESTINATION, output)
    if output.needsGradient { gradient = try converting(type, x.type) }
  }

  func forward() { conversion.run() }

  func backward() {
    guard let gradient else { return }
    let adds = input.accumulatesGradient()
    unsafe gradient.bind(RL_SOURCE, output.gradientAddress)
    unsafe gradient.bind(RL_DESTINATION, adds ? addend.address : input.gradientAddress)
    gradient.run()
    if adds { unsafe Arithmetic.add(addend.address, to: input.gradientAddress, input.type, input.count) }
  }
}
