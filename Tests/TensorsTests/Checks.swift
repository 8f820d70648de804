import RLTensors
import TestSupport
import Testing

/// Expects an operation on float32 leaves to agree with its float64 twin: its values, and the gradient of every leaf,
/// for a random weighted sum of the output. Then everything again with other values in the same buffers, and with
/// gradients added to those that are there.
func expectTwin(
  _ shapes: [Shape], in range: ClosedRange<Float> = -1...1, tolerance: Double = 1e-5,
  _ record: (Tape, [Tensor]) throws -> Tensor, twin: ([Float64Twin]) -> Float64Twin,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let tape = Tape()
  let leaves = shapes.enumerated().map { index, shape in
    tape.leaf(testNumbers(shape.count, seed: UInt64(index), in: range), shape)
  }
  let output = try record(tape, leaves)
  for round in 0..<2 {
    if round == 1 {
      for (index, leaf) in leaves.enumerated() {
        leaf.assign(testNumbers(leaf.count, seed: UInt64(100 + index), in: range))
        tape.clearGradients(of: leaf)
      }
      tape.forward()
    }
    let point = leaves.map { Float64Twin($0.shape.sizes, $0.values.map(Double.init)) }
    let expected = twin(point)
    #expect(output.shape.sizes == expected.shape, sourceLocation: sourceLocation)
    func close(_ actual: [Float], _ expected: [Double], _ what: String) {
      expectClose(
        actual, expected, absolute: tolerance, relative: tolerance, "\(what) of \(shapes), round \(round)",
        sourceLocation: sourceLocation)
    }
    close(output.values, expected.values, "output")

    let seed = testNumbers(output.count, seed: 7)
    let slopes = point.indices.map { index in
      centralDifference(
        of: { moved in
          var inputs = point
          inputs[index].values = moved
          return zip(twin(inputs).values, seed).reduce(0) { $0 + $1.0 * Double($1.1) }
        }, at: point[index].values)
    }
    // The second pass finds gradients already there.
    for pass in 1...2 {
      output.assignGradient(seed)
      tape.backward(from: output)
      for (index, leaf) in leaves.enumerated() {
        close(leaf.gradientValues, slopes[index].map { $0 * Double(pass) }, "gradient \(index), pass \(pass)")
      }
    }
  }
}

/// Expects an operation in bfloat16 to agree with itself in float32 on numbers that bfloat16 holds exactly: its values
/// and all gradients, also where they are added to.
///
/// Products and sums are made in float32 either way, so results differ by their one rounding to 8 bits, half of
/// 2⁻⁷ relative; `roundings` says how many follow one another, and an intermediate rounding is as large as the largest
/// term of the sum it enters, hence the absolute part relative to the largest element.
func expectBFloat16(
  _ shapes: [Shape], types: [ElementType], roundings: Double = 1, _ record: (Tape, [Tensor]) throws -> Tensor,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  func run(_ type: (Int) -> ElementType) throws -> [[Float]] {
    let tape = Tape()
    let leaves = shapes.enumerated().map { index, shape in
      tape.leaf(eighths(shape.count, seed: UInt64(index)), shape, type(index))
    }
    let output = try record(tape, leaves)
    var results = [output.values]
    for _ in 0..<2 {
      output.assignGradient(eighths(output.count, seed: 9))
      tape.backward(from: output)
      results += leaves.map(\.gradientValues)
    }
    return results
  }
  let exact = try run { _ in .float32 }
  let rounded = try run { types[$0] }
  for (index, (actual, expected)) in zip(rounded, exact).enumerated() {
    let tolerance = roundings / 256
    let largest = Double(expected.map(abs).max() ?? 0)
    expectClose(
      actual, expected.map(Double.init), absolute: (roundings - 1) / 256 * largest + 1e-6, relative: tolerance,
      "result \(index) of \(shapes)", sourceLocation: sourceLocation)
  }
}

/// Multiples of 1/8 between −1 and 1, which bfloat16 holds exactly.
func eighths(_ count: Int, seed: UInt64) -> [Float] {
  testNumbers(count, seed: seed, in: -8...8).map { $0.rounded() / 8 }
}
