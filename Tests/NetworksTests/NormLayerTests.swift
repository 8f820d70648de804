import RLNetworks
import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct NormLayerTests {
  /// A batch normalization of two channels, recorded for training or for use.
  private struct Network {
    let store = ParameterStore()
    let layer: BatchNorm2D

    init() {
      layer = BatchNorm2D(
        "norm", in: store, channels: 2, momentum: 0.5, epsilon: 1e-3, activation: .relu)
      store.allocate()
      var random = SplitMix64(1)
      layer.initialize(store, using: &random)
    }

    func record(_ values: [Float], isDifferentiable: Bool) throws -> (tape: Tape, output: Tensor) {
      let tape = Tape(parameters: store, isDifferentiable: isDifferentiable)
      return (tape, try layer(tape.leaf(values, [2, 1, 2, 2]), on: tape))
    }
  }

  private let values: [Float] = [1, 10, 2, 10, 3, 10, 6, 14]

  private func normalized(mean: [Double], variance: [Double], scale: Double = 1, shift: Double = 0) -> [Double] {
    values.indices.map {
      max(0, (Double(values[$0]) - mean[$0 % 2]) / (variance[$0 % 2] + 1e-3).squareRoot() * scale + shift)
    }
  }

  @Test func `training uses the batch's statistics, and use the running ones`() throws {
    let network = Network()
    let training = try network.record(values, isDifferentiable: true)
    let use = try network.record(values, isDifferentiable: false)
    expectClose(training.output.values, normalized(mean: [3, 11], variance: [3.5, 3]))
    expectClose(use.output.values, normalized(mean: [0, 0], variance: [1, 1]))
    training.tape.updateRunningStatistics()
    use.tape.updateRunningStatistics()
    use.tape.forward()
    expectClose(
      use.output.values, normalized(mean: [1.5, 5.5], variance: [0.5 + 14.0 / 6, 0.5 + 2]), "half the batch's")
  }

  @Test func `scale and shift are learned, running statistics are not, and all are exported`() throws {
    let network = Network()
    #expect(
      network.layer.exported().map(\.name) == ["norm.weight", "norm.bias", "norm.running_mean", "norm.running_var"])
    #expect(network.store.learned.map(\.name) == ["norm.weight", "norm.bias"])
    #expect(network.store.learnedCount == 4)
    network.layer.exported()[0].assign([2, 2], in: network.store)
    network.layer.exported()[1].assign([0.5, 0.5], in: network.store)
    let (tape, output) = try network.record(values, isDifferentiable: true)
    expectClose(output.values, normalized(mean: [3, 11], variance: [3.5, 3], scale: 2, shift: 0.5))
    let gradients = GradientBuffer(count: network.store.count)
    tape.bind(gradients: gradients)
    output.assignGradient([Float](repeating: 1, count: 8))
    tape.backward(from: output)
    let positive = output.values.indices.filter { output.values[$0] > 0 }
    let shift = gradients.withSpan(network.store.range(of: network.store.parameters[1])) { [$0[0], $0[1]] }
    #expect(shift == [0, 1].map { channel in Float(positive.count { $0 % 2 == channel }) })
  }

  @Test func `saved running statistics make another network the same`() throws {
    let (network, other) = (Network(), Network())
    try network.record(values, isDifferentiable: true).tape.updateRunningStatistics()
    for (saved, restored) in zip(network.layer.exported(), other.layer.exported()) {
      restored.assign(saved.values(in: network.store), in: other.store)
    }
    let expected = try network.record(values, isDifferentiable: false).output.values
    #expect(try other.record(values, isDifferentiable: false).output.values == expected)
    #expect(expected != (try Network().record(values, isDifferentiable: false).output.values))
  }

  @Test func `a layer normalization scales and shifts rows`() throws {
    let store = ParameterStore()
    let layer = LayerNorm("norm", in: store, channels: 2, epsilon: 1)
    store.allocate()
    var random = SplitMix64(1)
    layer.initialize(store, using: &random)
    let tape = Tape(parameters: store)
    let output = try layer(tape.leaf([1, 3, 5, 5], [2, 2]), on: tape)
    let half = 0.5.squareRoot()
    expectClose(output.values, [-half, half, 0, 0])
    #expect(layer.exported().map(\.name) == ["norm.weight", "norm.bias"])
    layer.exported()[0].assign([2, 0], in: store)
    layer.exported()[1].assign([1, 4], in: store)
    tape.forward()
    expectClose(output.values, [1 - 2 * half, 4, 1, 4])
  }

  @Test func `upsampling repeats pixels`() throws {
    let tape = Tape()
    let output = try Upsample(factor: 2)(tape.leaf([1, 2], [1, 1, 2, 1]), on: tape)
    #expect(output.shape == [1, 2, 4, 1] && output.values == [1, 1, 2, 2, 1, 1, 2, 2])
  }
}
