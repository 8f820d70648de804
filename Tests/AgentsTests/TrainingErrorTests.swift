import RLAgents
import RLEnvironmentKit
import RLNetworks
import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct TrainingErrorTests {
  @Test(arguments: Depth.sample(BitsCase.all.indices, 4).map { BitsCase.all[$0] }, [Double.infinity, -.infinity, .nan])
  func `a reward that is not finite stops training and leaves the parameters as they were`(
    c: BitsCase, reward: Double
  ) throws {
    let trainer = try c.trainer(seed: 5, threads: 2, reward: reward)
    let network = try #require(trainer.network)
    let before = c.bits(of: network)
    let error = #expect(throws: TrainingError.self) { _ = try trainer.iterate() }
    let steps = c.isPPO ? 48 : 40
    #expect(error == .nonFinite(steps: steps, place: "a reward"))
    #expect(
      error.map { "\($0)" }
        == "training stopped at step \(steps): NaN or infinity in a reward; the last good parameters are kept")
    #expect(c.bits(of: network) == before)
  }

  /// What a trainer says whose parameter was set to a value, and whether its parameters stayed as they were then.
  private func error(
    _ c: BitsCase, _ name: String, _ value: Float, at index: Int = 0
  ) throws -> (error: TrainingError?, isUnchanged: Bool) {
    let trainer = try c.trainer(seed: 5, threads: 2)
    let network = try #require(trainer.network)
    let parameter = try #require(network.exported.first { $0.name == name })
    var values = parameter.values(in: network.parameters)
    values[index] = value
    parameter.assign(values, in: network.parameters)
    let before = c.bits(of: network)
    let error = #expect(throws: TrainingError.self) { _ = try trainer.iterate() }
    return (error, c.bits(of: network) == before)
  }

  private static let networks = ["minatar", "minatar-batchnorm", "minatar-layernorm"].map {
    BitsCase(isPPO: true, convolution: .conv, precision: .f32, network: $0)
  }

  /// A rectifier makes 0 of what is computed from NaN, so neither loss nor gradient shows a hidden layer's.
  @Test(arguments: networks) func `a weight that is not finite is named, in whatever layer`(c: BitsCase) throws {
    let names = try #require(try c.trainer(seed: 5, threads: 1).network).exported.map(\.name)
    for (index, name) in names.enumerated() {
      let values = [Float.nan, .infinity, -.infinity]
      for value in Depth.isDeep ? values : [values[index % 3]] {
        let found = try error(c, name, value)
        #expect(found.error == .nonFinite(steps: 48, place: "the weight '\(name)'"), "\(name) \(value)")
        #expect(found.isUnchanged)
      }
    }
  }

  /// Every weight is finite, the sums are not; what a layer makes is the input of the next one, or a value or a logit.
  @Test(
    arguments: networks + [BitsCase(isPPO: false, convolution: .coordconv, precision: .f32)],
    ["conv1", "linear1", "policy", "value"])
  func `what finite weights make infinite is named`(c: BitsCase, layer: String) throws {
    let trainer = try c.trainer(seed: 5, threads: 2)
    let network = try #require(trainer.network)
    for parameter in network.exported {
      let isOwn = parameter.name.hasPrefix(layer + ".")
      guard isOwn || ["conv1.bias", "linear1.bias", "norm1.bias"].contains(parameter.name) else { continue }
      let size: Float = isOwn ? 3e38 : 2
      parameter.assign([Float](repeating: size, count: parameter.shape.count), in: network.parameters)
    }
    let before = c.bits(of: network)
    let error = #expect(throws: TrainingError.self) { _ = try trainer.iterate() }
    // Finite still, but all that is made of it is not. A batch's statistics hide it from
    // learning; the running ones, by which the agent acts, do not.
    let behind = [
      "minatar": "the output of the layer 'linear1' (matrix product)", "minatar-batchnorm": "a value",
      "minatar-layernorm": "the output of the layer 'norm1' (layer normalization)",
    ]
    let place = layer == "conv1" ? behind[c.network] : "the output of the layer '\(layer)' (matrix product)"
    #expect(error == place.map { .nonFinite(steps: c.isPPO ? 48 : 40, place: $0) })
    #expect(c.bits(of: network) == before)
  }

  @Test func `a batch normalization's running statistics stay where an update fails`() throws {
    let found = try error(Self.networks[1], "value.bias", .nan)
    #expect(found.isUnchanged)
  }
}
