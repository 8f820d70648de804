/// What a stream of random numbers is for; streams of different purposes never share a number.
///
/// The raw values are part of what a seed means: a changed one changes every run.
public enum RandomPurpose: UInt32, Sendable, CaseIterable {
  /// Seeds of the training environments.
  case environments = 0
  /// Sampling from the policy.
  case actions = 1
  /// Order of the samples in an epoch.
  case minibatches = 2
  /// Initial weights.
  case parameters = 3
  /// Seeds and actions of evaluation episodes, apart from training so that evaluating changes nothing.
  case evaluation = 4
  /// When an action sticks.
  case stickyActions = 5
  /// Resampling of results.
  case bootstrap = 6
}
