internal import Networks

/// Settings that cannot work, with what would.
public enum ConfigurationError: Error, Equatable, CustomStringConvertible {
  case notPositive(setting: String, value: String)
  case outOfRange(setting: String, value: String, range: String)
  case lanesNotPowerOfTwo(Int)
  case moreLanesThanEnvironments(lanes: Int, environments: Int)
  case environmentsNotDivisible(environments: Int, lanes: Int)
  case minibatchNotDivisible(minibatch: Int, lanes: Int)
  case rolloutNotDivisible(rollout: Int, minibatch: Int)
  case unknownNetwork(String)

  public var description: String {
    switch self {
    case .notPositive(let setting, let value): "\(setting) must be greater than zero, not \(value)"
    case .outOfRange(let setting, let value, let range): "\(setting) must be in \(range), not \(value)"
    case .lanesNotPowerOfTwo(let lanes):
      "lanes must be a power of two, not \(lanes); the nearest are \(Self.powersAround(lanes))"
    case .moreLanesThanEnvironments(let lanes, let environments):
      "\(lanes) lanes need at least \(lanes) environments, but there are \(environments)"
    case .environmentsNotDivisible(let environments, let lanes):
      "\(environments) environments cannot be shared out evenly over \(lanes) lanes; "
        + "use \(environments / lanes * lanes) or \((environments / lanes + 1) * lanes)"
    case .minibatchNotDivisible(let minibatch, let lanes):
      "a minibatch of \(minibatch) cannot be shared out evenly over \(lanes) lanes"
    case .rolloutNotDivisible(let rollout, let minibatch):
      "a rollout of \(rollout) steps (environments × rolloutSteps) is not a whole number of minibatches of \(minibatch)"
    case .unknownNetwork(let name):
      "unknown network '\(name)'; there are \(PolicyArchitecture.all.map(\.name).joined(separator: ", "))"
    }
  }

  private static func powersAround(_ value: Int) -> String {
    guard value > 1 else { return "1 and 2" }
    let power = 1 << (Int.bitWidth - 1 - value.leadingZeroBitCount)
    return power > Int.max / 2 ? "\(power)" : "\(power) and \(power * 2)"
  }
}

/// The checks that several agents' settings share.
enum Checks {
  static func positive(_ setting: String, _ value: Int) throws(ConfigurationError) {
    if value <= 0 { throw .notPositive(setting: setting, value: "\(value)") }
  }

  /// No count of a rollout may be larger; beyond it, memory would end first.
  private static let largestCount = 65_536

  static func count(_ setting: String, _ value: Int) throws(ConfigurationError) {
    try positive(setting, value)
    if value > largestCount { throw .outOfRange(setting: setting, value: "\(value)", range: "1 to \(largestCount)") }
  }

  static func positive(_ setting: String, _ value: Float) throws(ConfigurationError) {
    if !(value > 0 && value.isFinite) { throw .notPositive(setting: setting, value: "\(value)") }
  }

  static func within(_ setting: String, _ value: Float, _ range: ClosedRange<Float>) throws(ConfigurationError) {
    if !range.contains(value) {
      let upper = range.upperBound == .greatestFiniteMagnitude ? "any finite number" : "\(range.upperBound)"
      throw .outOfRange(setting: setting, value: "\(value)", range: "\(range.lowerBound) to \(upper)")
    }
  }

  static func loss(entropy: Float, value: Float, gradientNorm: Float) throws(ConfigurationError) {
    try within("entropyCoefficient", entropy, 0...Float.greatestFiniteMagnitude)
    try within("valueCoefficient", value, 0...Float.greatestFiniteMagnitude)
    try positive("maximumGradientNorm", gradientNorm)
  }

  static func lanes(_ lanes: Int, environments: Int) throws(ConfigurationError) {
    try count("environments", environments)
    try positive("lanes", lanes)
    if lanes & (lanes - 1) != 0 { throw .lanesNotPowerOfTwo(lanes) }
    if lanes > environments { throw .moreLanesThanEnvironments(lanes: lanes, environments: environments) }
    if environments % lanes != 0 { throw .environmentsNotDivisible(environments: environments, lanes: lanes) }
  }
}
