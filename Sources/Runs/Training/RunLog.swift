package import RLAgents
internal import FoundationEssentials
package import RLResults

/// The run's logs: `metrics.jsonl`, `evaluations.jsonl`, the same for TensorBoard, and `events.log`.
///
/// Metrics get a line for about every thousandth of a run. Which iterations that are follows from the steps alone, so
/// two runs of one configuration differ in nothing but `seconds` and `time`.
package struct RunLog {
  private let metrics: File
  private let evaluations: File
  private let events: EventFile
  private let eventsLog: File
  private let interval: Int
  private var nextLine: Int
  private var lastTime: Double
  /// That training took, as far as is written down.
  let seconds: Double
  /// Of the best evaluation so far.
  private(set) var bestReturn: Double?
  /// After which that was.
  private(set) var bestSteps: Int?
  /// After which the latest evaluation was.
  private(set) var evaluatedSteps: Int?

  /// Opens new logs, or those of a run that is resumed: lines of later steps are removed, since they will come again.
  init(_ folder: RunFolder, totalSteps: Int, after steps: Int = 0) throws {
    let lines = try MetricsLine.cut(folder.metricsPath, after: steps)
    let evaluated = try MetricsLine.cut(folder.evaluationsPath, after: steps)
    seconds = lines.last?["seconds"] ?? 0
    for line in evaluated {
      guard let mean = line["meanReturn"], mean > bestReturn ?? -.infinity else { continue }
      (bestReturn, bestSteps) = (mean, line.steps)
    }
    evaluatedSteps = evaluated.last?.steps
    interval = max(1, totalSteps / 1000)
    nextLine = (steps / interval + (steps > 0 ? 1 : 0)) * interval
    lastTime = max(lines.last?["time"] ?? 0, evaluated.last?["time"] ?? 0)
    metrics = try File(folder.metricsPath, .appending)
    evaluations = try File(folder.evaluationsPath, .appending)
    eventsLog = try File(folder.eventsPath, .appending)
    events = try EventFile.rewrite(
      folder: folder.path, from: lines, evaluations: evaluated, time: Date().timeIntervalSince1970)
  }

  /// Writes a line if it is time for one.
  package mutating func log(_ report: IterationReport, seconds: Double) throws(FileError) {
    guard report.steps >= nextLine else { return }
    nextLine = (report.steps / interval + 1) * interval
    let numbers: [MetricsLine.Number] = [
      .init("seconds", seconds.rounded(toPlaces: 3)), .init("time", time()), .init("episodes", Double(report.episodes)),
      .init("meanReturn", report.meanReturn), .init("windowEpisodes", Double(report.windowEpisodes)),
    ]
    let line = MetricsLine(steps: report.steps, numbers + report.metrics.map { .init($0.name, $0.value) })
    try metrics.write(Array((line.text + "\n").utf8))
    try events.append(line)
  }

  /// Logs an evaluation on the way.
  /// - Returns: whether it is the best so far.
  mutating func log(
    evaluation sampled: EvaluationResult, greedy: EvaluationResult, steps: Int
  ) throws(FileError) -> Bool {
    let line = MetricsLine(
      steps: steps,
      [
        .init("time", time()), .init("meanReturn", sampled.meanReturn), .init("standardError", sampled.standardError),
        .init("greedyMeanReturn", greedy.meanReturn), .init("greedyStandardError", greedy.standardError),
        .init("episodes", Double(sampled.episodes)),
      ])
    try evaluations.write(Array((line.text + "\n").utf8))
    try events.append(evaluation: line)
    evaluatedSteps = steps
    guard sampled.meanReturn > bestReturn ?? -.infinity else { return false }
    (bestReturn, bestSteps) = (sampled.meanReturn, steps)
    return true
  }

  /// Logs what happened, with the time of day.
  func log(event: String) throws(FileError) { try eventsLog.write(Array("\(Date().ISO8601Format()) \(event)\n".utf8)) }

  /// Unix seconds; they never go back, whatever is done to the clock.
  private mutating func time() -> Double {
    lastTime = max(lastTime, Date().timeIntervalSince1970.rounded(toPlaces: 3))
    return lastTime
  }
}
