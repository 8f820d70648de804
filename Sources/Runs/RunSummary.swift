internal import RLAgents
internal import Foundation
internal import RLNetworks
public import RLResults

/// A run's state, as far as its folder shows it: what `rlcoord runs` and `rlcoord status` show.
///
/// The folders are the only record of runs; there is no second one to lose or to contradict them.
public struct RunSummary: Sendable {
  /// A run's state.
  public enum State: String, Sendable {
    /// A process writes it.
    case running
    /// It was stopped or killed before its end, and can be resumed.
    case stopped
    case finished
    /// Its files are not what they should be.
    case damaged
  }

  public let folder: RunFolder
  public let state: State
  /// What is wrong with a damaged run.
  public let problem: String?
  public let configuration: RunConfiguration?
  /// Environment steps so far.
  public let steps: Int
  /// That training took so far.
  public let seconds: Double
  /// Of the final evaluation, or else of the latest episodes in training.
  public let meanReturn: Double?
  /// When it last wrote a line, in Unix seconds.
  public let time: Double?
  /// The process that writes it.
  public let process: Int?

  /// Looks at a run's folder.
  public init(_ folder: RunFolder) {
    self.folder = folder
    let isRunning = RunLock.isHeld(folder)
    process = isRunning ? RunLock.holder(of: folder) : nil
    var trouble: (any Error)?
    func attempt<Value>(_ body: () throws -> Value?) -> Value? {
      do { return try body() } catch {
        trouble = trouble ?? error
        return nil
      }
    }
    configuration = attempt { try folder.configuration }
    let line = File.exists(folder.metricsPath) ? attempt { try MetricsLine.last(folder.metricsPath) } : nil
    let result = File.exists(folder.resultPath) ? attempt { try RunResult(readingFrom: folder.resultPath) } : nil
    // Metrics have a line for about every thousandth of a run, so a run that was stopped may have saved later than that.
    steps = result?.steps ?? max(line?.steps ?? 0, folder.latestCheckpoint?.steps ?? 0)
    seconds = result?.seconds ?? line?["seconds"] ?? 0
    meanReturn = result?.meanReturn ?? line?["meanReturn"]
    time = line?["time"]
    problem = trouble.map { "\($0)" }
    state = isRunning ? .running : trouble != nil ? .damaged : result != nil ? .finished : .stopped
  }

  /// The checkpoints and the best agent that cannot be read, and why.
  public var damagedFiles: [CheckpointError] {
    let best = File.exists(folder.bestPath) ? [folder.bestPath] : []
    return (folder.checkpoints.map(\.path) + best).compactMap { path in
      do throws(CheckpointError) {
        _ = try Checkpoint(readingFrom: path)
        return nil
      } catch { return error }
    }
  }

  /// All runs under a folder, at any depth, in the order of their paths; none where there is no such folder.
  public static func all(under path: String) -> [RunSummary] {
    var found: [RunSummary] = []
    var waiting = [path]
    // A link may lead back to where the search came from.
    var visited: Set<String> = []
    while let next = waiting.popLast() {
      guard visited.insert(URL(filePath: next).resolvingSymlinksInPath().path).inserted else { continue }
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: next)) ?? []).sorted()
      let folder = RunFolder(existing: next)
      if folder.isRun {
        found.append(RunSummary(folder))
      } else {
        waiting += names.reversed().map { next + "/" + $0 }.filter { File.isFolder($0) }
      }
    }
    return found
  }

  /// As `--json` shows it.
  public var record: JSON {
    .record([
      "folder": .string(folder.path), "state": .string(state.rawValue),
      "environment": configuration.map { .string($0.environment) } ?? .null,
      "agent": configuration.map { .string($0.agent.name) } ?? .null,
      "convolution": configuration.map { .string($0.network.convolution.rawValue) } ?? .null,
      "seed": configuration.map { .integer($0.seed) } ?? .null, "steps": .count(steps),
      "totalSteps": configuration.map { .count($0.steps) } ?? .null, "seconds": .number(seconds),
      "meanReturn": meanReturn.map(JSON.number) ?? .null, "process": process.map(JSON.count) ?? .null,
      "problem": problem.map(JSON.string) ?? .null,
    ])
  }

  /// Removes the run's files, and its folder where it holds nothing else.
  ///
  /// - Returns: whether the folder is gone too.
  /// - Throws: ``RunFolderError/inUse(_:process:)`` for a running one, ``FileError``.
  @discardableResult
  public func remove() throws -> Bool {
    let lock = try RunLock(folder)
    defer { withExtendedLifetime(lock) {} }
    try folder.removeFiles()
    return !File.exists(folder.path)
  }
}
