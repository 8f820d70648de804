internal import RLEnvironmentKit

/// A moment in words, the same in a window and in a terminal.
extension Moment {
  /// The environment's name without its family, options and wrappers.
  var title: String { String(designator.dropFirst(family.isEmpty ? 0 : family.count + 1)) }

  /// What stands before the name: `arcade`.
  var family: String { designator.lastIndex(of: "/").map { String(designator[..<$0]) } ?? "" }

  private var designator: Substring { world.spec.name.prefix { $0 != ":" && $0 != "+" } }

  /// The next action's name; a dash where it is not decided.
  func actionName(of spec: EnvironmentSpec) -> String {
    action.flatMap { spec.actionNames.indices.contains($0) ? spec.actionNames[$0] : nil } ?? "-"
  }
}

extension Double {
  /// For a person: whole numbers as such, others with two decimals, large ones without.
  var figure: String {
    guard isFinite else { return isNaN ? "nan" : self < 0 ? "-inf" : "inf" }
    guard magnitude < 1e15 else { return description }
    let hundredths = Int((magnitude * 100).rounded())
    let sign = self < 0 && hundredths > 0 ? "-" : ""
    if hundredths % 100 == 0 || magnitude >= 10_000 { return sign + String(Int(magnitude.rounded())) }
    let decimals = String(100 + hundredths % 100).dropFirst()
    return "\(sign)\(hundredths / 100).\(decimals)"
  }

  /// With a sign and three significant decimals, for what may be small.
  var signedFigure: String {
    guard isFinite, magnitude < 1000 else { return figure }
    let thousandths = Int((magnitude * 1000).rounded())
    let sign = thousandths == 0 ? " " : self < 0 ? "-" : "+"
    return "\(sign)\(thousandths / 1000).\(String(1000 + thousandths % 1000).dropFirst())"
  }
}
