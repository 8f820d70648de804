extension Tape {
  public func reshape(_ t: Tensor, _ s: Shape) throws(TensorError) -> Tensor { Tensor(viewing: t, as: s) }
  public func relu(_ t: Tensor) throws(TensorError) -> Tensor { t }
  public func add(_ t: Tensor, _ s: Tensor) throws(TensorError) -> Tensor { t }
  public func maxPool(_ t: Tensor, kernel: Int, stride: Int, padding: Int) throws(TensorError) -> Tensor { t }
}
