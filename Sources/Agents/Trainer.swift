public import RLEnvironmentKit
public import RLNetworks

/// An agent that learns, or at least acts, iteration by iteration.
public protocol Trainer: AnyObject {
  /// One rollout and the updates made from it.
  /// - Throws: ``TrainingError`` where learning went wrong; the network is then as before the failed update.
  func iterate() throws -> IterationReport
  /// Environment steps so far.
  var steps: Int { get }
  /// Mean return of the latest ``windowEpisodes`` training episodes; nil before the first ends.
  var meanReturn: Double? { get }
  /// Over how many episodes that mean is, 100 at most.
  var windowEpisodes: Int { get }
  /// What it learns; nil for an agent that learns nothing.
  var network: PolicyNetwork? { get }
  /// Reads or writes all that decides how training continues after an iteration, except the network's parameters:
  /// those are assigned before a state is read.
  ///
  /// - Throws: `StateError` where a reading archive holds what this trainer can never be; it is of no use then.
  func serialize(with archive: inout StateArchive) throws(StateError)
}

/// How an iteration went.
public struct IterationReport: Sendable {
  /// Environment steps since the beginning.
  public var steps: Int
  /// Episodes finished since the beginning.
  public var episodes: Int
  /// Mean return of the latest episodes, 100 at most; nil before the first ends.
  public var meanReturn: Double?
  /// Over how many episodes that mean is.
  public var windowEpisodes: Int
  /// What else there is to know, in a fixed order.
  public var metrics: [(name: String, value: Double)]
}

extension ActorCritic {
  /// A report on the present state.
  func report(
    _ loss: LossStatistics, gradientNorm: Double, learningRate: Float, extra: [(name: String, value: Double)] = []
  )
    -> IterationReport
  {
    let count = max(1, loss.count)
    return IterationReport(
      steps: steps, episodes: window.total, meanReturn: window.mean, windowEpisodes: window.count,
      metrics: [
        ("policyLoss", loss.policyLoss / count), ("valueLoss", loss.valueLoss / count),
        ("entropy", loss.entropy / count), ("gradientNorm", gradientNorm), ("learningRate", Double(learningRate)),
      ] + extra)
  }
}
