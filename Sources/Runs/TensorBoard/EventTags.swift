internal import RLResults

/// Which number of a run goes to which of TensorBoard's charts: one table for training, one for evaluations.
///
/// Source: the tags are those of Stable-Baselines3 2.9 (`common/on_policy_algorithm.py`, `ppo/ppo.py`, `a2c/a2c.py`,
/// `common/callbacks.py`), where it has the like.
enum EventTags {
  typealias Table = [(tag: String, value: @Sendable (MetricsLine) -> Double?)]

  static let training: Table = [
    ("rollout/ep_rew_mean", { $0["meanReturn"] }),
    ("time/episodes", { $0["episodes"] }),
    ("time/fps", { line in line["seconds"].flatMap { $0 > 0 ? Double(line.steps) / $0 : nil } }),
    ("time/time_elapsed", { $0["seconds"] }),
    ("train/approx_kl", { $0["approximateKL"] }),
    ("train/clip_fraction", { $0["clipFraction"] }),
    ("train/entropy_loss", { line in line["entropy"].map { -$0 } }),
    ("train/grad_norm", { $0["gradientNorm"] }),
    ("train/learning_rate", { $0["learningRate"] }),
    ("train/policy_gradient_loss", { isPPO($0) ? $0["policyLoss"] : nil }),
    ("train/policy_loss", { isPPO($0) ? nil : $0["policyLoss"] }),
    ("train/value_loss", { $0["valueLoss"] }),
  ]

  static let evaluation: Table = [
    ("eval/mean_reward", { $0["meanReturn"] }),
    ("eval/mean_reward_greedy", { $0["greedyMeanReturn"] }),
  ]

  /// PPO's policy loss has a tag of its own.
  private static func isPPO(_ line: MetricsLine) -> Bool { line["clipFraction"] != nil }
}
