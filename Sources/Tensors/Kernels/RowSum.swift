internal import COneDNN

/// The sum over a matrix's rows, `target[j] = Σ_i matrix[i, j]` or added to it: the gradient of whatever was added to
/// every row, a bias or a position map. A product with a row of ones, since oneDNN is fastest at those.
final class RowSum {
  private let overwriting: Primitive
  private let adding: Primitive
  private let ones: Tensor
  private let rows: Int
  private let type: ElementType

  /// - Parameter type: of the matrix; the target is float32.
  init(_ tape: Tape, rows: Int, columns: Int, _ type: ElementType) throws(TensorError) {
    (self.rows, self.type) = (rows, type)
    ones = Tensor([rows], type, needsGradient: false)
    ones.assign([Float](repeating: 1, count: rows))
    func product(adds: Bool) throws(TensorError) -> Primitive {
      var shape = rl_matmul(
        rows: 1, inner: Int64(rows), columns: Int64(columns), source_transposed: 0, weights_transposed: 0,
        packs_weights: 0, has_bias: 0, relu: 0, accumulates: adds ? 1 : 0, source_type: type.code,
        weights_type: type.code, destination_type: RL_FLOAT32)
      return try unsafe Primitive("a sum of rows", detail: "[\(rows), \(columns)] in \(type)") {
        unsafe rl_matmul_create(&shape, $0)
      }
    }
    overwriting = try product(adds: false)
    adding = try product(adds: true)
    for primitive in [overwriting, adding] {
      primitive.bind(RL_SOURCE, ones)
      tape.lendScratchpad(primitive)
    }
  }

  /// Contributes the sum over the rows of `matrix` to a float32 tensor's gradient.
  func contribute(_ matrix: UnsafeMutableRawPointer, to tensor: Tensor) {
    // The sum of a single row is the row; a product of that shape takes several times as long.
    if rows == 1, type == .float32 {
      return unsafe Arithmetic.contribute(matrix, to: tensor, adds: tensor.accumulatesGradient())
    }
    let product = tensor.accumulatesGradient() ? adding : overwriting
    unsafe product.bind(RL_WEIGHTS, matrix)
    unsafe product.bind(RL_DESTINATION, tensor.gradientAddress)
    product.run()
  }
}
