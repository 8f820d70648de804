internal import RLAgents
internal import RLEnvironmentKit
internal import RLEnvironments
internal import Foundation
public import RLResults
internal import Synchronization

/// The carrying out of a plan: its runs, several side by side, each in a folder of its own within the comparison's.
///
/// Finished runs are not repeated and started ones are resumed, so that a comparison that was stopped or
/// killed continues when it is asked for once more.
public struct Comparison: Sendable {
  public let plan: ComparisonPlan
  /// Holds the runs and the report.
  public let path: String
  /// Runs side by side.
  public let jobs: Int
  /// Threads for all runs together.
  public let threads: Int
  /// The command that repeats it, for the report.
  public let command: String

  public init(_ plan: ComparisonPlan, path: String, jobs: Int, threads: Int, command: String) {
    (self.plan, self.path, self.jobs, self.threads, self.command) = (plan, path, jobs, threads, command)
  }

  /// Where the seconds that it took so far are kept.
  private var clockPath: String { path + "/wall-seconds" }

  /// Carries out what is left of the plan.
  ///
  /// - Parameters:
  ///   - shouldStop: asked often; once it returns true, the runs under way are saved and it ends.
  ///   - progress: called about once a second, on any thread.
  /// - Returns: the results; nil where it was stopped.
  /// - Throws: what went wrong first; the other runs under way are saved.
  public func run(
    shouldStop: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (ComparisonProgress) -> Void = { _ in }
  ) throws -> ComparisonResults? {
    do throws(FileError) { try File.makeFolder(path) } catch { throw RunFolderError.refused(error) }
    let waiting = try plan.items.filter { try !isFinished($0) }
    let before = wallSeconds
    let start = ContinuousClock.now
    let board = ComparisonBoard(plan, waiting: waiting)
    let group = DispatchGroup()
    for _ in 0..<min(jobs, waiting.count) {
      group.enter()
      let thread = Thread {
        while let (item, left) = board.take() {
          do {
            let threads = max(1, threads / min(jobs, left))
            if try !carryOut(item, threads: threads, board: board, shouldStop: shouldStop) { break }
          } catch { board.fail(error) }
        }
        group.leave()
      }
      // As much as the main thread has.
      thread.stackSize = 8 << 20
      thread.start()
    }
    while group.wait(timeout: .now() + 1) == .timedOut {
      let seconds = (ContinuousClock.now - start).seconds
      progress(board.progress(seconds: seconds))
      try? File.replace(clockPath, with: Array("\(before + seconds)\n".utf8))
    }
    if !waiting.isEmpty {
      try File.replace(clockPath, with: Array("\(before + (ContinuousClock.now - start).seconds)\n".utf8))
    }
    try board.rethrow()
    return try plan.items.allSatisfy { try isFinished($0) } ? results() : nil
  }

  /// Whether the run is there with its result.
  ///
  /// - Throws: ``ComparisonFolderError`` where a run of that name is there with other settings.
  private func isFinished(_ item: ComparisonPlan.Item) throws -> Bool {
    let folder = RunFolder(existing: path + "/" + item.name)
    guard File.exists(folder.configurationPath) else { return false }
    let (found, wanted) = (try folder.configuration, item.configuration)
    func value(_ setting: String, of configuration: RunConfiguration) -> String {
      switch setting {
      case "environment": configuration.environment
      case "agent": configuration.agent.name
      case "version": configuration.version
      default: configuration.fields.first { $0.name == setting }?.text(configuration) ?? "none"
      }
    }
    let setting =
      wanted.difference(from: found) ?? (wanted.steps == found.steps ? nil : "steps")
      ?? (wanted.version == found.version ? nil : "version")
    if let setting {
      throw ComparisonFolderError(
        path: folder.path, setting: setting, found: value(setting, of: found), wanted: value(setting, of: wanted))
    }
    return File.exists(folder.resultPath)
  }

  /// Starts or resumes a run, to its result.
  /// - Returns: whether it came to its end.
  private func carryOut(
    _ item: ComparisonPlan.Item, threads: Int, board: ComparisonBoard, shouldStop: @Sendable () -> Bool
  ) throws -> Bool {
    let folder = RunFolder(existing: path + "/" + item.name)
    let training: Training
    if folder.latestCheckpoint != nil {
      training = try Training(resuming: folder, threads: threads)
    } else {
      try item.configuration.network.precision.requireSupport()
      if File.exists(folder.path) { try RunSummary(folder).remove() }
      training = Training(item.configuration, folder: try RunFolder.create(at: folder.path), threads: threads)
    }
    let isOver = { shouldStop() || board.hasFailed }
    let result = try training.run(shouldStop: isOver, shouldStopEvaluation: isOver) { progress in
      board.note(item, steps: progress.steps)
    }
    if result.isInterrupted { return false }
    _ = try training.conclude(result, episodes: plan.evaluationEpisodes)
    board.finish(item, steps: result.steps)
    return true
  }

  /// What the finished runs came to.
  private func results() throws -> ComparisonResults {
    let runs = try plan.items.map { item in
      let folder = RunFolder(existing: path + "/" + item.name)
      let result = try RunResult(readingFrom: folder.resultPath)
      return ComparisonResults.Run(
        environment: item.configuration.environment, variant: item.variant, seed: item.configuration.seed,
        score: result.meanReturn, curve: try ComparisonResults.Point.curve(of: folder), steps: result.steps,
        seconds: result.seconds)
    }
    return ComparisonResults(
      command: command, environments: plan.environments, variants: plan.variants, seeds: plan.seeds, runs: runs,
      randomReturns: try Dictionary(uniqueKeysWithValues: plan.environments.map { ($0, try randomReturn(in: $0)) }),
      evaluationEpisodes: plan.evaluationEpisodes, wallSeconds: wallSeconds,
      facts: [
        .init("rlcoord", RLCoord.version), .init("processor", HostFacts.current.processor),
        .init("processors", String(HostFacts.current.processors)), .init("system", HostFacts.current.system),
        .init("oneDNN", HostFacts.current.oneDNN), .init("runs side by side", String(jobs)),
      ])
  }

  /// The catalog's, or for an environment it has no figure for, that of as many episodes as every score is of.
  private func randomReturn(in environment: String) throws -> Double {
    let entry = try Names.environment(environment)
    if let known = entry.referenceScores { return known.randomMean }
    let configuration = try RunConfiguration(environment: environment, agent: "random")
    let agent = Checkpoint(configuration, spec: entry.spec, steps: 0, network: nil)
    return try Evaluation(agent, path: environment).run(episodes: plan.evaluationEpisodes, seed: 1).meanReturn
  }

  private var wallSeconds: Double {
    guard let bytes = try? File(clockPath, .reading).readAll(atMost: 100) else { return 0 }
    return Double(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)) ?? 0
  }
}

extension ComparisonResults.Point {
  /// The learning curve of a run, from its metrics.
  public static func curve(of folder: RunFolder) throws(MetricsError) -> [ComparisonResults.Point] {
    try MetricsLine.read(folder.metricsPath).compactMap { line in
      line["meanReturn"].map { ComparisonResults.Point(steps: line.steps, meanReturn: $0) }
    }
  }
}

/// A comparison's folder that holds a run of the same name with other settings.
public struct ComparisonFolderError: Error, Equatable, CustomStringConvertible {
  public let path: String
  public let setting: String
  /// The setting's value in the folder.
  public let found: String
  /// And in the comparison.
  public let wanted: String

  public var description: String {
    "the run '\(path)' has \(setting) \(found), but this comparison asks for \(wanted); choose another folder with --out"
  }
}
