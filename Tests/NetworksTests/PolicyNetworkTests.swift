import RLNetworks
import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct PolicyNetworkTests {
  static func network(
    _ architecture: PolicyArchitecture, _ shape: [Int], _ choice: ConvolutionChoice = .conv, actions: Int
  ) throws -> PolicyNetwork {
    try PolicyNetwork(architecture, convolution: choice, observationShape: shape, actionCount: actions)
  }

  // MARK: Parameters

  @Test func `Nature's parameter counts are those of hand arithmetic`() throws {
    let convolutions = (32 * 4 * 64 + 32) + (64 * 32 * 16 + 64) + (64 * 64 * 9 + 64)
    let linears = (512 * 7 * 7 * 64 + 512) + (6 * 512 + 6) + (512 + 1)
    #expect(convolutions + linears == 1_687_719)
    for (choice, coordinates) in [
      (ConvolutionChoice.conv, 0), (.coordconvFirst, 32 * 2 * 64),
      (.coordconv, 32 * 2 * 64 + 64 * 2 * 16 + 64 * 2 * 9),
    ] {
      let network = try Self.network(.nature, [84, 84, 4], choice, actions: 6)
      #expect(network.parameters.learnedCount == 1_687_719 + coordinates)
    }
  }

  @Test func `MinAtar's parameter counts are those of hand arithmetic`() throws {
    // 16·4·9 + 16, 128·8·8·16 + 128, 3·128 + 3, 128 + 1; coordinates 16·2·9.
    let conv = try Self.network(.minatar, [10, 10, 4], actions: 3)
    #expect(conv.parameters.learnedCount == 592 + 131_200 + 387 + 129)
    let coordinates = try Self.network(.minatar, [10, 10, 4], .coordconv, actions: 3)
    #expect(coordinates.parameters.learnedCount == 592 + 131_200 + 387 + 129 + 288)
  }

  @Test func `the compact and the pooled network's parameter counts are those of hand arithmetic`() throws {
    // 84 → 20 → 9; coordinates are two more input channels of each convolution.
    let compact = (16 * 4 * 64 + 16) + (32 * 16 * 16 + 32) + (256 * 9 * 9 * 32 + 256) + (6 * 256 + 6) + (256 + 1)
    #expect(try Self.network(.compact, [84, 84, 4], actions: 6).parameters.learnedCount == compact)
    #expect(
      try Self.network(.compact, [84, 84, 4], .coordconv, actions: 6).parameters.learnedCount
        == compact + 16 * 2 * 64 + 32 * 2 * 16)
    let pooled = (32 * 3 * 9 + 32) + (32 * 32 * 9 + 32) + (128 * 32 + 128) + (4 * 128 + 4) + (128 + 1)
    #expect(try Self.network(.pooled, [9, 11, 3], actions: 4).parameters.learnedCount == pooled)
  }

  @Test func `the pooled network sees where a thing is only by coordinates`() throws {
    for (choice, isBlind) in [(ConvolutionChoice.conv, true), (.coordconv, false), (.coordconvFirst, false)] {
      let network = try Self.network(.pooled, [12, 12, 1], choice, actions: 4)
      network.fill(seed: 5)
      var images = [Float](repeating: 0, count: 2 * 144)
      // The same dot in two places, four cells from the border: nearer ones are in fewer windows.
      for i in [4 * 12 + 5, 144 + 7 * 12 + 6] { images[i] = 1 }
      let logits = try network.run(images, batch: 2).logits.values
      let difference = zip(logits[..<4], logits[4...]).map { abs($0 - $1) }.max() ?? 0
      #expect((difference < 1e-5) == isBlind, "\(choice): \(difference)")
    }
  }

  @Test(arguments: ConvolutionChoice.allCases)
  func `the multilayer perceptron has the same parameters whatever the convolution`(choice: ConvolutionChoice) throws {
    let network = try Self.network(.mlp, [10, 10, 4], choice, actions: 3)
    #expect(network.parameters.learnedCount == (64 * 400 + 64) + (64 * 64 + 64) + (3 * 64 + 3) + 65)
  }

  @Test func `IMPALA's parameter counts are those of hand arithmetic`() throws {
    // 84 → 42 → 21 → 11 by pooling; a section is a convolution and four of 3×3 with as many channels in as out.
    let sections = [(4, 16), (16, 32), (32, 32)].reduce(0) { sum, channels in
      let (from, to) = channels
      return sum + to * from * 9 + to + 4 * (to * to * 9 + to)
    }
    let linears = (256 * 11 * 11 * 32 + 256) + (6 * 256 + 6) + (256 + 1)
    #expect(sections + linears == 1_091_031)
    let conv = try Self.network(.impala, [84, 84, 4], actions: 6)
    #expect(conv.parameters.learnedCount == 1_091_031)
    let coordinates = try Self.network(.impala, [84, 84, 4], .coordconv, actions: 6)
    #expect(coordinates.parameters.learnedCount == 1_091_031 + 18 * (16 * 5 + 32 * 10))
    let first = try Self.network(.impala, [84, 84, 4], .coordconvFirst, actions: 6)
    #expect(first.parameters.learnedCount == 1_091_031 + 18 * 16)
  }

  @Test(arguments: ConvolutionChoice.allCases)
  func `exchanged parameters come in the order of the layers`(choice: ConvolutionChoice) throws {
    let network = try Self.network(.nature, [84, 84, 4], choice, actions: 6)
    #expect(
      network.exported.map(\.name) == [
        "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "conv3.weight", "conv3.bias", "linear1.weight",
        "linear1.bias", "policy.weight", "policy.bias", "value.weight", "value.bias",
      ])
    let (first, later) = (choice == .conv ? 0 : 2, choice == .coordconv ? 2 : 0)
    #expect(
      network.exported.map(\.shape) == [
        [32, 4 + first, 8, 8], [32], [64, 32 + later, 4, 4], [64], [64, 64 + later, 3, 3], [64], [512, 3136], [512],
        [6, 512], [6], [1, 512], [1],
      ])
  }

  @Test func `IMPALA's fifteen convolutions have names of their own`() throws {
    let names = try Self.network(.impala, [12, 12, 1], actions: 2).exported.map(\.name)
    #expect(names.count == 2 * 18 && Set(names).count == names.count)
    #expect(names.filter { $0.hasSuffix(".weight") }.prefix(15) == (1...15).map { "conv\($0).weight" }[...])
  }

  @Test func `the heads start small and the biases at zero, the same for the same seed`() throws {
    let network = try Self.network(.minatar, [5, 5, 2], .coordconv, actions: 3)
    func values() -> [[Float]] { network.exported.map { $0.values(in: network.parameters) } }
    func norm(_ row: ArraySlice<Float>) -> Float { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    var random = SplitMix64(1)
    network.initialize(using: &random)
    let first = values()
    for i in [1, 3, 5, 7] { #expect(first[i].allSatisfy { $0 == 0 }) }
    for action in 0..<3 { #expect(abs(norm(first[4][action * 128..<(action + 1) * 128]) - 0.01) < 1e-6) }
    #expect(abs(norm(first[6][...]) - 1) < 1e-5)
    network.initialize(using: &random)
    #expect(values() != first)
    random = SplitMix64(1)
    network.initialize(using: &random)
    #expect(values() == first)
  }

  // MARK: Errors

  @Test(arguments: [
    (
      PolicyArchitecture.nature, [35, 84, 4],
      "the network 'nature' needs observations of at least 36×36, but these are 35×84×4"
    ),
    (.nature, [84, 35, 4], "the network 'nature' needs observations of at least 36×36, but these are 84×35×4"),
    (.minatar, [2, 10, 4], "the network 'minatar' needs observations of at least 3×3, but these are 2×10×4"),
    (.impala, [3, 2, 1], "the network 'impala' needs observations of at least 3×3, but these are 3×2×1"),
    (.compact, [19, 84, 4], "the network 'compact' needs observations of at least 20×20, but these are 19×84×4"),
    (.pooled, [5, 4, 3], "the network 'pooled' needs observations of at least 5×5, but these are 5×4×3"),
    (.mlp, [8], "the network 'mlp' needs observations of at least 1×1, but these are 8"),
  ])
  func `too small an observation is an error that names the least size`(
    architecture: PolicyArchitecture, shape: [Int], text: String
  ) {
    let error = #expect(throws: PolicyNetworkError.self) { try Self.network(architecture, shape, actions: 2) }
    #expect(error.map { "\($0)" } == text)
  }

  @Test func `every network is found by its name`() {
    #expect(
      PolicyArchitecture.all.map(\.name) == [
        "nature", "compact", "impala", "minatar", "minatar-batchnorm", "minatar-layernorm", "pooled", "mlp",
      ])
    for architecture in PolicyArchitecture.all {
      #expect(PolicyArchitecture.named(architecture.name)?.summary == architecture.summary)
    }
    #expect(PolicyArchitecture.named("Nature") == nil)
  }
}
