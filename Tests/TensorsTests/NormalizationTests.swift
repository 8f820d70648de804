import RLTensors
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct NormalizationTests {
  static let epsilon: Float = 1e-2

  static let batches: [Shape] = [[2, 3, 2, 3], [2, 1, 2, 16], [5, 4], [1, 3, 1, 17], [2, 1, 5, 1], [4, 1, 1, 2]]

  private func record(
    _ tape: Tape, _ x: [Tensor], momentum: Float = 0.9, activation: Activation = .none
  ) throws -> Tensor {
    let channels = x[1].shape
    return try tape.batchNormalization(
      x[0], scale: x[1], shift: x[2], runningMean: tape.input(channels), runningVariance: tape.input(channels),
      momentum: momentum, epsilon: Self.epsilon, activation: activation)
  }

  private func twin(_ x: [Float64Twin], given: Bool = false, relu: Bool = false) -> Float64Twin {
    let normalized = x[0].normalized(
      scale: x[1], shift: x[2], given: given ? (x[3], x[4]) : nil,
      epsilon: Double(Self.epsilon))
    return relu ? normalized.map { max(0, $0) } : normalized
  }

  @Test(arguments: batches) func `a batch's channels are normalized as defined, with every gradient`(_ shape: Shape)
    throws
  {
    let vector: Shape = [shape.sizes[shape.rank - 1]]
    // Gradients are differences of sums over the batch.
    try expectTwin([shape, vector, vector], tolerance: 3e-5) {
      try record($0, $1)
    } twin: {
      twin($0)
    }
    try expectTwin([shape, vector, vector], tolerance: 3e-5) {
      try record($0, $1, activation: .relu)
    } twin: {
      twin($0, relu: true)
    }
  }

  @Test(arguments: batches) func `given statistics are used as they are`(_ shape: Shape) throws {
    let vector: Shape = [shape.sizes[shape.rank - 1]]
    for activation in [Activation.none, .relu] {
      try expectTwin([shape, vector, vector]) { tape, x in
        let (mean, variance) = (tape.input(vector), tape.input(vector))
        mean.assign(testNumbers(mean.count, seed: 20))
        variance.assign(testNumbers(variance.count, seed: 21, in: 0.5...2))
        return try tape.batchNormalization(
          x[0], mean: mean, variance: variance, scale: x[1], shift: x[2], epsilon: Self.epsilon, activation: activation)
      } twin: { x in
        let mean = Float64Twin(vector.sizes, testNumbers(vector.count, seed: 20).map(Double.init))
        let variance = Float64Twin(vector.sizes, testNumbers(vector.count, seed: 21, in: 0.5...2).map(Double.init))
        return twin(x + [mean, variance], given: true, relu: activation == .relu)
      }
    }
  }

  @Test(arguments: [[7], [3, 4], [2, 2, 1, 5], [2, 17], [3, 16]] as [Shape])
  func `rows are normalized as defined, with every gradient`(_ shape: Shape) throws {
    let vector: Shape = [shape.sizes[shape.rank - 1]]
    try expectTwin([shape, vector, vector], tolerance: 3e-5) { tape, x in
      try tape.layerNormalization(x[0], scale: x[1], shift: x[2], epsilon: Self.epsilon)
    } twin: { x in
      x[0].normalized(byRow: true, scale: x[1], shift: x[2], epsilon: Double(Self.epsilon))
    }
  }

  @Test(.needsBFloat16, arguments: batches) func `bfloat16 agrees with float32`(_ shape: Shape) throws {
    let vector: Shape = [shape.sizes[shape.rank - 1]]
    let types: [ElementType] = [.bfloat16, .float32, .float32]
    try expectBFloat16([shape, vector, vector], types: types, roundings: 2) { try record($0, $1) }
    try expectBFloat16([shape, vector, vector], types: types, roundings: 2) { tape, x in
      try tape.layerNormalization(x[0], scale: x[1], shift: x[2], epsilon: Self.epsilon)
    }
  }

  @Test func `running statistics move only on request, by the unbiased variance`() throws {
    let store = ParameterStore()
    let (mean, variance) = (store.add("mean", [2]), store.add("variance", [2]))
    store.allocate()
    store.assign([1, 1], to: variance)
    let tape = Tape()
    let x = tape.leaf([1, 10, 2, 10, 3, 10, 6, 14], [2, 1, 2, 2])
    _ = try tape.batchNormalization(
      x, scale: tape.leaf([1, 1], [2]), shift: tape.leaf([0, 0], [2]), runningMean: store.tensor(showing: mean),
      runningVariance: store.tensor(showing: variance), momentum: 0.75, epsilon: 1e-5)
    tape.forward()
    #expect(store.values(of: mean) == [0, 0] && store.values(of: variance) == [1, 1])
    tape.updateRunningStatistics()
    // Means 3 and 11, sums of squared deviations 14 and 12 over 3.
    expectClose(store.values(of: mean), [0.75, 2.75])
    expectClose(store.values(of: variance), [0.75 + 14.0 / 12, 0.75 + 1])
    x.assign([Float](repeating: 0, count: 8))
    tape.forward()
    tape.updateRunningStatistics()
    expectClose(store.values(of: mean), [0.5625, 2.0625])
    expectClose(store.values(of: variance), [(0.75 + 14.0 / 12) * 0.75, 1.75 * 0.75])
  }

  @Test func `statistics that change are seen by the next replay`() throws {
    let store = ParameterStore()
    let (mean, variance) = (store.add("mean", [1]), store.add("variance", [1]))
    store.allocate()
    store.assign([1], to: variance)
    let tape = Tape()
    let output = try tape.batchNormalization(
      tape.leaf([1, 3], [2, 1]), mean: store.tensor(showing: mean), variance: store.tensor(showing: variance),
      scale: tape.leaf([1], [1]), shift: tape.leaf([0], [1]), epsilon: 0)
    #expect(output.values == [1, 3])
    store.assign([2], to: mean)
    store.assign([4], to: variance)
    tape.forward()
    #expect(output.values == [-0.5, 0.5])
  }
}
