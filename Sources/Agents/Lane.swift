internal import RLEnvironmentKit
internal import RLNetworks
internal import RLTensors

/// A lane: its part of the environments, their random streams, their part of the rollout, and its gradients.
///
/// One thread at a time carries it out, whichever is free, so nothing in it may depend on the thread.
package final class Lane: @unchecked Sendable {  // Handed to exactly one worker of a `LaneTeam` run.
  private var worlds: any VectorEnvironment
  package let rollout: Rollout
  let gradients: GradientBuffer
  /// The order in which an epoch visits the samples.
  package let order: Buffer<Int32>
  var statistics = LossStatistics()
  /// Whether all that the network computed for the lane's latest samples was neither NaN nor infinite, where that was
  /// checked.
  var isFinite = true
  /// Whether all rewards of this iteration were, before any value was added to them.
  private(set) var areRewardsFinite = true
  /// Returns of the episodes that ended in this iteration, in the order of their ends.
  package private(set) var finishedReturns: [Double] = []

  /// Of this iteration's observations, where they are normalized.
  let observationTotals: ObservationTotals?
  /// What normalizing rewards needs; nil where they are not.
  private let returnNormalization: ReturnNormalization?

  private final class ReturnNormalization {
    /// Of each environment, up to its latest step.
    let discounted: Buffer<Double>
    /// Of this iteration's discounted returns.
    var moments = ReturnMoments()
    /// `[T, B]`: γ·V of an observation that was cut off, to be added to the normalized reward; otherwise 0.
    let bootstraps: Buffer<Float>

    init(environments: Int, samples: Int) {
      discounted = Buffer(environments, repeating: 0)
      bootstraps = Buffer(samples, repeating: 0)
    }
  }

  private let actionCount: Int
  private var actionStream: Philox
  private var shuffleStream: Philox
  private let actions: Buffer<Int32>
  private let outcomes: Buffer<StepOutcome>
  private let finalObservations: Buffer<UInt8>
  private let returns: Buffer<Double>
  private let lengths: Buffer<Int>
  private let showcase: Showcase?

  init(
    _ index: Int, worlds: any VectorEnvironment, rolloutSteps: Int, seed: UInt64, gradientCount: Int,
    normalizesObservations: Bool, normalizesRewards: Bool, showcase: Showcase? = nil
  ) {
    self.showcase = showcase
    self.worlds = worlds
    let count = worlds.count
    rollout = Rollout(steps: rolloutSteps, environments: count, observationSize: worlds.spec.observationSize)
    observationTotals = normalizesObservations ? ObservationTotals(size: worlds.spec.observationSize) : nil
    returnNormalization =
      normalizesRewards ? ReturnNormalization(environments: count, samples: rollout.count) : nil
    gradients = GradientBuffer(count: gradientCount)
    order = Buffer(rollout.count, repeating: 0)
    for i in 0..<rollout.count { order[i] = Int32(i) }
    actionCount = worlds.spec.actionNames.count
    actionStream = Philox(seed: seed, lane: index, purpose: .actions)
    shuffleStream = Philox(seed: seed, lane: index, purpose: .minibatches)
    actions = Buffer(count, repeating: 0)
    outcomes = Buffer(count, repeating: StepOutcome(reward: 0, isTerminated: false, isTruncated: false))
    finalObservations = Buffer(count * worlds.spec.observationSize, repeating: 0)
    returns = Buffer(count, repeating: 0)
    lengths = Buffer(count, repeating: 0)
    // Room for every step of an iteration to end an episode, so that none has to be made later.
    finishedReturns.reserveCapacity(rollout.count)

    var seeds = Philox(seed: seed, lane: index, purpose: .environments)
    let worldSeeds = (0..<count).map { _ in seeds.next() }
    rollout.observations.withMutableSpan(rollout.observationRange(0)) {
      self.worlds.reset(seeds: worldSeeds, into: &$0)
    }
  }

  /// Fills the rollout with what `actor` does, and estimates advantages; where rewards are normalized,
  /// ``estimateNormalized(deviation:gamma:lambda:rewardBound:)`` does that later.
  /// - Parameters:
  ///   - actor: recorded for as many samples as the lane has environments.
  ///   - rewardBound: rewards are clipped to it for learning, not in the returns; infinity leaves them.
  func collect(_ actor: RecordedPolicy, gamma: Float, lambda: Float, rewardBound: Float) {
    finishedReturns.removeAll(keepingCapacity: true)
    areRewardsFinite = true
    let B = rollout.environments
    for t in 0..<rollout.steps {
      evaluate(actor, rollout.observations, rollout.observationRange(t))
      for b in 0..<B { rollout.values[t * B + b] = value(actor, b) }
      choose(actor, t)
      if let showcase, showcase.wantsMoments { exhibit(in: showcase, actor, t) }
      step(t, gamma: gamma, rewardBound: returnNormalization == nil ? rewardBound : .infinity)
      if bootstraps() {
        evaluate(actor, finalObservations, 0..<finalObservations.count)
        for b in 0..<B where outcomes[b].isTruncated && !outcomes[b].isTerminated {
          let bootstrap = gamma * value(actor, b)
          if let returnNormalization {
            returnNormalization.bootstraps[t * B + b] = bootstrap
          } else {
            rollout.rewards[t * B + b] += bootstrap
          }
        }
      }
    }
    observationTotals?.add(rollout.observations, 0..<rollout.observationRange(rollout.steps).lowerBound)
    evaluate(actor, rollout.observations, rollout.observationRange(rollout.steps))
    for b in 0..<B { rollout.values[rollout.steps * B + b] = value(actor, b) }
    if returnNormalization == nil { estimateAdvantages(gamma: gamma, lambda: lambda) }
  }

  private func estimateAdvantages(gamma: Float, lambda: Float) {
    Advantages.generalized(
      rewards: rollout.rewards, ended: rollout.ended, values: rollout.values, steps: rollout.steps,
      environments: rollout.environments, gamma: gamma, lambda: lambda, into: rollout.advantages)
  }

  /// Gives away the moments of this iteration's discounted returns.
  func takeReturnMoments() -> ReturnMoments {
    defer { returnNormalization?.moments = ReturnMoments() }
    return returnNormalization?.moments ?? ReturnMoments()
  }

  /// Divides the rollout's rewards by the deviation of discounted returns, keeps them within ±10 and the bound, and
  /// estimates advantages.
  func estimateNormalized(deviation: Double, gamma: Float, lambda: Float, rewardBound: Float) {
    guard let returnNormalization else { return }
    let factor = Float(1 / deviation)
    for i in 0..<rollout.count {
      let reward = clipped(clipped(rollout.rewards[i] * factor, to: 10), to: rewardBound)
      rollout.rewards[i] = reward + returnNormalization.bootstraps[i]
      returnNormalization.bootstraps[i] = 0
    }
    estimateAdvantages(gamma: gamma, lambda: lambda)
  }

  private func evaluate(_ actor: RecordedPolicy, _ bytes: Buffer<UInt8>, _ range: Range<Int>) {
    actor.observations.withMutableSpan(of: UInt8.self) {
      bytes.copy(from: range.lowerBound, count: range.count, to: &$0, at: 0)
    }
    actor.tape.forward()
  }

  private func value(_ actor: RecordedPolicy, _ b: Int) -> Float {
    actor.output.value.withSpan(of: Float.self) { $0[b] }
  }

  private func choose(_ actor: RecordedPolicy, _ t: Int) {
    let B = rollout.environments
    actor.output.logits.withSpan(of: Float.self) { logits in
      for b in 0..<B {
        let choice = Categorical.sample(logits, row: b, actions: actionCount, using: &actionStream)
        actions[b] = Int32(choice.action)
        rollout.actions[t * B + b] = Int32(choice.action)
        rollout.logProbabilities[t * B + b] = choice.logProbability
      }
    }
  }

  private func step(_ t: Int, gamma: Float, rewardBound: Float) {
    let B = rollout.environments
    actions.withSpan(0..<B) { actions in
      rollout.observations.withMutableSpan(rollout.observationRange(t + 1)) { next in
        outcomes.withMutableSpan(0..<B) { outcomes in
          finalObservations.withMutableSpan(0..<finalObservations.count) { last in
            worlds.step(actions, observations: &next, outcomes: &outcomes, finalObservations: &last)
          }
        }
      }
    }
    for b in 0..<B {
      let outcome = outcomes[b]
      rollout.rewards[t * B + b] = clipped(Float(outcome.reward), to: rewardBound)
      if !rollout.rewards[t * B + b].isFinite { areRewardsFinite = false }
      rollout.ended[t * B + b] = outcome.isTerminated || outcome.isTruncated
      returns[b] += outcome.reward
      lengths[b] += 1
      if let returnNormalization {
        let discounted = returnNormalization.discounted[b] * Double(gamma) + outcome.reward
        returnNormalization.moments.add(discounted)
        returnNormalization.discounted[b] = rollout.ended[t * B + b] ? 0 : discounted
      }
      if outcome.isTerminated || outcome.isTruncated {
        finishedReturns.append(returns[b])
        returns[b] = 0
        lengths[b] = 0
      }
    }
  }

  /// Leaves what there is to see before a step of the first worlds.
  private func exhibit(in showcase: Showcase, _ actor: RecordedPolicy, _ t: Int) {
    showcase.leave(worlds, rollout.observations, rollout.observationRange(t)) { b in
      let reward = lengths[b] == 0 ? 0 : outcomes[b].reward
      return (lengths[b], returns[b], reward, Int(actions[b]), actor.insight(row: b, map: showcase.map))
    }
  }

  /// NaN stays NaN, so that it is noticed.
  private func clipped(_ reward: Float, to bound: Float) -> Float {
    reward > bound ? bound : reward < -bound ? -bound : reward
  }

  private func bootstraps() -> Bool {
    for b in 0..<rollout.environments where outcomes[b].isTruncated && !outcomes[b].isTerminated { return true }
    return false
  }

  /// Puts the samples into a new random order (Fisher–Yates).
  package func shuffle() {
    for i in stride(from: order.count - 1, to: 0, by: -1) {
      let j = shuffleStream.below(i + 1)
      let kept = order[i]
      order[i] = order[j]
      order[j] = kept
    }
  }

  /// Gathers samples' observations for a learner's microbatch.
  /// - Parameter samples: a range of ``order`` as long as the microbatch.
  func gather(_ samples: Range<Int>, into learner: RecordedPolicy) {
    let size = rollout.observationSize
    learner.observations.withMutableSpan(of: UInt8.self) { target in
      for (row, i) in samples.enumerated() {
        rollout.observations.copy(from: Int(order[i]) * size, count: size, to: &target, at: row * size)
      }
    }
  }

  /// Shows an archive all that decides what the lane does after an iteration, its environments included.
  func serialize(with archive: inout StateArchive) throws(StateError) {
    try worlds.serialize(with: &archive)
    try actionStream.serialize(with: &archive)
    try shuffleStream.serialize(with: &archive)
    try archive.serialize(rollout.observations, rollout.observationRange(0))
    try archive.serialize(returns)
    try archive.serialize(counts: lengths)
    try archive.serialize(order)
    if let returnNormalization { try archive.serialize(returnNormalization.discounted) }
    // Samples are looked up by it.
    for i in 0..<order.count where !(0..<Int32(order.count)).contains(order[i]) {
      throw archive.refuse("sample \(order[i]) of \(order.count)")
    }
  }
}
