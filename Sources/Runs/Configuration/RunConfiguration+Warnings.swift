internal import RLAgents
internal import RLResults

extension RunConfiguration {
  /// What is allowed, but seldom meant, in a sentence each.
  public var warnings: [String] {
    var warnings: [String] = []
    let rollout = agent.rolloutSize
    var entropy: Float = 0
    switch agent {
    case .ppo(let ppo):
      if rollout % ppo.minibatchSize != 0 {
        warnings.append(
          "a minibatch of \(ppo.minibatchSize) does not divide the rollout of \(rollout) samples: the last one of every "
            + "epoch has \(rollout % ppo.minibatchSize)")
      }
      if ppo.clipRange >= 1 { warnings.append("a clip-range of \(ppo.clipRange) clips nothing from above") }
      entropy = ppo.entropyCoefficient
    case .a2c(let a2c): entropy = a2c.entropyCoefficient
    case .random: break
    }
    if entropy > 0.5 {
      warnings.append("an entropy-coefficient of \(entropy) rewards chance more than returns")
    }
    if steps < rollout {
      warnings.append("\(steps.counted("step")) asked for, but one rollout takes \(rollout.grouped)")
    }
    let rollouts = (steps - 1) / rollout + 1
    // Nobody asked for the default.
    if isLearner, evaluations != RunConfiguration.defaultEvaluations, evaluations > rollouts {
      warnings.append(
        "\(evaluations) evaluations were asked for, but one follows a rollout, and \(steps.counted("step")) make "
          + rollouts.counted("rollout"))
    }
    return warnings
  }
}
