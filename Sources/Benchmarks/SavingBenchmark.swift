internal import RLAgents
internal import RLEnvironmentKit
internal import RLEnvironments
internal import Foundation
internal import RLNetworks
internal import RLResults
internal import RLRuns

/// The cost of saving and logging a run.
public struct SavingBenchmark: Sendable {
  public struct Result: Sendable {
    public var environment: String
    public var network: String
    /// Of one checkpoint.
    public var bytes: Int
    /// From the trainer's state to a file that is safe on the disk, median.
    public var checkpointMilliseconds: Double
    /// Of a minute, with one checkpoint in it.
    public var checkpointPercent: Double
    /// Of one line of metrics, for both files that get it, median.
    public var lineMicroseconds: Double
    /// Of the time that training takes from one line to the next in a run of the preset's length.
    public var linePercent: Double
  }

  private static let repetitions = 15

  /// A small network, and the largest of the presets with an Atari-sized one.
  public static func all(threads: Int) throws -> [Result] {
    try [("minatar/breakout", "minatar"), ("arcade/pong", "compact"), ("arcade/pong", "nature")].map {
      try measure($0.0, network: $0.1, threads: threads)
    }
  }

  private static func measure(_ environment: String, network: String, threads: Int) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "rlcoord-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = try RunFolder.create(at: path)
    let configuration = try RunConfiguration(
      environment: environment, agent: "ppo", [Assignment("network", network)])
    var session = try TrainingSession(Training(configuration, folder: folder, threads: threads), showcase: nil)

    // A line is written for every thousandth of a run.
    var report = try session.iterate()
    let first = report.steps
    let start = ContinuousClock.now
    repeat { report = try session.iterate() } while ContinuousClock.now - start < .seconds(3)
    let stepsPerSecond = Double(report.steps - first) / ((ContinuousClock.now - start) / .seconds(1))
    let iteration = Double(first)
    let secondsBetweenLines = max(iteration, Double(configuration.steps) / 1000) / stepsPerSecond

    var lines: [Double] = []
    for line in 1...200 {
      report.steps += configuration.steps / 1000 + first
      lines.append(try time { try session.log.log(report, seconds: Double(line)) } * 1e6)
    }
    let saves = try (0..<repetitions).map { _ in try time { try session.save() } * 1e3 }
    let bytes = try FileManager.default.attributesOfItem(atPath: folder.latestCheckpoint?.path ?? path)[.size] as? Int
    return Result(
      environment: environment, network: network, bytes: bytes ?? 0, checkpointMilliseconds: median(saves),
      checkpointPercent: median(saves) / 60_000 * 100, lineMicroseconds: median(lines),
      linePercent: median(lines) / 1e6 / secondsBetweenLines * 100)
  }

  private static func time(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .seconds(1)
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
