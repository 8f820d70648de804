import RLAgents
import RLEnvironmentKit
import RLNetworks
import TestSupport
import RLTensors
import Testing

@testable import RLStudies

@Suite(.timeLimit(.minutes(20))) struct SupervisedLearnerTests {
  static let samples = (0..<Int32(40)).map { $0 * 47 }

  /// A small network for each kind: with coordinates on four lanes, with batch normalization on one.
  static func network(hasBatchNorm: Bool) -> SequentialNetwork {
    SequentialNetwork(
      inputShape: [32, 32, 1], convolution: hasBatchNorm ? .conv : .coordconvFirst,
      initializers: NotSoClevrNetworks.initializers
    ) { network in
      network.convolution(
        filters: 4, kernel: 3, geometry: .init(stride: 4), activation: hasBatchNorm ? .none : .relu)
      if hasBatchNorm { network.batchNorm(activation: .relu) }
      network.globalMaxPool()
      network.linear(3, activation: .none)
    }
  }

  static func learner(
    hasBatchNorm: Bool, threads: Int, batch: Int = 16, decay: Double = 0.001
  ) throws -> SupervisedLearner {
    try SupervisedLearner(
      ShapeRecognition(), network(hasBatchNorm: hasBatchNorm),
      SupervisedSettings(epochs: 1, batchSize: batch, learningRate: 0.01, decay: decay), seed: 3,
      trainingCount: samples.count, evaluationCounts: [samples.count], threads: threads)
  }

  /// An epoch whose last minibatch is a part, of fewer samples than there are lanes where the batch says so.
  static func epoch(_ learner: SupervisedLearner, batch: Int) throws -> [Double] {
    try stride(from: 0, to: samples.count, by: batch).map {
      try learner.step(samples[$0..<min($0 + batch, samples.count)], learningRate: 0.01).loss
    }
  }

  private func weights(_ learner: SupervisedLearner) -> [[Float]] {
    learner.network.exported.map { $0.values(in: learner.network.parameters) }
  }

  @Test(arguments: [false, true], [16, 19]) func `threads change nothing`(hasBatchNorm: Bool, batch: Int) throws {
    let learners = try [1, 2, 4].map { try Self.learner(hasBatchNorm: hasBatchNorm, threads: $0, batch: batch) }
    let losses = try learners.map { try Self.epoch($0, batch: batch) }
    #expect(losses[0] == losses[1] && losses[0] == losses[2])
    #expect(weights(learners[0]) == weights(learners[1]) && weights(learners[0]) == weights(learners[2]))
    let scores = learners.map { $0.scores(of: Self.samples) }
    #expect(scores[0] == scores[1] && scores[0] == scores[2])
  }

  /// The lanes' gradients together are those of the whole minibatch: differences of its mean loss show their size, and a
  /// first step of Adam moves every weight by the rate against their sign.
  @Test(arguments: [16, 3]) func `a step goes down the slope of the minibatch's mean loss`(count: Int) throws {
    let learner = try Self.learner(hasBatchNorm: false, threads: 2, batch: count, decay: 0)
    let minibatch = Self.samples[..<count]
    let store = learner.network.parameters
    func loss(_ values: [Float], of parameter: Parameter) throws -> Double {
      store.assign(values, to: parameter)
      learner.refresh()
      return try learner.step(minibatch, learningRate: 0).loss / Double(count)
    }
    let before = store.learned.map { store.values(of: $0) }
    _ = try learner.step(minibatch, learningRate: 0)
    let gradients = store.learned.map { learner.parameterUpdate.gradient(of: $0) }
    var (compared, far) = (0, 0)
    for (index, parameter) in store.learned.enumerated() {
      #expect(gradients[index].contains { $0 != 0 }, "\(parameter.name)")
      for place in before[index].indices {
        var (above, below) = (before[index], before[index])
        above[place] += 1.0 / 512
        below[place] -= 1.0 / 512
        let slope = try (loss(above, of: parameter) - loss(below, of: parameter)) * 256
        compared += 1
        // The loss rounds to 2⁻²⁴; few differences straddle a rectifier's corner or another maximum.
        if abs(slope - Double(gradients[index][place])) > 1e-3 + 0.02 * abs(slope) { far += 1 }
      }
      store.assign(before[index], to: parameter)
    }
    #expect(compared > 50 && far <= compared / 20, "\(far) of \(compared)")
    let fresh = try Self.learner(hasBatchNorm: false, threads: 2, batch: count, decay: 0)
    _ = try fresh.step(minibatch, learningRate: 0.01)
    for (index, parameter) in store.learned.enumerated() {
      let after = fresh.network.parameters.values(of: parameter)
      for (place, slope) in gradients[index].enumerated() where abs(slope) > 1e-4 {
        let change = after[place] - before[index][place]
        #expect(abs(change + (slope > 0 ? 0.01 : -0.01)) < 1e-4, "\(parameter.name) \(place)")
      }
    }
  }

  @Test func `weight decay is for kernels alone and is the slope of the sum of their squares`() throws {
    let (plain, decaying) = (
      try Self.learner(hasBatchNorm: false, threads: 1, decay: 0),
      try Self.learner(hasBatchNorm: false, threads: 1, decay: 10)
    )
    let before = weights(plain)
    for learner in [plain, decaying] { _ = try learner.step(Self.samples[..<16], learningRate: 0.01) }
    for (index, parameter) in plain.network.exported.enumerated() {
      let (a, b) = (weights(plain)[index], weights(decaying)[index])
      if parameter.shape.rank == 4 {
        // So strong a decay decides the sign of every step.
        for place in a.indices where abs(before[index][place]) > 0.05 {
          #expect(abs(abs(b[place]) - abs(before[index][place]) + 0.01) < 1e-4, "\(parameter.name) \(place)")
        }
      } else {
        #expect(a == b, "\(parameter.name)")
      }
    }
  }

  @Test func `a learner that is saved and restored continues the same`() throws {
    for hasBatchNorm in [false, true] {
      let (whole, other) = (
        try Self.learner(hasBatchNorm: hasBatchNorm, threads: 1),
        try Self.learner(hasBatchNorm: hasBatchNorm, threads: 2)
      )
      _ = try Self.epoch(whole, batch: 16)
      var archive = StateArchive()
      try whole.serialize(with: &archive)
      var reading = StateArchive(reading: archive.collected)
      try other.serialize(with: &reading)
      try reading.finish()
      #expect(try Self.epoch(whole, batch: 16) == Self.epoch(other, batch: 16))
      #expect(weights(whole) == weights(other))
    }
  }

  @Test(arguments: [false, true])
  func `what is not finite stops training with parameters and running statistics unchanged`(
    hasBatchNorm: Bool
  ) throws {
    for index in try Self.learner(hasBatchNorm: hasBatchNorm, threads: 1).network.exported.indices {
      let learner = try Self.learner(hasBatchNorm: hasBatchNorm, threads: 1)
      let parameter = learner.network.exported[index]
      var values = parameter.values(in: learner.network.parameters)
      values[0] = .nan
      parameter.assign(values, in: learner.network.parameters)
      learner.refresh()
      let before = weights(learner).map { $0.map(\.bitPattern) }
      let error = #expect(throws: SupervisedError.self) { try learner.step(Self.samples[..<16], learningRate: 0.01) }
      #expect(error?.description.hasPrefix("the weight '\(parameter.name.split(separator: ".")[0])") == true)
      #expect(weights(learner).map { $0.map(\.bitPattern) } == before)
    }
  }

  @Test func `what finite weights make infinite is named, and running statistics stay`() throws {
    let learner = try Self.learner(hasBatchNorm: true, threads: 2)
    for parameter in learner.network.exported where parameter.name.hasPrefix("linear1") {
      parameter.assign([Float](repeating: 3e38, count: parameter.shape.count), in: learner.network.parameters)
    }
    learner.refresh()
    let before = weights(learner)
    let error = #expect(throws: SupervisedError.self) { try learner.step(Self.samples[..<16], learningRate: 0.01) }
    #expect(
      error?.description
        == "the output of the layer 'linear1' (matrix product) is not finite; a smaller learning rate may help")
    #expect(weights(learner) == before)
  }
}
