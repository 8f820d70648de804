import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct TransposedConvolutionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let image: Shape
    let filters: Int
    let kernel: (Int, Int)
    let geometry: ConvolutionGeometry

    init(_ image: Shape, filters: Int, kernel: (Int, Int), _ geometry: ConvolutionGeometry) {
      (self.image, self.filters, self.kernel, self.geometry) = (image, filters, kernel, geometry)
    }

    var weights: Shape { [image[3], filters, kernel.0, kernel.1] }
    var output: Shape {
      [
        1, geometry.transposedOutputSize(image[1], kernel: kernel.0),
        geometry.transposedOutputSize(image[2], kernel: kernel.1), filters,
      ]
    }
    var testDescription: String { "\(image) by \(weights), \(geometry)" }

    func twin(_ x: Float64Twin, _ weights: Float64Twin, _ bias: Float64Twin? = nil, map: Float64Twin? = nil, relu: Bool)
      -> Float64Twin
    {
      x.transposedConvolved(
        with: weights, bias: bias, map: map, stride: geometry.stride, padding: geometry.padding,
        farPadding: geometry.farPadding, dilation: geometry.dilation, relu: relu)
    }
  }

  static let cases: [Case] = [
    Case([2, 3, 4, 3], filters: 2, kernel: (2, 2), .same(kernel: 2, stride: 2)),
    Case([2, 1, 1, 2], filters: 5, kernel: (3, 3), .same(kernel: 3, stride: 2)),
    Case([1, 3, 2, 4], filters: 3, kernel: (3, 3), .same(kernel: 3, stride: 2)),
    Case([2, 2, 3, 3], filters: 1, kernel: (4, 4), .same(kernel: 4, stride: 2)),
    Case([1, 3, 5, 2], filters: 3, kernel: (1, 1), .same(kernel: 1, stride: 2)),
    Case([1, 4, 3, 1], filters: 2, kernel: (3, 3), .init(stride: 2, padding: 1)),
    // PyTorch's padding 1, output padding 1.
    Case([1, 4, 3, 3], filters: 2, kernel: (3, 3), .init(stride: 2, padding: 1, farPadding: 0)),
    Case([1, 2, 3, 3], filters: 2, kernel: (2, 2), .init(stride: 3, farPadding: -2)),
    Case([2, 3, 4, 3], filters: 4, kernel: (3, 3), .init()),
    Case([1, 3, 4, 5], filters: 2, kernel: (3, 3), .init(padding: 1)),
    Case([1, 4, 3, 2], filters: 3, kernel: (2, 3), .init(stride: 2, padding: 1, dilation: 2)),
    Case([1, 3, 1, 3], filters: 17, kernel: (3, 1), .init(stride: 2)),
    Case([1, 2, 2, 17], filters: 1, kernel: (3, 3), .same(kernel: 3, stride: 2)),
    Case([1, 1, 2, 16], filters: 16, kernel: (2, 1), .init(stride: 2)),
  ]

  @Test(arguments: cases) func `values and gradients equal the definition`(_ c: Case) throws {
    try expectTwin([c.image, c.weights, [c.filters]]) { tape, x in
      try tape.transposedConvolution(x[0], weights: x[1], bias: x[2], geometry: c.geometry)
    } twin: { x in
      c.twin(x[0], x[1], x[2], relu: false)
    }
  }

  @Test(arguments: cases) func `a position map and a rectifier follow the sum`(_ c: Case) throws {
    try expectTwin([c.image, c.weights, [c.filters], c.output]) { tape, x in
      try tape.transposedConvolution(
        x[0], weights: x[1], bias: x[2], positionMap: x[3], geometry: c.geometry, activation: .relu)
    } twin: { x in
      c.twin(x[0], x[1], x[2], map: x[3], relu: true)
    }
  }

  @Test(arguments: [cases[0], cases[2]]) func `bias, map and rectifier are each optional`(_ c: Case) throws {
    try expectTwin([c.image, c.weights]) { tape, x in
      try tape.transposedConvolution(x[0], weights: x[1], geometry: c.geometry)
    } twin: { x in
      c.twin(x[0], x[1], relu: false)
    }
    try expectTwin([c.image, c.weights]) { tape, x in
      try tape.transposedConvolution(x[0], weights: x[1], geometry: c.geometry, activation: .relu)
    } twin: { x in
      c.twin(x[0], x[1], relu: true)
    }
    try expectTwin([c.image, c.weights, c.output]) { tape, x in
      try tape.transposedConvolution(x[0], weights: x[1], positionMap: x[2], geometry: c.geometry)
    } twin: { x in
      c.twin(x[0], x[1], map: x[2], relu: false)
    }
  }

  @Test(.needsBFloat16, arguments: cases) func `bfloat16 agrees with float32`(_ c: Case) throws {
    // Bias and map are added to an already rounded sum, and gradients that are added are rounded again.
    try expectBFloat16(
      [c.image, c.weights, [c.filters], c.output], types: [.bfloat16, .float32, .float32, .float32], roundings: 2
    ) { tape, x in
      try tape.transposedConvolution(x[0], weights: x[1], bias: x[2], positionMap: x[3], geometry: c.geometry)
    }
  }

  @Test(arguments: [(2, 0, 0), (3, 0, 1), (4, 1, 1)])
  func `TensorFlow's SAME with stride 2 doubles the image`(kernel: Int, padding: Int, farPadding: Int) {
    let geometry = ConvolutionGeometry.same(kernel: kernel, stride: 2)
    #expect(geometry == .init(stride: 2, padding: padding, farPadding: farPadding))
    for size in [1, 2, 5, 32] { #expect(geometry.transposedOutputSize(size, kernel: kernel) == 2 * size) }
  }

  @Test func `it is a convolution's gradient with respect to its image`() throws {
    let geometry = ConvolutionGeometry(stride: 2, padding: 1)
    let weights = testNumbers(3 * 2 * 9, seed: 1)
    let gradient = testNumbers(2 * 3 * 4 * 3, seed: 2)
    let tape = Tape()
    let image = tape.leaf([Float](repeating: 0, count: 2 * 5 * 7 * 2), [2, 5, 7, 2])
    let output = try tape.convolution(image, weights: tape.leaf(weights, [3, 2, 3, 3]), geometry: geometry)
    output.assignGradient(gradient)
    tape.backward(from: output)
    let transposed = try tape.transposedConvolution(
      tape.leaf(gradient, [2, 3, 4, 3]), weights: tape.leaf(weights, [3, 2, 3, 3]), geometry: geometry)
    #expect(transposed.shape == image.shape)
    #expect(transposed.values == image.gradientValues)
  }

  @Test func `packed weights are shared with other tapes and refreshed by their owner`() throws {
    let store = ParameterStore()
    let weights = store.add("weights", [2, 3, 3, 3])
    store.allocate()
    store.assign(testNumbers(54, seed: 1), to: weights)
    let packed = PackedWeights()
    func record() throws -> (tape: Tape, output: Tensor) {
      let tape = Tape(parameters: store, packedWeights: packed)
      let x = tape.leaf(testNumbers(2 * 2 * 2, seed: 3), [1, 2, 2, 2])
      return (
        tape, try tape.transposedConvolution(x, weights: tape.parameter(weights), geometry: .same(kernel: 3, stride: 2))
      )
    }
    let first = try record()
    let count = packed.count
    let second = try record()
    #expect(packed.count == count)
    let before = first.output.values
    #expect(second.output.values == before)
    store.assign(testNumbers(54, seed: 2), to: weights)
    first.tape.forward()
    #expect(first.output.values == before, "without a refresh the old weights are used")
    packed.refresh()
    for side in [first, second] { side.tape.forward() }
    #expect(first.output.values == second.output.values && first.output.values != before)
  }
}
