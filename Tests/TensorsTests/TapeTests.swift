import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct TapeTests {
  /// Two layers with a branch, a view and shared use of a tensor.
  private func network(_ tape: Tape, _ x: [Tensor]) throws -> Tensor {
    let hidden = try tape.convolution(
      x[0], weights: x[1], bias: x[2], geometry: .init(padding: 1), activation: .relu)
    let residual = try tape.add(hidden, tape.convolution(hidden, weights: x[3], geometry: .init(padding: 1)))
    let flat = try tape.reshape(residual, [2, 12 * 2])
    return try tape.add(tape.matrixProduct(flat, x[4]), tape.matrixProduct(tape.relu(flat), x[4]))
  }
  private let shapes: [Shape] = [[2, 3, 4, 1], [2, 1, 3, 3], [2], [2, 2, 3, 3], [24, 3]]

  @Test func `gradients of a tensor used several times add up`() throws {
    try expectTwin(shapes, tolerance: 3e-5, network) { x in
      let hidden = x[0].convolved(with: x[1], bias: x[2], padding: 1, relu: true)
      let residual = hidden.combined(with: hidden.convolved(with: x[3], padding: 1), +)
      let flat = Float64Twin([2, 24], residual.values)
      return flat.multiplied(by: x[4]).combined(with: flat.map { max(0, $0) }.multiplied(by: x[4]), +)
    }
  }

  @Test func `a replay equals a fresh recording bit for bit`() throws {
    func leaves(_ tape: Tape, _ seed: UInt64) -> [Tensor] {
      shapes.map { tape.leaf(testNumbers($0.count, seed: seed + UInt64($0.count)), $0) }
    }
    let replayed = Tape(), fresh = Tape()
    let inputs = leaves(replayed, 1)
    let output = try network(replayed, inputs)
    output.assignGradient([1, 2, 3, 4, 5, 6])
    replayed.backward(from: output)
    for (input, other) in zip(inputs, leaves(fresh, 2)) {
      input.assign(other.values)
      replayed.clearGradients(of: input)
    }
    replayed.forward()
    let others = leaves(fresh, 2)
    let expected = try network(fresh, others)
    #expect(output.values == expected.values)
    for (tape, output) in [(replayed, output), (fresh, expected)] {
      output.assignGradient([1, 2, 3, 4, 5, 6])
      tape.backward(from: output)
    }
    #expect(inputs.map(\.gradientValues) == others.map(\.gradientValues))
  }

  @Test func `a view shares values and gradient`() throws {
    let tape = Tape()
    let x = tape.leaf([1, 2, 3, 4, 5, 6], [2, 3])
    let view = try tape.reshape(x, [3, 2])
    #expect(view.shape == [3, 2] && view.values == x.values)
    let output = try tape.add(try tape.square(view), view)
    output.assignGradient([1, 1, 1, 1, 1, 1])
    tape.backward(from: output)
    #expect(x.gradientValues == [3, 5, 7, 9, 11, 13])
    #expect(view.gradientValues == x.gradientValues)
    tape.clearGradients(of: view)
    #expect(x.gradientValues == [0, 0, 0, 0, 0, 0])
  }

  @Test func `a view of the output may start the backward pass`() throws {
    let tape = Tape()
    let x = tape.leaf([1, 2], [2])
    let view = try tape.reshape(tape.square(x), [1, 2])
    for _ in 0..<2 {
      tape.clearGradients(of: x)
      view.assignGradient([1, 10])
      tape.backward(from: view)
      #expect(x.gradientValues == [2, 40])
    }
  }

  @Test func `several outputs contribute, also where one feeds another`() throws {
    let tape = Tape()
    let x = tape.leaf([3], [1])
    let square = try tape.square(x)
    let both = try tape.scale(square, by: 5)
    square.assignGradient([1])
    both.assignGradient([1])
    tape.backward(from: square, both)
    #expect(x.gradientValues == [36])
  }

  @Test func `inputs get no gradient, and what needs none is not run backwards`() throws {
    let tape = Tape()
    let input = tape.input([2])
    let x = tape.leaf([2, 3], [2])
    let product = try tape.multiply(input, x)
    input.assign([5, 7])
    tape.forward()
    #expect(product.values == [10, 21])
    product.assignGradient([1, 1])
    tape.backward(from: product)
    #expect(!input.needsGradient && input.gradientValues == [0, 0])
    #expect(x.gradientValues == [5, 7])
  }

  @Test(arguments: [ElementType.float32, .bfloat16].filter(\.isSupported))
  func `the first operation that is not finite is named`(
    _ type: ElementType
  ) throws {
    let tape = Tape()
    let x = tape.leaf([1, 2, 3, 4], [1, 2, 2, 1], type)
    let weights = tape.leaf([1], [1, 1, 1, 1])
    let image = try tape.convolution(x, weights: weights, activation: .relu)
    _ = try tape.maxPool(tape.add(image, image), kernel: 2)
    #expect(tape.firstNonFinite() == nil)
    weights.assign([.infinity])
    tape.forward()
    #expect(tape.firstNonFinite()?.operation == "convolution")
    weights.assign([1])
    x.assign([3e38, 1, 1, 1])
    tape.forward()
    #expect(tape.firstNonFinite()?.operation == "add")
  }

  @Test func `a part of a tensor and of its gradient is lent`() throws {
    let tape = Tape()
    let x = tape.leaf([1, 2, 3, 4], [4])
    let y = try tape.relu(x)
    let lent = y.withSpan(of: Float.self, in: 1..<3) { span in [span.count == 2 ? span[0] : .nan, span[1]] }
    #expect(lent == [2, 3])
    y.assignGradient([0, 0, 0, 0])
    y.withMutableGradient(of: Float.self, in: 2..<4) { span in span[1] = 5 }
    tape.backward(from: y)
    #expect(x.gradientValues == [0, 0, 0, 5])
  }
}
