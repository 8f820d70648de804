import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct DividedBatchTests {
  /// A convolution between two batch normalizations, and the gradients of its parameters.
  private final class Network {
    let store = ParameterStore(), statistics = ParameterStore()
    let scale: Parameter, shift: Parameter, weights: Parameter, mean: Parameter, variance: Parameter

    init() {
      scale = store.add("scale", [3])
      shift = store.add("shift", [3])
      weights = store.add("weights", [3, 3, 1, 1])
      mean = statistics.add("mean", [3])
      variance = statistics.add("variance", [3])
      store.allocate()
      statistics.allocate()
      for (index, parameter) in store.parameters.enumerated() {
        store.assign(testNumbers(parameter.shape.count, seed: UInt64(index), in: 0.5...1.5), to: parameter)
      }
    }

    func record(_ tape: Tape, _ x: Tensor) throws -> Tensor {
      func normalize(_ x: Tensor, _ activation: Activation) throws -> Tensor {
        try tape.batchNormalization(
          x, scale: tape.parameter(scale), shift: tape.parameter(shift), runningMean: statistics.tensor(showing: mean),
          runningVariance: statistics.tensor(showing: variance), momentum: 0.5, epsilon: 1e-2, activation: activation)
      }
      let first = try normalize(x, .relu)
      return try normalize(tape.convolution(first, weights: tape.parameter(weights)), .none)
    }
  }

  /// What a batch comes to whose samples lie in these parts, one a lane: outputs, gradients of inputs and parameters,
  /// and the running statistics.
  private func run(parts: [Int]) throws -> [[Float]] {
    let network = Network()
    let batch = DividedBatch(lanes: parts.count)
    let (size, count) = (2 * 3, parts.reduce(0, +))
    let numbers = testNumbers(count * size, seed: 5)
    let slopes = testNumbers(count * size, seed: 6)
    var lanes: [(tape: Tape, input: Tensor, output: Tensor, gradients: GradientBuffer, range: Range<Int>)] = []
    var start = 0
    for (lane, part) in parts.enumerated() where part > 0 {
      let tape = Tape(parameters: network.store, batch: batch, lane: lane)
      let range = start * size..<(start + part) * size
      let input = tape.leaf(Array(numbers[range]), [part, 1, 2, 3])
      let gradients = GradientBuffer(count: network.store.count)
      tape.bind(gradients: gradients)
      lanes.append((tape, input, try network.record(tape, input), gradients, range))
      start += part
    }
    for (lane, part) in parts.enumerated() where part == 0 { batch.leaveOut(lane) }
    // The second time over what the first has left.
    for _ in 0..<2 {
      for lane in lanes { lane.tape.clearGradients(of: lane.input) }
      for lane in lanes { lane.tape.bind(gradients: lane.gradients) }
      #expect(lanes.allSatisfy { $0.tape.segments == 3 })
      for segment in 0..<3 { for lane in lanes { lane.tape.forward(segment: segment) } }
      for lane in lanes { lane.output.assignGradient(Array(slopes[lane.range])) }
      for segment in 0..<3 { for lane in lanes { lane.tape.backward(from: [lane.output], segment: segment) } }
    }
    lanes[0].tape.updateRunningStatistics()
    let sum = (0..<network.store.count).map { index in
      lanes.reduce(Float(0)) { $0 + $1.gradients.withSpan(index..<index + 1) { $0[0] } }
    }
    return [
      lanes.flatMap(\.output.values), lanes.flatMap(\.input.gradientValues), sum,
      network.statistics.values(of: network.mean), network.statistics.values(of: network.variance),
    ]
  }

  @Test(arguments: [[3, 4], [1, 2, 2, 2], [0, 4, 0, 3], [7]]) func `a divided batch comes to what the whole does`(
    parts: [Int]
  ) throws {
    let whole = try run(parts: [7])
    let divided = try run(parts: parts)
    for (index, (a, b)) in zip(divided, whole).enumerated() {
      expectClose(a, b.map(Double.init), absolute: 2e-5, relative: 2e-5, "result \(index) of \(parts)")
    }
  }

  @Test func `a part's normalization depends on the others`() throws {
    let store = Network()
    let batch = DividedBatch(lanes: 2)
    let tapes = [0, 1].map { Tape(parameters: store.store, batch: batch, lane: $0) }
    let inputs = [[Float](repeating: 1, count: 6), [Float](repeating: 3, count: 6)]
    let leaves = zip(tapes, inputs).map { $0.leaf($1, [2, 1, 1, 3]) }
    let outputs = try zip(tapes, leaves).map { tape, x in
      try tape.batchNormalization(
        x, scale: tape.parameter(store.scale), shift: tape.parameter(store.shift),
        runningMean: store.statistics.tensor(showing: store.mean),
        runningVariance: store.statistics.tensor(showing: store.variance), momentum: 0.5, epsilon: 0)
    }
    for segment in 0..<2 { for tape in tapes { tape.forward(segment: segment) } }
    let (scale, shift) = (store.store.values(of: store.scale), store.store.values(of: store.shift))
    // The mean is 2 and the deviation 1.
    expectClose(outputs[0].values.prefix(3).map { $0 }, (0..<3).map { Double(shift[$0] - scale[$0]) })
    expectClose(outputs[1].values.prefix(3).map { $0 }, (0..<3).map { Double(shift[$0] + scale[$0]) })
  }
}
