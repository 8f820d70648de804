import RLNetworks
import TestSupport
import RLTensors
import Testing

@Suite(.timeLimit(.minutes(20))) struct SequentialNetworkTests {
  private static let initializers = NetworkBuilder.Initializers(
    convolution: .heTruncatedNormal, linear: .glorotUniform)

  /// One of every layer that a builder adds.
  private func network(_ choice: ConvolutionChoice, hasRadius: Bool = false) -> SequentialNetwork {
    SequentialNetwork(
      inputShape: [2, 2, 3], convolution: choice, hasRadius: hasRadius, initializers: Self.initializers
    ) {
      network in
      network.upsample(factor: 2)
      network.convolution(filters: 4, kernel: 3, geometry: .same(kernel: 3))
      network.batchNorm(activation: .relu)
      network.residualBlock()
      network.transposedConvolution(filters: 5, kernel: 2, geometry: .same(kernel: 2, stride: 2))
      network.maxPool(kernel: 2, stride: 2)
      network.rectify()
      network.convolution(filters: 1, kernel: 1, activation: .none)
      network.pixelSoftmax()
      network.linear(3, activation: .none)
    }
  }

  @Test(arguments: ConvolutionChoice.allCases, [false, true])
  func `shapes are as specified, and every weight is counted`(choice: ConvolutionChoice, hasRadius: Bool) throws {
    let network = network(choice, hasRadius: hasRadius)
    #expect(network.inputShape == [2, 2, 3] && network.outputShape == [3] && network.hasBatchNorm)
    let coordinates = hasRadius ? 3 : 2
    let first = choice == .conv ? 0 : coordinates, rest = choice == .coordconv ? coordinates : 0
    let kernels = (3 + first) * 4 * 9 + 2 * (4 + rest) * 4 * 9 + (4 + rest) * 5 * 4 + (5 + rest)
    #expect(network.parameters.learnedCount == kernels + 4 + 8 + 8 + 5 + 1 + 16 * 3 + 3)
    // Coordinates' weights are kernels, too.
    #expect(network.kernels.reduce(0) { $0 + $1.shape.count } == kernels)
    let statistics = network.exported.filter { $0.name.contains(".running_") }
    #expect(
      network.exported.reduce(0) { $0 + $1.shape.count }
        == network.parameters.learnedCount + statistics.reduce(0) { $0 + $1.shape.count })
    // After the transposed convolution: 8 by 8 by 5.
    #expect(network.largestActivation == 320)

    var random = SplitMix64(1)
    network.initialize(using: &random)
    _ = try network.positionMaps()
    let tape = Tape(parameters: network.parameters, isDifferentiable: false)
    let output = try network.record(on: tape, tape.leaf(random.floats(24, in: -1...1), [2, 2, 2, 3]))
    #expect(output.shape == [2, 3] && output.values.allSatisfy(\.isFinite))
  }

  @Test func `a softmax is over the pixels of each image, and sums and maxima over them`() throws {
    func run(_ build: (inout NetworkBuilder) -> Void) throws -> [Float] {
      let network = SequentialNetwork(
        inputShape: [1, 2, 1], convolution: .conv, initializers: Self.initializers, build)
      let tape = Tape(parameters: network.parameters, isDifferentiable: false)
      return try network.record(on: tape, tape.leaf([0, 0, 1, 3], [2, 1, 2, 1])).values
    }
    let softmax = try run { $0.pixelSoftmax() }
    expectClose(softmax, [1, 1, 0.238_405_844, 1.761_594_156])
    #expect(try run { $0.globalSum() } == [0, 4])
    #expect(try run { $0.globalMaxPool() } == [0, 3])
    #expect(try run { $0.globalAveragePool() } == [0, 2])
  }
}
