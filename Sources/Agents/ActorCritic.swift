internal import RLEnvironmentKit
package import RLNetworks
internal import RLTensors

/// What A2C and PPO share: a network, lanes that act with it, and the update of its parameters.
package final class ActorCritic: @unchecked Sendable {  // Lanes and workers are handed out one each by the team.
  package let network: PolicyNetwork
  package let lanes: [Lane]
  private let team: LaneTeam
  private let workers: [Worker]
  private let parameterUpdate: ParameterUpdate
  private let microbatch: Int
  private(set) var window = EpisodeWindow()
  private(set) var steps = 0

  // What the jobs of the present run need; they are made once and read it here.
  private var collecting: (gamma: Float, lambda: Float, rewardBound: Float) = (0, 0, .infinity)
  private var updating = Update()
  private var jobs = Jobs()

  /// One thread's recordings of the network: to act, and to learn.
  private struct Worker {
    let actor: RecordedPolicy
    let learner: RecordedPolicy
  }

  private struct Update {
    var loss = PolicyLoss(objective: .policyGradient, valueClipRange: nil, valueCoefficient: 0, entropyCoefficient: 0)
    var share = 0..<0
    var weight: Float = 0
    var normalizes = false
    var mean: Float = 0
    var deviation: Float = 1
  }

  private struct Jobs {
    var collect: LaneTeam.Job = { _, _ in }
    var differentiate: LaneTeam.Job = { _, _ in }
  }

  /// - Parameters:
  ///   - shares: samples of each minibatch that fall to one lane.
  package init(
    _ setup: TrainingSetup, rolloutSteps: Int, environments: Int, lanes laneCount: Int, shares: [Int],
    optimizer: OptimizerConfiguration
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
        gradientCount: store.count, showcase: $0 == 0 ? setup.showcase : nil)
    }
    microbatch = Self.microbatch(of: shares)
    let packedWeights = PackedWeights()
    team = LaneTeam(threads: min(setup.threads, laneCount))
    var workers: [Worker] = []
    for _ in 0..<team.threads {
      workers.append(
        Worker(
          actor: try setup.record(network, batch: environments / laneCount, packedWeights, isDifferentiable: false),
          learner: try setup.record(network, batch: microbatch, packedWeights, isDifferentiable: true)))
    }
    self.workers = workers
    parameterUpdate = ParameterUpdate(
      of: store, positionMaps: positionMaps, packedWeights: packedWeights, gradients: lanes.map(\.gradients),
      optimizer: optimizer, team: team)
    makeJobs()
  }

  deinit { team.stop() }

  /// The largest divisor of all of a lane's shares that is at most 64: small enough for the caches, the same on every
  /// machine.
  package static func microbatch(of shares: [Int]) -> Int {
    (1...64).last { size in shares.allSatisfy { $0 % size == 0 } } ?? 1
  }

  private func makeJobs() {
    jobs.collect = { [unowned self] lane, worker in
      lanes[lane].collect(
        workers[worker].actor, gamma: collecting.gamma, lambda: collecting.lambda, rewardBound: collecting.rewardBound)
    }
    jobs.differentiate = { [unowned self] lane, worker in
      differentiate(lanes[lane], workers[worker].learner)
    }
  }

  // MARK: Acting

  /// Lets every lane act for a rollout and estimate its advantages.
  package func collect(gamma: Float, lambda: Float, rewardBound: Float? = nil) {
    collecting = (gamma, lambda, rewardBound ?? .infinity)
    team.run(lanes.count, jobs.collect)
    for lane in lanes {
      steps += lane.rollout.count
      for value in lane.finishedReturns { window.add(value) }
    }
  }

  /// Makes the end of this rollout the start of the next.
  package func carryOver() { for lane in lanes { lane.rollout.carryOver() } }

  /// Optimiser steps so far.
  var updates: Int { parameterUpdate.optimizer.stepCount }

  /// Shows an archive the state between two iterations; see ``Trainer/exchange(with:)``.
  func exchange(with archive: inout StateArchive) throws(StateError) {
    try archive.exchange(&steps, in: 0...StateArchive.greatestCount)
    try window.exchange(with: &archive)
    try parameterUpdate.exchange(with: &archive)
    for lane in lanes { try lane.exchange(with: &archive) }
    if archive.isReading { parameterUpdate.refresh() }
  }

  // MARK: Learning

  /// One optimiser step on the samples that `share` of every lane's order names.
  ///
  /// - Returns: the loss's parts, and the norm of the gradient before clipping.
  /// - Throws: ``TrainingError/nonFinite(steps:place:)``, with parameters unchanged.
  package func update(
    share: Range<Int>, loss: PolicyLoss, normalizesAdvantages: Bool, learningRate: Float, maximumGradientNorm: Float
  ) throws(TrainingError) -> (statistics: LossStatistics, gradientNorm: Double) {
    precondition(share.count % microbatch == 0, "a share of \(share.count) in microbatches of \(microbatch)")
    updating.loss = loss
    updating.share = share
    updating.weight = 1 / Float(share.count * lanes.count)
    updating.normalizes = normalizesAdvantages
    if normalizesAdvantages { measureAdvantages(share) }
    team.run(lanes.count, jobs.differentiate)
    var statistics = LossStatistics()
    for lane in lanes { statistics += lane.statistics }

    let norm = parameterUpdate.sumGradients()
    guard norm.isFinite, (statistics.policyLoss + statistics.valueLoss).isFinite else {
      throw .nonFinite(steps: steps, place: nonFinitePlace())
    }
    let isTooLong = norm > Double(maximumGradientNorm)
    parameterUpdate.apply(
      learningRate: learningRate, scale: isTooLong ? Float(Double(maximumGradientNorm) / (norm + 1e-6)) : 1)
    return (statistics, norm)
  }

  /// A lane's part of the gradient, microbatch by microbatch.
  private func differentiate(_ lane: Lane, _ learner: RecordedPolicy) {
    lane.statistics = LossStatistics()
    learner.tape.bind(gradients: lane.gradients)
    var start = updating.share.lowerBound
    while start < updating.share.upperBound {
      let samples = start..<start + learner.batch
      lane.gather(samples, into: learner)
      learner.tape.forward()
      evaluateLoss(lane, learner, samples)
      learner.tape.backward(from: learner.outputs)
      start += learner.batch
    }
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
  private func measureAdvantages(_ share: Range<Int>) {
    var (sum, squares, count) = (0.0, 0.0, 0.0)
    for lane in lanes {
      for i in share {
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

  /// Where NaN or infinity arose: the earliest place on the way from a reward to a gradient.
  private func nonFinitePlace() -> String {
    for lane in lanes {
      for i in 0..<lane.rollout.count where !lane.rollout.rewards[i].isFinite { return "a reward" }
    }
    for worker in workers {
      if let (operation, layer) = worker.learner.tape.firstNonFinite() {
        return "the output of " + (layer.map { "the layer '\($0)' (\(operation))" } ?? "a \(operation)")
      }
    }
    if let name = parameterUpdate.firstNonFiniteGradient() { return "the gradient of \(name)" }
    return "the loss"
  }
}
