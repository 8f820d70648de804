import RLNetworks
import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct PositionMapTests {
  static func network(_ choice: ConvolutionChoice) throws -> PolicyNetwork {
    let network = try PolicyNetwork(.pooled, convolution: choice, observationShape: [7, 9, 3], actionCount: 4)
    network.fill(seed: 4)
    _ = try network.positionMaps()
    return network
  }

  /// What a layer answers to zeros beside its coordinates, less its bias: `[height · width · filters]`.
  static func answer(
    _ layer: String, of network: PolicyNetwork, height: Int, width: Int, channels: Int
  ) throws -> [Float] {
    func parameter(_ name: String) throws -> [Float] {
      try #require(network.exported.first { $0.name == layer + name }).values(in: network.parameters)
    }
    let coordinates = Coordinates.channels(height: height, width: width, hasRadius: false)
    let image = (0..<height * width).flatMap {
      [Float](repeating: 0, count: channels) + coordinates[2 * $0..<2 * $0 + 2]
    }
    let tape = Tape()
    let output = try tape.convolution(
      tape.leaf(image, [1, height, width, channels + 2]),
      weights: tape.leaf(parameter(".weight"), [32, channels + 2, 3, 3]),
      bias: tape.leaf(parameter(".bias"), [32]))
    let bias = try parameter(".bias")
    return output.values.indices.map { output.values[$0] - bias[$0 % 32] }
  }

  @Test func `a position map is what a layer answers to zeros, filter by filter and layer by layer`() throws {
    let network = try Self.network(.coordconv)
    let first = try Self.answer("conv1", of: network, height: 7, width: 9, channels: 3)
    let second = try Self.answer("conv2", of: network, height: 5, width: 7, channels: 32)
    for turn in 0..<64 {
      let map = try #require(network.positionMapValues(turn: turn))
      let (layer, answer) = turn < 32 ? ("conv1", first) : ("conv2", second)
      #expect((map.layer, map.filter, map.filters) == (layer, turn % 32, 32))
      #expect((map.height, map.width) == (turn < 32 ? 5 : 3, turn < 32 ? 7 : 5))
      let expected = stride(from: turn % 32, to: answer.count, by: 32).map { Double(answer[$0]) }
      #expect(deviation(map.values, expected) < 1e-5)
    }
  }

  @Test(arguments: [(0, 64), (63, -1), (0, -64), (40, -152), (5, 5 + 64 * 1000)])
  func `filters are counted round and round, backwards as well`(turn: Int, other: Int) throws {
    let network = try Self.network(.coordconv)
    let (one, same) = (network.positionMapValues(turn: turn), network.positionMapValues(turn: other))
    #expect(one?.filter == same?.filter && one?.layer == same?.layer && one?.values == same?.values)
  }

  @Test func `only layers with coordinates have maps`() throws {
    #expect(try Self.network(.conv).positionMapValues(turn: 0) == nil)
    let network = try Self.network(.coordconvFirst)
    #expect(try #require(network.positionMapValues(turn: 32)).filter == 0)
    #expect(try #require(network.positionMapValues(turn: -1)).layer == "conv1")
  }
}
