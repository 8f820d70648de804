internal import Agents
package import EnvironmentKit
package import Networks
internal import Tensors

/// A network and the lanes that train it on a task's samples.
///
/// A minibatch is divided among four lanes, which threads carry out, so that the result does not depend on the number of
/// threads. Samples of a batch normalisation see each other; such a network's minibatch is one lane's.
package final class SupervisedLearner: @unchecked Sendable {  // Lanes and workers are handed out one each by the team.
  package let network: SequentialNetwork
  private let task: any SupervisedTask
  private let settings: SupervisedSettings
  private let team: LaneTeam
  private let lanes: [Lane]
  private let workers: [Worker]
  private let parameterUpdate: ParameterUpdate
  /// Samples that a lane sends through the network at once.
  private let microbatch: Int
  /// The same in evaluations.
  private let evaluationBatch: Int

  // What the jobs of the present run read.
  private var minibatch: ArraySlice<Int32> = []
  private var evaluated: [Int32] = []
  private var scores: Buffer<Double>
  private var visit: (@Sendable (_ index: Int, _ output: Span<Float>) -> Void)?
  private var differentiate: LaneTeam.Job = { _, _ in }
  private var evaluate: LaneTeam.Job = { _, _ in }

  /// A share of every minibatch, and its gradients.
  private final class Lane {
    let gradients: GradientBuffer
    let scratch: Buffer<Float>
    var loss = 0.0
    var score = 0.0

    init(gradientCount: Int, scratchSize: Int) {
      gradients = GradientBuffer(count: gradientCount)
      scratch = Buffer(max(1, scratchSize), repeating: 0)
    }
  }

  /// One thread's recordings of the network, by the number of samples.
  private struct Worker {
    var training: [Int: Recording] = [:]
    var evaluation: [Int: Recording] = [:]
  }

  private struct Recording {
    let tape: Tape
    let input: Tensor
    let outputs: [Tensor]

    init(_ network: SequentialNetwork, batch: Int, _ weights: PackedWeights, isDifferentiable: Bool) throws {
      tape = Tape(parameters: network.parameters, packedWeights: weights, isDifferentiable: isDifferentiable)
      input = tape.input(Shape([batch] + network.inputShape))
      outputs = [try network.record(on: tape, input)]
    }

    var output: Tensor { outputs[0] }
  }

  /// - Parameters:
  ///   - trainingCount: samples of an epoch, of which the last minibatch may be a part.
  ///   - evaluationCounts: samples of each set that is evaluated.
  ///   - threads: at least 1; more than there are lanes are left out.
  package init(
    _ task: any SupervisedTask, _ network: SequentialNetwork, _ settings: SupervisedSettings, seed: UInt64,
    trainingCount: Int, evaluationCounts: [Int], threads: Int
  ) throws {
    precondition(
      network.inputShape == task.inputShape && network.outputShape == task.outputShape,
      "a network of \(network.inputShape) to \(network.outputShape) for a task of \(task.inputShape) to "
        + "\(task.outputShape)")
    (self.task, self.network, self.settings) = (task, network, settings)
    var stream = Philox(seed: seed, lane: 0, purpose: .parameters)
    network.initialize(using: &stream)
    let store = network.parameters
    let laneCount = network.hasBatchNorm ? 1 : Self.laneCount
    lanes = (0..<laneCount).map { _ in Lane(gradientCount: store.count, scratchSize: task.scratchSize) }
    team = LaneTeam(threads: min(threads, Self.laneCount))
    let cached = Self.cached(network)
    microbatch = network.hasBatchNorm ? settings.batchSize : cached
    evaluationBatch = cached
    scores = Buffer(max(1, evaluationCounts.max() ?? 1), repeating: 0)

    var sizes: Set<Int> = []
    for count in [min(settings.batchSize, trainingCount), trainingCount % settings.batchSize] {
      for lane in 0..<laneCount {
        let share = Self.share(lane, of: laneCount, in: 0..<count).count
        if share >= microbatch { sizes.insert(microbatch) }
        sizes.insert(share % microbatch)
      }
    }
    var evaluationSizes: Set<Int> = []
    for count in evaluationCounts {
      if count >= evaluationBatch { evaluationSizes.insert(evaluationBatch) }
      evaluationSizes.insert(count % evaluationBatch)
    }
    let weights = PackedWeights()
    var workers: [Worker] = []
    for _ in 0..<team.threads {
      var worker = Worker()
      for size in sizes.subtracting([0]).sorted() {
        worker.training[size] = try Recording(network, batch: size, weights, isDifferentiable: true)
      }
      for size in evaluationSizes.subtracting([0]).sorted() {
        worker.evaluation[size] = try Recording(network, batch: size, weights, isDifferentiable: false)
      }
      workers.append(worker)
    }
    self.workers = workers
    parameterUpdate = ParameterUpdate(
      of: store, positionMaps: try network.positionMaps(), packedWeights: weights, gradients: lanes.map(\.gradients),
      optimizer: SupervisedSettings.optimizer, team: team)
    parameterUpdate.refresh()
    makeJobs()
  }

  private func makeJobs() {
    differentiate = { [unowned self] lane, worker in differentiate(lane, workers[worker]) }
    evaluate = { [unowned self] chunk, worker in evaluate(chunk, workers[worker]) }
  }

  deinit { team.stop() }

  private static let laneCount = 4

  /// So many samples that their largest tensor takes about a megabyte: a core's own cache. A power of two up to 64, the
  /// same on every machine.
  private static func cached(_ network: SequentialNetwork) -> Int {
    let fitting = max(1, 262_144 / network.largestActivation)
    return min(64, 1 << (Int.bitWidth - 1 - fitting.leadingZeroBitCount))
  }

  private static func share(_ lane: Int, of lanes: Int, in range: Range<Int>) -> Range<Int> {
    let (start, count) = (range.lowerBound, range.count)
    return start + count * lane / lanes..<start + count * (lane + 1) / lanes
  }

  // MARK: Training

  /// One optimiser step.
  ///
  /// - Returns: loss and score before it, summed over the minibatch.
  /// - Throws: ``SupervisedError/nonFinite(place:)``, with parameters unchanged.
  package func step(
    _ minibatch: ArraySlice<Int32>, learningRate: Float
  ) throws(SupervisedError) -> (loss: Double, score: Double) {
    self.minibatch = minibatch
    team.run(lanes.count, differentiate)
    let loss = lanes.reduce(0) { $0 + $1.loss }
    let score = lanes.reduce(0) { $0 + $1.score }
    let norm = parameterUpdate.sumGradients()
    guard norm.isFinite, loss.isFinite else {
      throw .nonFinite(place: parameterUpdate.firstNonFiniteGradient().map { "the gradient of \($0)" } ?? "the loss")
    }
    if settings.decay > 0 { parameterUpdate.decay(network.kernels, by: Float(settings.decay)) }
    parameterUpdate.apply(learningRate: learningRate)
    return (loss, score)
  }

  /// A lane's part of the gradient, microbatch by microbatch.
  private func differentiate(_ index: Int, _ worker: Worker) {
    let lane = lanes[index]
    (lane.loss, lane.score) = (0, 0)
    let share = Self.share(index, of: lanes.count, in: minibatch.indices)
    if share.isEmpty {
      lane.gradients.withSpan(0..<lane.gradients.count) { span in for i in span.indices { span[i] = 0 } }
      return
    }
    var bound = 0
    var start = share.lowerBound
    while start < share.upperBound {
      let size = min(microbatch, share.upperBound - start)
      guard let recording = worker.training[size] else { preconditionFailure("no recording of \(size) samples") }
      if bound != size { recording.tape.bind(gradients: lane.gradients, adds: bound > 0) }
      bound = size
      load(recording.input) { Int(minibatch[start + $0]) }
      recording.tape.forward()
      evaluateLoss(recording.output, start, lane)
      recording.tape.backward(from: recording.outputs)
      start += size
    }
    if network.hasBatchNorm { worker.training[bound]?.tape.updateRunningStatistics() }
  }

  private func evaluateLoss(_ output: Tensor, _ start: Int, _ lane: Lane) {
    let (rows, size, weight) = (output.shape[0], task.outputSize, 1 / Float(minibatch.count))
    var (loss, score) = (lane.loss, lane.score)
    lane.scratch.withMutableSpan(0..<lane.scratch.count) { scratch in
      for row in 0..<rows {
        let (part, sample) = (row * size..<(row + 1) * size, Int(minibatch[start + row]))
        output.withSpan(of: Float.self, in: part) { values in
          output.withMutableGradient(of: Float.self, in: part) { gradient in
            loss += task.loss(of: values, sample: sample, weight: weight, gradient: &gradient, scratch: &scratch)
            score += task.score(of: values, sample: sample)
          }
        }
      }
    }
    (lane.loss, lane.score) = (loss, score)
  }

  private func load(_ input: Tensor, sample: (_ row: Int) -> Int) {
    let (rows, size) = (input.shape[0], task.inputSize)
    input.withMutableSpan(of: Float.self) { span in
      for row in 0..<rows { task.write(sample(row), into: &span, at: row * size) }
    }
  }

  // MARK: Evaluating

  /// The score of every sample.
  ///
  /// - Parameter visit: is lent every output, with its index among the samples; by several threads at once.
  package func scores(
    of samples: [Int32],
    visit: (@Sendable (_ index: Int, _ output: Span<Float>) -> Void)? = nil
  ) -> [Double] {
    evaluated = samples
    self.visit = visit
    defer { self.visit = nil }
    team.run((samples.count + evaluationBatch - 1) / evaluationBatch, evaluate)
    return samples.indices.map { scores[$0] }
  }

  private func evaluate(_ chunk: Int, _ worker: Worker) {
    let start = chunk * evaluationBatch
    let size = min(evaluationBatch, evaluated.count - start)
    guard let recording = worker.evaluation[size] else { preconditionFailure("no recording of \(size) samples") }
    load(recording.input) { Int(evaluated[start + $0]) }
    recording.tape.forward()
    for row in 0..<size {
      recording.output.withSpan(of: Float.self, in: row * task.outputSize..<(row + 1) * task.outputSize) { values in
        scores[start + row] = task.score(of: values, sample: Int(evaluated[start + row]))
        visit?(start + row, values)
      }
    }
  }

  // MARK: Keeping

  /// Makes anew what is derived from the parameters, after they were set from outside.
  package func refresh() { parameterUpdate.refresh() }

  /// Shows an archive all that decides how training goes on between two epochs.
  package func exchange(with archive: inout StateArchive) throws(StateError) {
    for store in [network.parameters, network.statistics] {
      for parameter in store.parameters {
        var problem: StateError?
        store.withValues(of: parameter) { values in
          do throws(StateError) { try archive.exchange(&values) } catch { problem = error }
        }
        if let problem { throw problem }
      }
    }
    try parameterUpdate.exchange(with: &archive)
    if archive.isReading { refresh() }
  }
}

/// Why a network cannot be trained any further.
package enum SupervisedError: Error, Equatable, CustomStringConvertible {
  case nonFinite(place: String)

  package var description: String {
    switch self {
    case .nonFinite(let place): "\(place) is not finite; a smaller learning rate may help"
    }
  }
}
