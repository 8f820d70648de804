import RLAgents
import RLEnvironmentKit
import RLEnvironments
import Foundation
import RLNetworks
import TestSupport
import Testing

@testable import RLResults
@testable import RLRuns

@Suite(.timeLimit(.minutes(20))) struct PolicyExchangeTests {
  private struct Header: Decodable { let observationMaximum: Int }
  private struct Line: Decodable {
    let observation: [UInt8]
    let logits: [Float]
    let value: Float
  }

  @Test func `what is exchanged is what the policy acts by`() throws {
    try withTemporaryFolder { folder in
      let path = folder.path + "/checkpoint.safetensors"
      let spec = MinAtarBreakout().spec
      let configuration = try RunConfiguration(
        environment: spec.name, agent: "ppo", [Assignment("convolution", "coordconv")])
      let network = try configuration.network.makeNetwork(for: spec)
      var generator = Philox(seed: 3, lane: 0, purpose: .parameters)
      network.initialize(using: &generator)
      try Checkpoint(configuration, spec: spec, steps: 0, network: network).write(to: path)

      let text = try PolicyExchange.lines(checkpoint: path, seed: 5, count: 3)
      #expect(try PolicyExchange.lines(checkpoint: path, seed: 5, count: 3) == text)
      let lines = text.split(separator: "\n").map { Data($0.utf8) }
      let header = try JSONDecoder().decode(Header.self, from: lines[0])
      #expect(header.observationMaximum == Int(spec.observationMaximum))
      let actor = try PolicyActor(network, batch: 1, precision: .f32, observationMaximum: spec.observationMaximum)
      #expect(lines.count == 4)
      for line in try lines.dropFirst().map({ try JSONDecoder().decode(Line.self, from: $0) }) {
        actor.look(at: line.observation.span)
        let insight = actor.insight(row: 0)
        #expect(abs(insight.value - line.value) < 1e-5)
        let exponentials = line.logits.map { Float(exp(Double($0))) }
        let probabilities = exponentials.map { $0 / exponentials.reduce(0, +) }
        #expect(zip(probabilities, insight.probabilities).allSatisfy { abs($0 - $1) < 1e-5 })
      }
    }
  }
}
