internal import RLEnvironmentKit
package import RLNetworks
internal import RLTensors

/// What A2C and PPO share: a network, lanes that act with it, and the update of its parameters.
package final class ActorCritic: @unchecked Sendable {  // Lanes and workers are handed out one each by the team.
  package let network: PolicyNetwork
  package let lanes: [Lane]
  private let team: LaneTeam
  /// Recordings of the network to act with, one for each worker.
  private let actors: [RecordedPolicy]
  /// Those to learn with: of each worker, or, where samples of a minibatch see each other, of each lane; by their size.
  private let learners: [[Int: RecordedPolicy]]
  /// Where they do: the minibatch that the lanes share.
  private let divided: DividedBatch?
  private let parameterUpdate: ParameterUpdate
  private let microbatch: Int
  private let observationMaximum: UInt8
  /// Of all that the run has learned from, where observations are normalized.
  private let observationTotals: ObservationTotals?
  /// Of the discounted returns of all lanes, where rewards are normalized.
  private var returnMoments: ReturnMoments?
  private(set) var window = EpisodeWindow()
  private(set) var steps = 0

  // What the jobs of the present run need; they are made once and read it here.
  private var collecting: (gamma: Float, lambda: Float, rewardBound: Float) = (0, 0, .infinity)
  private var updating = Update()
  private var jobs = Jobs()

  private struct Update {
    var loss = PolicyLoss(objective: .policyGradient, valueClipRange: nil, valueCoefficient: 0, entropyCoefficient: 0)
    var slice = 0..<0
    var weight: Float = 0
    var normalizes = false
    var mean: Float = 0
    var deviation: Float = 1
    var segment = 0
  }

  private struct Jobs {
    var collect: LaneTeam.Job = { _, _ in }
    var estimate: LaneTeam.Job = { _, _ in }
    var differentiate: LaneTeam.Job = { _, _ in }
    var forwardSegment: LaneTeam.Job = { _, _ in }
    var backwardSegment: LaneTeam.Job = { _, _ in }
  }

  /// - Parameters:
  ///   - slices: samples of each minibatch that fall to one lane.
  ///   - normalizesRewards: whether learning sees rewards divided by the deviation of discounted returns.
  package init(
    _ setup: TrainingSetup, rolloutSteps: Int, environments: Int, lanes laneCount: Int, slices: [Int],
    optimizer: OptimizerConfiguration, normalizesRewards: Bool = false
  ) throws {
    try Checks.positive("threads", setup.threads)
    network = try setup.makeNetwork()
    let store = network.parameters
    var parameterStream = Philox(seed: setup.seed, lane: 0, purpose: .parameters)
    network.initialize(using: &parameterStream)
    let positionMaps = try network.positionMaps()
    lanes = (0..<laneCount).map {
      Lane(
        $0, worlds: setup.environment(environments / laneCount), rolloutSteps: rolloutSteps, seed: setup.seed,
        gradientCount: store.count, normalizesObservations: setup.network.normalizesObservations,
        normalizesRewards: normalizesRewards, showcase: $0 == 0 ? setup.showcase : nil)
    }
    let spec = setup.spec
    observationMaximum = spec.observationMaximum
    observationTotals =
      setup.network.normalizesObservations ? ObservationTotals(size: spec.observationSize) : nil
    returnMoments = normalizesRewards ? ReturnMoments() : nil
    let (network, microbatch) = (network, Self.microbatch(of: slices))
    self.microbatch = microbatch
    let packedWeights = PackedWeights()
    team = LaneTeam(threads: min(setup.threads, laneCount))
    actors = try (0..<team.threads).map { _ in
      try setup.record(network, batch: environments / laneCount, packedWeights, isDifferentiable: false)
    }
    let divided = network.hasBatchNorm ? DividedBatch(lanes: laneCount) : nil
    self.divided = divided
    let sizes = divided == nil ? [microbatch] : Set(slices).sorted()
    learners = try (0..<(divided == nil ? team.threads : laneCount)).map { owner in
      var recordings: [Int: RecordedPolicy] = [:]
      for size in sizes {
        recordings[size] = try setup.record(
          network, batch: size, packedWeights, isDifferentiable: true, of: divided, lane: owner)
      }
      return recordings
    }
    parameterUpdate = ParameterUpdate(
      of: store, positionMaps: positionMaps, packedWeights: packedWeights, gradients: lanes.map(\.gradients),
      optimizer: optimizer, team: team)
    makeJobs()
  }

  deinit { team.stop() }

  /// The largest divisor of all of a lane's slices that is at most 64: small enough for the caches, the same on every
  /// machine.
  package static func microbatch(of slices: [Int]) -> Int {
    (1...64).last { size in slices.allSatisfy { $0 % size == 0 } } ?? 1
  }

  private func makeJobs() {
    jobs.collect = { [unowned self] lane, worker in
      lanes[lane].collect(
        actors[worker], gamma: collecting.gamma, lambda: collecting.lambda, rewardBound: collecting.rewardBound)
    }
    jobs.estimate = { [unowned self] lane, _ in
      lanes[lane].estimateNormalized(
        deviation: returnMoments?.deviation ?? 1, gamma: collecting.gamma, lambda: collecting.lambda,
        rewardBound: collecting.rewardBound)
    }
    jobs.differentiate = { [unowned self] lane, worker in
      differentiate(lanes[lane], learner(of: worker, microbatch))
    }
    jobs.forwardSegment = { [unowned self] lane, _ in
      runForward(lanes[lane], learner(of: lane, updating.slice.count))
    }
    jobs.backwardSegment = { [unowned self] lane, _ in
      runBackward(lanes[lane], learner(of: lane, updating.slice.count))
    }
  }

  // MARK: Acting

  /// Lets every lane act for a rollout and estimate its advantages.
  package func collect(gamma: Float, lambda: Float, rewardBound: Float? = nil) {
    collecting = (gamma, lambda, rewardBound ?? .infinity)
    team.run(lanes.count, jobs.collect)
    if var returnMoments {
      for lane in lanes { returnMoments.add(lane.takeReturnMoments()) }
      self.returnMoments = returnMoments
      team.run(lanes.count, isBrief: true, jobs.estimate)
    }
    for lane in lanes {
      steps += lane.rollout.count
      for value in lane.finishedReturns { window.add(value) }
    }
  }

  /// Makes the end of this rollout the start of the next, and what observations are normalized by follow it: within an
  /// iteration it stands still, so that learning starts from the policy that acted.
  package func carryOver() {
    for lane in lanes { lane.rollout.carryOver() }
    guard let observationTotals else { return }
    for lane in lanes { if let totals = lane.observationTotals { observationTotals.take(totals) } }
    let (mean, variance) = observationTotals.moments(maximum: observationMaximum)
    network.assignObservationMoments(mean: mean, variance: variance)
  }

  /// Optimizer steps so far.
  var updates: Int { parameterUpdate.optimizer.stepCount }

  /// Shows an archive the state between two iterations; see ``Trainer/serialize(with:)``.
  func serialize(with archive: inout StateArchive) throws(StateError) {
    try archive.serialize(&steps, in: 0...StateArchive.greatestCount)
    try window.serialize(with: &archive)
    try parameterUpdate.serialize(with: &archive)
    for lane in lanes { try lane.serialize(with: &archive) }
    try observationTotals?.serialize(with: &archive)
    try returnMoments?.serialize(with: &archive)
    if archive.isReading { parameterUpdate.refresh() }
  }

  // MARK: Learning

  /// One optimizer step on the samples that `slice` of every lane's order names.
  ///
  /// - Returns: the loss's parts, and the norm of the gradient before clipping.
  /// - Throws: ``TrainingError/nonFinite(steps:place:)``, with parameters and running statistics unchanged.
  package func update(
    slice: Range<Int>, loss: PolicyLoss, normalizesAdvantages: Bool, learningRate: Float, maximumGradientNorm: Float
  ) throws(TrainingError) -> (statistics: LossStatistics, gradientNorm: Double) {
    updating.loss = loss
    updating.slice = slice
    updating.weight = 1 / Float(slice.count * lanes.count)
    updating.normalizes = normalizesAdvantages
    if normalizesAdvantages { measureAdvantages(slice) }
    if divided == nil { team.run(lanes.count, jobs.differentiate) } else { differentiateTogether() }
    var statistics = LossStatistics()
    var isFinite = true
    for lane in lanes {
      statistics += lane.statistics
      isFinite = isFinite && lane.isFinite
    }

    let norm = parameterUpdate.sumGradients()
    guard isFinite, norm.isFinite, (statistics.policyLoss + statistics.valueLoss).isFinite else {
      throw .nonFinite(steps: steps, place: nonFinitePlace())
    }
    if divided != nil { learner(of: 0, slice.count).tape.updateRunningStatistics() }
    let isTooLong = norm > Double(maximumGradientNorm)
    parameterUpdate.apply(
      learningRate: learningRate, scale: isTooLong ? Float(Double(maximumGradientNorm) / (norm + 1e-6)) : 1)
    return (statistics, norm)
  }

  /// A lane's part of the gradient, microbatch by microbatch.
  private func differentiate(_ lane: Lane, _ learner: RecordedPolicy) {
    let count = updating.slice.count
    precondition(count % learner.batch == 0, "a slice of \(count) in microbatches of \(learner.batch)")
    lane.statistics = LossStatistics()
    lane.isFinite = true
    learner.tape.bind(gradients: lane.gradients)
    var start = updating.slice.lowerBound
    while start < updating.slice.upperBound {
      let samples = start..<start + learner.batch
      lane.gather(samples, into: learner)
      learner.tape.forward()
      if parameterUpdate.checksActivations && !learner.tape.isFinite { lane.isFinite = false }
      evaluateLoss(lane, learner, samples)
      learner.tape.backward(from: learner.outputs)
      start += learner.batch
    }
  }

  /// The lanes' parts of the gradient of a network whose batch normalizations see the whole minibatch.
  private func differentiateTogether() {
    let segments = learner(of: 0, updating.slice.count).tape.segments
    for segment in 0..<segments {
      updating.segment = segment
      team.run(lanes.count, jobs.forwardSegment)
    }
    for segment in 0..<segments {
      updating.segment = segment
      team.run(lanes.count, jobs.backwardSegment)
    }
  }

  private func runForward(_ lane: Lane, _ learner: RecordedPolicy) {
    if updating.segment == 0 {
      learner.tape.bind(gradients: lane.gradients)
      lane.gather(updating.slice, into: learner)
    }
    learner.tape.forward(segment: updating.segment)
  }

  private func runBackward(_ lane: Lane, _ learner: RecordedPolicy) {
    if updating.segment == 0 {
      lane.statistics = LossStatistics()
      lane.isFinite = !parameterUpdate.checksActivations || learner.tape.isFinite
      evaluateLoss(lane, learner, updating.slice)
    }
    learner.tape.backward(from: learner.outputs, segment: updating.segment)
  }

  private func learner(of owner: Int, _ size: Int) -> RecordedPolicy {
    guard let learner = learners[owner][size] else { preconditionFailure("no recording of \(size) samples") }
    return learner
  }

  private func evaluateLoss(_ lane: Lane, _ learner: RecordedPolicy, _ samples: Range<Int>) {
    let (logits, value) = (learner.output.logits, learner.output.value)
    let actions = network.actionCount
    var statistics = lane.statistics
    logits.withSpan(of: Float.self) { z in
      value.withSpan(of: Float.self) { v in
        logits.withMutableGradient(of: Float.self) { dz in
          value.withMutableGradient(of: Float.self) { dv in
            for row in 0..<learner.batch {
              var sample = lane.rollout.sample(Int(lane.order[samples.lowerBound + row]))
              if updating.normalizes { sample.advantage = (sample.advantage - updating.mean) / updating.deviation }
              dv[row] = updating.loss.evaluate(
                sample, logits: z, row: row, actions: actions, value: v[row], weight: updating.weight,
                logitsGradient: &dz, statistics: &statistics)
            }
          }
        }
      }
    }
    lane.statistics = statistics
  }

  /// Mean and standard deviation of the advantages in a minibatch.
  private func measureAdvantages(_ slice: Range<Int>) {
    var (sum, squares, count) = (0.0, 0.0, 0.0)
    for lane in lanes {
      for i in slice {
        let advantage = Double(lane.rollout.advantages[Int(lane.order[i])])
        sum += advantage
        squares += advantage * advantage
        count += 1
      }
    }
    let mean = sum / count
    updating.mean = Float(mean)
    updating.deviation = Float(max(0, squares / count - mean * mean).squareRoot()) + 1e-8
  }

  /// Where NaN or infinity arose: the earliest place on the way from a weight or a reward to a gradient.
  private func nonFinitePlace() -> String {
    if let weight = parameterUpdate.nonFiniteWeight { return weight }
    if lanes.contains(where: { !$0.areRewardsFinite }) { return "a reward" }
    if let output = ParameterUpdate.nonFiniteOutput(of: learners.flatMap(\.values).map(\.tape)) { return output }
    for lane in lanes {
      for i in 0..<lane.rollout.count where !lane.rollout.values[i].isFinite { return "a value" }
    }
    return parameterUpdate.nonFiniteGradient ?? "the loss"
  }
}
