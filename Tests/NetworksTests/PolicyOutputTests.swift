import RLNetworks
import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct PolicyOutputTests {
  /// Every architecture at the least side it says it takes, and at an odd, longer one.
  static let sizes: [(name: String, shape: [Int])] = [
    ("nature", [36, 36, 4]), ("nature", [37, 50, 1]), ("minatar", [3, 3, 4]), ("minatar", [10, 7, 2]),
    ("compact", [20, 20, 4]), ("pooled", [5, 5, 3]), ("pooled", [9, 6, 1]), ("mlp", [1, 1, 3]),
    ("mlp", [4, 5, 2]),
  ]

  static func network(_ name: String, _ choice: ConvolutionChoice, _ shape: [Int]) throws -> PolicyNetwork {
    let network = try PolicyNetwork(
      try #require(PolicyArchitecture.named(name)), convolution: choice, observationShape: shape, actionCount: 5)
    network.fill(seed: 9)
    return network
  }

  static func images(_ shape: [Int], batch: Int) -> [Float] {
    var random = SplitMix64(10)
    return random.floats(batch * shape.reduce(1, *), in: 0...1)
  }

  @Test(arguments: sizes, ConvolutionChoice.allCases)
  func `a batch gives a row of logits and a value for each observation`(
    size: (name: String, shape: [Int]), choice: ConvolutionChoice
  ) throws {
    let network = try Self.network(size.name, choice, size.shape)
    let (logits, value) = try network.run(Self.images(size.shape, batch: 3), batch: 3)
    #expect(logits.shape == [3, 5] && value.shape == [3, 1])
    #expect(logits.type == .float32 && value.type == .float32)
    #expect(Set(logits.values).count == 15 && Set(value.values).count == 3)
    #expect((logits.values + value.values).allSatisfy { $0.isFinite })
  }

  @Test(arguments: [[3, 3, 1], [12, 9, 2]], ConvolutionChoice.allCases)
  func `IMPALA gives a row of logits and a value for each observation`(shape: [Int], choice: ConvolutionChoice) throws {
    let network = try Self.network("impala", choice, shape)
    let (logits, value) = try network.run(Self.images(shape, batch: 2), batch: 2)
    #expect(logits.shape == [2, 5] && value.shape == [2, 1])
    #expect(Set(logits.values).count == 10 && Set(value.values).count == 2)
  }

  @Test(.needsBFloat16, arguments: sizes, ConvolutionChoice.allCases)
  func `bfloat16 comes close to float32`(size: (name: String, shape: [Int]), choice: ConvolutionChoice) throws {
    let network = try Self.network(size.name, choice, size.shape)
    let images = Self.images(size.shape, batch: 4)
    let exact = try network.run(images, batch: 4)
    let rounded = try network.run(images, batch: 4, type: .bfloat16)
    #expect(rounded.logits.type == .float32 && rounded.value.type == .float32)
    // Eight bits: each of up to five layers rounds to 2⁻⁹ of its largest value, and a head's sum cancels most of it.
    expectDeviation(rounded.logits.values, exact.logits.values.map(Double.init), atMost: 0.04, "logits")
    expectDeviation(rounded.value.values, exact.value.values.map(Double.init), atMost: 0.04, "values")
    #expect(rounded.logits.values != exact.logits.values)
  }

  @Test(
    arguments: [("nature", [36, 40, 2]), ("minatar", [10, 7, 2])] as [(String, [Int])],
    [ConvolutionChoice.coordconv, .coordconvFirst])
  func `with coordinate weights of zero a CoordConv network is the Conv network`(
    size: (String, [Int]), choice: ConvolutionChoice
  ) throws {
    let (name, shape) = size
    let plain = try Self.network(name, .conv, shape)
    let coordinates = try Self.network(name, choice, shape)
    for (from, to) in zip(plain.exported, coordinates.exported) {
      let values = from.values(in: plain.parameters)
      guard to.shape != from.shape else {
        to.assign(values, in: coordinates.parameters)
        continue
      }
      let row = from.shape.count / from.shape[0]
      let padding = (to.shape.count - from.shape.count) / from.shape[0]
      to.assign(
        (0..<from.shape[0]).flatMap { values[$0 * row..<($0 + 1) * row] + [Float](repeating: 0, count: padding) },
        in: coordinates.parameters)
    }
    let images = Self.images(shape, batch: 3)
    let (expected, found) = (try plain.run(images, batch: 3), try coordinates.run(images, batch: 3))
    expectDeviation(found.logits.values, expected.logits.values.map(Double.init), atMost: 1e-6, "logits")
    expectDeviation(found.value.values, expected.value.values.map(Double.init), atMost: 1e-6, "values")
    // And with other coordinate weights it is not.
    coordinates.fill(seed: 12)
    let other = try coordinates.run(images, batch: 3).value.values
    #expect(deviation(other, expected.value.values.map(Double.init)) > 1e-3)
  }
}
