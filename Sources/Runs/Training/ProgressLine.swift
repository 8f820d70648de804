/// A run's progress on one line for a person.
public struct ProgressLine: Sendable {
  private let progress: TrainingProgress

  public init(_ progress: TrainingProgress) { self.progress = progress }

  /// The line, with parts left out from the least important on until it is at most `width` wide.
  public func text(width: Int = .max) -> String {
    let percent = progress.totalSteps > 0 ? min(100, progress.steps * 100 / progress.totalSteps) : 100
    let mean = progress.meanReturn.map { $0.fixed(2) } ?? "–"
    let episodes = progress.windowEpisodes == 1 ? "1 episode" : "\(progress.windowEpisodes) episodes"
    // In the order they are shown; a higher rank goes first when room is short.
    let parts = [
      (rank: 2, text: "\(progress.steps.grouped) of \(progress.totalSteps.grouped) steps"),
      (rank: 5, text: "\(percent) %"),
      (rank: 3, text: "\(Int(progress.stepsPerSecond).grouped) steps/s"),
      (rank: 0, text: "return \(mean)"),
      (rank: 4, text: "(\(episodes))"),
      (rank: 1, text: progress.secondsLeft.map { $0.clock + " left" } ?? ""),
    ].filter { !$0.text.isEmpty }
    for least in (0...5).reversed() {
      let line = parts.filter { $0.rank <= least }.map(\.text).joined(separator: "  ")
      if line.count <= width { return line }
    }
    return ""
  }
}

extension Double {
  /// With exactly so many digits after the point.
  public func fixed(_ places: Int) -> String {
    guard isFinite, magnitude < 1e12 else { return "\(self)" }
    let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
    let digits = String(Int((magnitude * factor).rounded()))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let isZero = !digits.contains { $0 != "0" }
    let whole = padded.dropLast(places)
    return (self < 0 && !isZero ? "-" : "") + whole + (places > 0 ? "." + padded.suffix(places) : "")
  }

  /// A time in seconds as `m:ss` or `h:mm:ss`.
  public var clock: String {
    let seconds = Int(max(0, min(self, 1e9)).rounded())
    let two = { (value: Int) in (value < 10 ? "0" : "") + String(value) }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return (hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)") + ":" + two(seconds % 60)
  }
}

extension Int {
  /// With a comma before every three digits.
  public var grouped: String {
    var text = ""
    for (index, digit) in String(magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.insert(",", at: text.startIndex) }
      text.insert(digit, at: text.startIndex)
    }
    return (self < 0 ? "-" : "") + text
  }
}
