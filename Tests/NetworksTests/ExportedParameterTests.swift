import RLNetworks
import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct ExportedParameterTests {
  @Test(arguments: Depth.sample(PolicyArchitecture.all.map(\.name), 1), ConvolutionChoice.allCases)
  func `what is assigned is what is read`(name: String, choice: ConvolutionChoice) throws {
    let architecture = try #require(PolicyArchitecture.named(name))
    let network = try PolicyNetwork(architecture, convolution: choice, observationShape: [36, 37, 2], actionCount: 3)
    var random = SplitMix64(11)
    var values: [[Float]] = []
    for parameter in network.exported {
      values.append(random.floats(parameter.shape.count))
      parameter.assign(values[values.count - 1], in: network.parameters)
    }
    // Read after all are written, so that parameters that overlap are noticed.
    #expect(zip(network.exported, values).allSatisfy { $0.values(in: network.parameters) == $1 })
    let learned = network.exported.filter { !$0.name.contains(".running_") }
    #expect(learned.reduce(0) { $0 + $1.shape.count } == network.parameters.learnedCount)
  }

  @Test func `a linear layer after an image is exported channels first`() {
    let store = ParameterStore()
    let layer = Linear("l", in: store, inputShape: [2, 3, 2], outputs: 2, initializer: .zeros)
    store.allocate()
    let weight = layer.exported()[0]
    // Row 0 in PyTorch's order: channel 0's six pixels are 0…5, channel 1's are 6…11.
    weight.assign((0..<24).map(Float.init), in: store)
    let kept = store.parameters.first { $0.name == "l.weight" }.map { store.values(of: $0) }
    #expect(kept?.prefix(12) == [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11])
    #expect(kept?.suffix(12) == [12, 18, 13, 19, 14, 20, 15, 21, 16, 22, 17, 23])
    #expect(weight.shape == [2, 12])
  }

  @Test func `a linear layer after a vector is exchanged as it lies`() {
    let store = ParameterStore()
    let layer = Linear("l", in: store, inputShape: [3], outputs: 2, initializer: .zeros)
    store.allocate()
    layer.exported()[0].assign([0, 1, 2, 3, 4, 5], in: store)
    #expect(store.parameters.first { $0.name == "l.weight" }.map { store.values(of: $0) } == [0, 1, 2, 3, 4, 5])
  }

  @Test(
    arguments: [
      ("minatar", [10, 10, 4]), ("minatar", [5, 7, 3]), ("mlp", [5, 7, 3]), ("nature", [36, 40, 2]),
      ("impala", [9, 12, 2]), ("compact", [20, 24, 2]), ("pooled", [6, 8, 3]),
    ] as [(String, [Int])],
    ConvolutionChoice.allCases)
  func `PyTorch would compute the same from the exchanged parameters`(
    network: (name: String, shape: [Int]), choice: ConvolutionChoice
  ) throws {
    let (name, shape) = network
    let network = try PolicyNetwork(
      try #require(PolicyArchitecture.named(name)), convolution: choice, observationShape: shape, actionCount: 3)
    network.fill(seed: 3)
    var random = SplitMix64(4)
    let size = shape.reduce(1, *)
    let images = random.floats(2 * size)
    let (logits, value) = try network.run(images, batch: 2)
    let parameters = Dictionary(
      uniqueKeysWithValues: network.exported.map {
        ($0.name, (shape: $0.shape.sizes, values: $0.values(in: network.parameters).map(Double.init)))
      })
    var (expectedLogits, expectedValues): ([Double], [Double]) = ([], [])
    for sample in 0..<2 {
      var twin = PyTorchTwin(
        Array(images[sample * size..<(sample + 1) * size]), height: shape[0], width: shape[1], channels: shape[2],
        parameters: parameters)
      twin.trunk(name, choice)
      expectedLogits += twin.output(of: "policy")
      expectedValues += twin.output(of: "value")
    }
    // Sums of up to 1024 products in float32.
    expectDeviation(logits.values, expectedLogits, atMost: 1e-5, "logits")
    expectDeviation(value.values, expectedValues, atMost: 1e-5, "values")
    #expect(Set(expectedLogits).count == 6)
  }
}
