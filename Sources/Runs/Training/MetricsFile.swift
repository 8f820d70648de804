internal import Agents

/// `metrics.jsonl`: a line for about every thousandth of a run.
///
/// Which iterations get a line follows from the steps alone, so two runs of one configuration differ in nothing but
/// `seconds`. A line is handed to the system before ``log(_:seconds:)`` returns.
struct MetricsFile {
  private let file: File
  private let interval: Int
  private var nextLine = 0

  init(path: String, totalSteps: Int) throws(FileError) {
    file = try File(path, .appending)
    interval = max(1, totalSteps / 1000)
  }

  /// Writes a line if it is time for one.
  mutating func log(_ report: IterationReport, seconds: Double) throws(FileError) {
    guard report.steps >= nextLine else { return }
    nextLine = (report.steps / interval + 1) * interval
    var members = [
      JSON.Member("steps", .count(report.steps)), JSON.Member("seconds", .number(seconds.rounded(toPlaces: 3))),
      JSON.Member("episodes", .count(report.episodes)),
      JSON.Member("meanReturn", report.meanReturn.map(JSON.number) ?? .null),
      JSON.Member("windowEpisodes", .count(report.windowEpisodes)),
    ]
    members += report.metrics.map { JSON.Member($0.name, .number($0.value)) }
    try file.write(Array((JSON.object(members).text + "\n").utf8))
  }
}

extension Double {
  /// Rounded to so many digits after the point.
  package func rounded(toPlaces places: Int) -> Double {
    let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
    return (self * factor).rounded() / factor
  }
}
