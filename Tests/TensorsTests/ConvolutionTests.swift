import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct ConvolutionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let image: Shape
    let filters: Int
    let kernel: (Int, Int)
    var stride = 1
    var padding = 0
    var dilation = 1

    var weights: Shape { [filters, image[3], kernel.0, kernel.1] }
    var geometry: ConvolutionGeometry { .init(stride: stride, padding: padding, dilation: dilation) }
    var output: Shape {
      [
        1, geometry.outputSize(image[1], kernel: kernel.0), geometry.outputSize(image[2], kernel: kernel.1), filters,
      ]
    }
    var testDescription: String { "\(image) by \(weights), stride \(stride), padding \(padding), dilation \(dilation)" }
  }

  static let cases: [Case] = [
    Case(image: [2, 4, 5, 3], filters: 2, kernel: (3, 3)),
    Case(image: [2, 5, 4, 1], filters: 3, kernel: (2, 2), stride: 2),
    Case(image: [1, 6, 5, 5], filters: 2, kernel: (3, 3), stride: 2, padding: 1),
    Case(image: [2, 9, 8, 3], filters: 2, kernel: (3, 3), stride: 4, padding: 2),
    Case(image: [1, 7, 8, 1], filters: 2, kernel: (5, 5), stride: 4),
    Case(image: [1, 6, 6, 3], filters: 1, kernel: (3, 3), padding: 2, dilation: 2),
    Case(image: [1, 7, 6, 5], filters: 2, kernel: (2, 3), stride: 2, padding: 1, dilation: 2),
    Case(image: [2, 1, 6, 3], filters: 2, kernel: (1, 3), padding: 0),
    Case(image: [2, 6, 1, 3], filters: 2, kernel: (3, 3), stride: 2, padding: 1),
    Case(image: [2, 1, 1, 3], filters: 4, kernel: (1, 1)),
    Case(image: [1, 1, 5, 1], filters: 1, kernel: (1, 1), stride: 2),
    Case(image: [1, 3, 3, 17], filters: 1, kernel: (3, 3)),
    Case(image: [1, 3, 3, 2], filters: 17, kernel: (2, 2), padding: 1),
    Case(image: [3, 4, 4, 4], filters: 16, kernel: (2, 2), stride: 4),
  ]

  @Test(arguments: cases) func `values and gradients equal the definition`(_ c: Case) throws {
    try expectTwin([c.image, c.weights, [c.filters]]) { tape, x in
      try tape.convolution(x[0], weights: x[1], bias: x[2], geometry: c.geometry)
    } twin: { x in
      x[0].convolved(with: x[1], bias: x[2], stride: c.stride, padding: c.padding, dilation: c.dilation)
    }
  }

  @Test(arguments: cases) func `a position map and a rectifier follow the sum`(_ c: Case) throws {
    try expectTwin([c.image, c.weights, [c.filters], c.output]) { tape, x in
      try tape.convolution(
        x[0], weights: x[1], bias: x[2], positionMap: x[3], geometry: c.geometry, activation: .relu)
    } twin: { x in
      x[0].convolved(
        with: x[1], bias: x[2], map: x[3], stride: c.stride, padding: c.padding, dilation: c.dilation, relu: true)
    }
  }

  @Test(arguments: [cases[0], cases[2]]) func `bias, map and rectifier are each optional`(_ c: Case) throws {
    try expectTwin([c.image, c.weights]) { tape, x in
      try tape.convolution(x[0], weights: x[1], geometry: c.geometry)
    } twin: { x in
      x[0].convolved(with: x[1], stride: c.stride, padding: c.padding)
    }
    try expectTwin([c.image, c.weights, [c.filters]]) { tape, x in
      try tape.convolution(x[0], weights: x[1], bias: x[2], geometry: c.geometry, activation: .relu)
    } twin: { x in
      x[0].convolved(with: x[1], bias: x[2], stride: c.stride, padding: c.padding, relu: true)
    }
    try expectTwin([c.image, c.weights, c.output]) { tape, x in
      try tape.convolution(x[0], weights: x[1], positionMap: x[2], geometry: c.geometry)
    } twin: { x in
      x[0].convolved(with: x[1], map: x[2], stride: c.stride, padding: c.padding)
    }
  }

  @Test(arguments: [(2, 1), (3, 1), (4, 1), (1, 2), (2, 2), (3, 2), (5, 2)])
  func `TensorFlow's SAME divides the image by the stride`(kernel: Int, stride: Int) throws {
    let geometry = ConvolutionGeometry.same(kernel: kernel, stride: stride)
    let (image, weights): (Shape, Shape) = ([2, 4, 6, 3], [2, 3, kernel, kernel])
    try expectTwin([image, weights]) { tape, x in
      let output = try tape.convolution(x[0], weights: x[1], geometry: geometry)
      #expect(output.shape == [2, 4 / stride, 6 / stride, 2])
      return output
    } twin: { x in
      // TensorFlow pads kernel − stride, the smaller half first, and nothing where the kernel is the smaller.
      let all = max(0, kernel - stride)
      return x[0].convolved(with: x[1], stride: stride, padding: all / 2, farPadding: all - all / 2)
    }
  }

  @Test func `a bias learns where weights and input do not`() throws {
    let tape = Tape()
    let image = tape.leaf(testNumbers(18, seed: 1), [2, 3, 3, 1], needsGradient: false)
    let weights = tape.leaf(testNumbers(8, seed: 2), [2, 1, 2, 2], needsGradient: false)
    let bias = tape.leaf([0.5, -0.5], [2])
    let output = try tape.convolution(image, weights: weights, bias: bias)
    output.assignGradient([Float](repeating: 1, count: 8) + [Float](repeating: 2, count: 8))
    tape.backward(from: output)
    #expect(bias.gradientValues == [12, 12])
    #expect(weights.gradientValues == [Float](repeating: 0, count: 8))
  }

  @Test(.needsBFloat16, arguments: cases) func `bfloat16 agrees with float32`(_ c: Case) throws {
    // The position map is added to an already rounded sum, and gradients that are added are rounded again.
    try expectBFloat16(
      [c.image, c.weights, [c.filters], c.output], types: [.bfloat16, .float32, .float32, .float32], roundings: 2
    ) { tape, x in
      try tape.convolution(x[0], weights: x[1], bias: x[2], positionMap: x[3], geometry: c.geometry)
    }
  }
}
