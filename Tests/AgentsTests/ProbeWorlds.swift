import RLAgents
import RLEnvironmentKit
import RLNetworks
import RLTensors

/// A world of a few bytes whose best policy and values are known (Andy Jones 2021, "Debugging RL, without the
/// agonizing pain").
struct ProbeWorld: Environment {
  enum Kind: String, Sendable, CaseIterable {
    /// One observation, reward 1 for ever: V = 1 / (1 − γ).
    case constantReward
    /// Reward 1 for ever, but an episode is over after three steps.
    case constantRewardThatEnds
    /// One step; action 1 is rewarded, the others are not.
    case rewardByAction
    /// One step; the observation says which action is rewarded.
    case rewardByObservation
    /// Two steps; the reward of the second is for the action of the first.
    case delayedReward
  }

  let kind: Kind
  private var random = Philox(seed: 0, lane: 0, purpose: .environments)
  private var taken = 0
  private var shown = 0
  private var firstAction = 0

  init(_ kind: Kind) { self.kind = kind }

  var spec: EnvironmentSpec {
    EnvironmentSpec(
      name: "test/probe", summary: "A probe.", observationShape: [1, 1, 2], observationMaximum: 1,
      actionNames: ["a", "b", "c"], stepLimit: nil)
  }

  mutating func seed(_ seed: UInt64) { random = Philox(seed: seed, lane: 0, purpose: .environments) }

  mutating func reset(into observation: inout MutableSpan<UInt8>) {
    taken = 0
    shown = kind == .rewardByObservation ? random.below(2) : 0
    write(into: &observation)
  }

  mutating func step(_ action: Int, into observation: inout MutableSpan<UInt8>) -> StepOutcome {
    taken += 1
    var outcome = StepOutcome(reward: 0, isTerminated: true, isTruncated: false)
    switch kind {
    case .constantReward, .constantRewardThatEnds:
      outcome.reward = 1
      outcome.isTerminated = kind == .constantRewardThatEnds && taken == 3
    case .rewardByAction: outcome.reward = action == 1 ? 1 : 0
    case .rewardByObservation: outcome.reward = action == shown ? 1 : 0
    case .delayedReward:
      outcome.isTerminated = taken == 2
      if taken == 1 { firstAction = action }
      if taken == 2 { outcome.reward = firstAction == 2 ? 1 : 0 }
      shown = 1
    }
    write(into: &observation)
    return outcome
  }

  mutating func serialize(with archive: inout StateArchive) throws(StateError) {
    for field in [\ProbeWorld.taken, \.shown, \.firstAction] { try archive.serialize(&self[keyPath: field]) }
    try random.serialize(with: &archive)
  }

  func draw(on picture: inout Picture) { picture.resize(width: 1, height: 1) }

  private func write(into observation: inout MutableSpan<UInt8>) {
    observation[0] = shown == 0 ? 1 : 0
    observation[1] = shown == 1 ? 1 : 0
  }
}

extension PolicyNetwork {
  /// Values and action probabilities for the probes' two observations.
  func probe() throws -> (values: [Float], logits: [[Float]]) {
    let tape = Tape(parameters: parameters, isDifferentiable: false)
    let input = tape.leaf([1, 0, 0, 1], [2, 1, 1, 2], needsGradient: false)
    let output = try record(on: tape, observations: input)
    let logits = output.logits.values
    return (output.value.values, [Array(logits[..<3]), Array(logits[3...])])
  }
}

/// Which learner, with settings that suit the probes.
enum ProbeAgent: String, CaseIterable, Sendable {
  case ppo, a2c

  func trainer(_ world: ProbeWorld, stepLimit: Int? = nil, rolloutSteps: Int? = nil) throws -> any Trainer {
    let setup = TrainingSetup(
      network: NetworkConfiguration(name: "mlp"),
      environment: { count in
        if let stepLimit { return EnvironmentVector(TimeLimit(world, steps: stepLimit), count: count) }
        return EnvironmentVector(world, count: count)
      }, seed: 1, steps: 1_000_000, threads: 1)
    switch self {
    case .ppo:
      var ppo = PPOConfiguration()
      (ppo.environments, ppo.lanes, ppo.rolloutSteps, ppo.minibatchSize) = (
        8, 2, rolloutSteps ?? 16, 4 * (rolloutSteps ?? 16)
      )
      (ppo.learningRate, ppo.learningRateSchedule, ppo.gamma) = (3e-3, .constant, 0.9)
      return try PPO(ppo, setup)
    case .a2c:
      var a2c = A2CConfiguration()
      (a2c.environments, a2c.lanes, a2c.rolloutSteps) = (16, 2, rolloutSteps ?? 5)
      (a2c.learningRate, a2c.learningRateSchedule, a2c.gamma) = (3e-3, .constant, 0.9)
      a2c.optimizer = .adam(.init())
      return try A2C(a2c, setup)
    }
  }

  /// Enough for every probe.
  var iterations: Int { self == .ppo ? 60 : 400 }
}
