/// How good actions were compared with what the value function expected.
package enum Advantages {
  /// Generalized advantage estimation (Schulman 2016, arXiv 1506.02438, eq. 16), over `T` steps of `B` environments:
  ///
  ///     δ[t] = reward[t] + γ · V[t+1] · (1 − ended[t]) − V[t]
  ///     A[t] = δ[t] + γλ · (1 − ended[t]) · A[t+1]
  ///
  /// A truncated step counts as ended; the value of what would have followed has been added to its reward. With λ = 1
  /// this is the n-step return minus the value.
  ///
  /// - Parameters:
  ///   - rewards, ended: `[T, B]`.
  ///   - values: `[T + 1, B]`; the last row is the value of the observations after the last step.
  ///   - advantages: `[T, B]`, overwritten.
  package static func generalized(
    rewards: Buffer<Float>, ended: Buffer<Bool>, values: Buffer<Float>, steps T: Int, environments B: Int, gamma: Float,
    lambda: Float, into advantages: Buffer<Float>
  ) {
    for b in 0..<B {
      var following: Float = 0
      for t in stride(from: T - 1, through: 0, by: -1) {
        let i = t * B + b
        let goesOn: Float = ended[i] ? 0 : 1
        let delta = rewards[i] + gamma * values[i + B] * goesOn - values[i]
        following = delta + gamma * lambda * goesOn * following
        advantages[i] = following
      }
    }
  }
}
