internal import RLAgents
package import RLEnvironmentKit
package import RLNetworks
internal import RLTensors

/// A network and the lanes that train it on a task's samples.
///
/// A minibatch is divided among four lanes, which threads carry out, so that the result does not depend on the number of
/// threads. A lane goes through its slice in microbatches; where samples see each other, in batch normalization, at once,
/// and meets the others at every one.
package final class SupervisedLearner: @unchecked Sendable {  // Lanes and workers are handed out one each by the team.
  package let network: SequentialNetwork
  private let task: any SupervisedTask
  private let settings: SupervisedSettings
  private let team: LaneTeam
  private let lanes: [SupervisedLane]
  /// Recordings for training and evaluating, of every worker; those for training of every lane where lanes meet.
  private let training: [[Int: SupervisedRecording]]
  private let evaluation: [[Int: SupervisedRecording]]
  /// Where lanes meet: the minibatch that they slice.
  private let divided: DividedBatch?
  let parameterUpdate: ParameterUpdate
  /// Samples that a lane sends through the network at once.
  private let microbatch: Int
  /// The same in evaluations.
  private let evaluationBatch: Int

  // What the jobs of the present run read.
  private var minibatch: ArraySlice<Int32> = []
  private var evaluated: [Int32] = []
  private var scores: Buffer<Double>
  private var visit: (@Sendable (_ index: Int, _ output: Span<Float>) -> Void)?
  private var segment = 0
  private var differentiate: LaneTeam.Job = { _, _ in }
  private var forwardSegment: LaneTeam.Job = { _, _ in }
  private var backwardSegment: LaneTeam.Job = { _, _ in }
  private var evaluate: LaneTeam.Job = { _, _ in }

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
    let laneCount = Self.laneCount
    lanes = (0..<laneCount).map { _ in SupervisedLane(gradientCount: store.count, scratchSize: task.scratchSize) }
    team = LaneTeam(threads: min(threads, Self.laneCount))
    let cached = Self.cached(network)
    microbatch = network.hasBatchNorm ? settings.batchSize : cached
    evaluationBatch = cached
    scores = Buffer(max(1, evaluationCounts.max() ?? 1), repeating: 0)

    var sizes: Set<Int> = []
    for count in [min(settings.batchSize, trainingCount), trainingCount % settings.batchSize] {
      for lane in 0..<laneCount {
        let slice = Self.slice(lane, of: laneCount, in: 0..<count).count
        if slice >= microbatch { sizes.insert(microbatch) }
        sizes.insert(slice % microbatch)
      }
    }
    var evaluationSizes: Set<Int> = []
    for count in evaluationCounts {
      if count >= evaluationBatch { evaluationSizes.insert(evaluationBatch) }
      evaluationSizes.insert(count % evaluationBatch)
    }
    let weights = PackedWeights()
    func recordings(_ sizes: Set<Int>, _ record: (_ batch: Int) throws -> SupervisedRecording) throws -> [Int:
      SupervisedRecording]
    {
      var recordings: [Int: SupervisedRecording] = [:]
      for size in sizes.subtracting([0]).sorted() { recordings[size] = try record(size) }
      return recordings
    }
    let divided = network.hasBatchNorm ? DividedBatch(lanes: laneCount) : nil
    self.divided = divided
    training = try (0..<(divided == nil ? team.threads : laneCount)).map { owner in
      try recordings(sizes) {
        try SupervisedRecording(network, batch: $0, weights, isDifferentiable: true, of: divided, lane: owner)
      }
    }
    evaluation = try (0..<team.threads).map { _ in
      try recordings(evaluationSizes) { try SupervisedRecording(network, batch: $0, weights, isDifferentiable: false) }
    }
    parameterUpdate = ParameterUpdate(
      of: store, positionMaps: try network.positionMaps(), packedWeights: weights, gradients: lanes.map(\.gradients),
      optimizer: SupervisedSettings.optimizer, team: team)
    parameterUpdate.refresh()
    makeJobs()
  }

  private func makeJobs() {
    differentiate = { [unowned self] lane, worker in differentiate(lane, training[worker]) }
    forwardSegment = { [unowned self] lane, _ in runForward(lane, training[lane]) }
    backwardSegment = { [unowned self] lane, _ in runBackward(lane, training[lane]) }
    evaluate = { [unowned self] chunk, worker in evaluate(chunk, evaluation[worker]) }
  }

  deinit { team.stop() }

  private static let laneCount = 4

  /// So many samples that their largest tensor takes about a megabyte: a core's own cache. A power of two up to 64, the
  /// same on every machine.
  private static func cached(_ network: SequentialNetwork) -> Int {
    let fitting = max(1, 262_144 / network.largestActivation)
    return min(64, 1 << (Int.bitWidth - 1 - fitting.leadingZeroBitCount))
  }

  private static func slice(_ lane: Int, of lanes: Int, in range: Range<Int>) -> Range<Int> {
    let (start, count) = (range.lowerBound, range.count)
    return start + count * lane / lanes..<start + count * (lane + 1) / lanes
  }

  // MARK: Training

  /// One optimizer step.
  ///
  /// - Returns: loss and score before it, summed over the minibatch.
  /// - Throws: ``SupervisedError/nonFinite(place:)``, with parameters and running statistics unchanged.
  package func step(
    _ minibatch: ArraySlice<Int32>, learningRate: Float
  ) throws(SupervisedError) -> (loss: Double, score: Double) {
    self.minibatch = minibatch
    if let divided { differentiateTogether(divided) } else { team.run(lanes.count, differentiate) }
    let loss = lanes.reduce(0) { $0 + $1.loss }
    let score = lanes.reduce(0) { $0 + $1.score }
    let norm = parameterUpdate.sumGradients()
    guard norm.isFinite, loss.isFinite else {
      throw .nonFinite(place: nonFinitePlace())
    }
    if divided != nil { lastTape.updateRunningStatistics() }
    if settings.decay > 0 { parameterUpdate.decay(network.kernels, by: Float(settings.decay)) }
    parameterUpdate.apply(learningRate: learningRate)
    return (loss, score)
  }

  /// The earliest place on the way from a weight to a gradient.
  private func nonFinitePlace() -> String {
    parameterUpdate.nonFiniteWeight
      ?? ParameterUpdate.nonFiniteOutput(of: training.flatMap(\.values).map(\.tape))
      ?? parameterUpdate.nonFiniteGradient ?? "the loss"
  }

  private func slice(_ lane: Int) -> Range<Int> { Self.slice(lane, of: lanes.count, in: minibatch.indices) }

  /// A lane's part of the gradient, microbatch by microbatch.
  private func differentiate(_ index: Int, _ recordings: [Int: SupervisedRecording]) {
    let lane = lanes[index]
    let slice = slice(index)
    lane.begin(isEmpty: slice.isEmpty)
    var bound = 0
    var start = slice.lowerBound
    while start < slice.upperBound {
      let size = min(microbatch, slice.upperBound - start)
      let recording = Self.recording(of: size, in: recordings)
      if bound != size { recording.tape.bind(gradients: lane.gradients, adds: bound > 0) }
      bound = size
      load(recording.input) { Int(minibatch[start + $0]) }
      recording.tape.forward()
      evaluateLoss(recording, start, lane)
      recording.tape.backward(from: recording.outputs)
      start += size
    }
  }

  /// The lanes' parts of the gradient of a network whose batch normalizations see all of them.
  private func differentiateTogether(_ divided: DividedBatch) {
    for index in lanes.indices where slice(index).isEmpty { divided.leaveOut(index) }
    let tape = lastTape
    for segment in 0..<tape.segments {
      self.segment = segment
      team.run(lanes.count, forwardSegment)
    }
    for segment in 0..<tape.segments {
      self.segment = segment
      team.run(lanes.count, backwardSegment)
    }
  }

  /// Of the last lane, whose slice is never empty: its segments and the statistics it found are those of all lanes.
  private var lastTape: Tape {
    Self.recording(of: slice(lanes.count - 1).count, in: training[lanes.count - 1]).tape
  }

  private func runForward(_ index: Int, _ recordings: [Int: SupervisedRecording]) {
    let (lane, slice) = (lanes[index], slice(index))
    if segment == 0 { lane.begin(isEmpty: slice.isEmpty) }
    if slice.isEmpty { return }
    let recording = Self.recording(of: slice.count, in: recordings)
    if segment == 0 {
      recording.tape.bind(gradients: lane.gradients)
      load(recording.input) { Int(minibatch[slice.lowerBound + $0]) }
    }
    recording.tape.forward(segment: segment)
  }

  private func runBackward(_ index: Int, _ recordings: [Int: SupervisedRecording]) {
    let slice = slice(index)
    if slice.isEmpty { return }
    let recording = Self.recording(of: slice.count, in: recordings)
    if segment == 0 { evaluateLoss(recording, slice.lowerBound, lanes[index]) }
    recording.tape.backward(from: recording.outputs, segment: segment)
  }

  private static func recording(of size: Int, in recordings: [Int: SupervisedRecording]) -> SupervisedRecording {
    guard let recording = recordings[size] else { preconditionFailure("no recording of \(size) samples") }
    return recording
  }

  private func evaluateLoss(_ recording: SupervisedRecording, _ start: Int, _ lane: SupervisedLane) {
    let output = recording.output
    // A rectifier may have made 0 of it since.
    if parameterUpdate.checksActivations && !recording.tape.isFinite { lane.loss = .nan }
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

  private func evaluate(_ chunk: Int, _ recordings: [Int: SupervisedRecording]) {
    let start = chunk * evaluationBatch
    let size = min(evaluationBatch, evaluated.count - start)
    let recording = Self.recording(of: size, in: recordings)
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

  /// Recomputes what is derived from the parameters, after they were set from outside.
  package func refresh() { parameterUpdate.refresh() }

  /// Serializes all that decides how training continues between two epochs.
  package func serialize(with archive: inout StateArchive) throws(StateError) {
    // Running statistics last, as files of earlier versions have them.
    let parameters = network.parameters.parameters
    for parameter in parameters.filter({ $0.section != .statistics }) + parameters.filter({ $0.section == .statistics })
    {
      var problem: StateError?
      network.parameters.withValues(of: parameter) { values in
        do throws(StateError) { try archive.serialize(&values) } catch { problem = error }
      }
      if let problem { throw problem }
    }
    try parameterUpdate.serialize(with: &archive)
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
