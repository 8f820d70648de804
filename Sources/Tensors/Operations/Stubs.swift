internal import COneDNN
extension Tape {
  public func reshape(_ t: Tensor, _ s: Shape) throws(TensorError) -> Tensor { Tensor(viewing: t, as: s) }
  public func relu(_ t: Tensor) throws(TensorError) -> Tensor { t }
  public func add(_ t: Tensor, _ s: Tensor) throws(TensorError) -> Tensor { t }
  public func maxPool(_ t: Tensor, kernel: Int, stride: Int, padding: Int) throws(TensorError) -> Tensor { t }
  public func convert(_ t: Tensor, to type: ElementType, scale: Float = 1) throws(TensorError) -> Tensor {
    record(try Convert(self, t, type, scale))
  }
}
private final class Convert: Operation {
  let name = "convert"
  let output: Tensor
  let p: Primitive
  init(_ tape: Tape, _ t: Tensor, _ type: ElementType, _ scale: Float) throws(TensorError) {
    output = Tensor(t.shape, type, needsGradient: false)
    p = try unsafe Primitive("c", detail: "") { unsafe rl_convert(Int64(t.count), t.type.code, type.code, scale, $0) }
    p.bind(RL_SOURCE, t); p.bind(RL_DESTINATION, output); tape.lendScratchpad(p)
  }
  func forward() { p.run() }
  func backward() {}
}
