import RLAgents
import RLEnvironmentKit
import RLNetworks
import Testing

@Suite struct TrainingErrorTests {
  @Test(arguments: BitsCase.all, [Double.infinity, -.infinity, .nan])
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

  @Test func `a network that holds NaN stops training and says in which layer`() throws {
    let trainer = try BitsCase.all[0].trainer(seed: 5, threads: 1)
    let network = try #require(trainer.network)
    let bias = try #require(network.exchanged.first { $0.name == "policy.bias" })
    bias.assign([0, .nan, 0], in: network.parameters)
    #expect(throws: TrainingError.nonFinite(steps: 48, place: "the output of the layer 'policy' (matrix product)")) {
      _ = try trainer.iterate()
    }
  }
}
