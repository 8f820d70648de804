extension Double {
  /// Rounded to so many digits after the point.
  package func rounded(toPlaces places: Int) -> Double {
    let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
    return (self * factor).rounded() / factor
  }

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

  /// With what is counted: `1 step`, `2,000 steps`.
  ///
  /// - Parameter noun: in the singular; its plural ends in s.
  public func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}
