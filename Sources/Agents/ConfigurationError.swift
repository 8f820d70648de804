internal import RLNetworks

/// Settings that cannot work, with what would.
public enum ConfigurationError: Error, Equatable, CustomStringConvertible {
  case notPositive(setting: String, value: String)
  case outOfRange(setting: String, value: String, range: String)
  case lanesNotPowerOfTwo(Int)
  case moreLanesThanEnvironments(lanes: Int, environments: Int)
  case environmentsNotDivisible(environments: Int, lanes: Int)
  case minibatchNotDivisible(minibatch: Int, lanes: Int)
  case minibatchTooLarge(minibatch: Int, rollout: Int)
  case unknownNetwork(String)
  /// This processor does not compute in it.
  case unsupportedPrecision(Precision)

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
    case .minibatchTooLarge(let minibatch, let rollout):
      "a minibatch of \(minibatch) is larger than the rollout of \(rollout) steps (environments × rollout-steps)"
    case .unknownNetwork(let name):
      "unknown network '\(name)'; there are \(PolicyArchitecture.all.map(\.name).joined(separator: ", "))"
    case .unsupportedPrecision(let precision):
      "precision \(precision) needs a processor with AVX-512, and this one has none; f32 runs everywhere"
    }
  }

  /// The setting it is about, as a person writes it.
  public var setting: String {
    switch self {
    case .notPositive(let setting, _), .outOfRange(let setting, _, _): setting
    case .lanesNotPowerOfTwo: "lanes"
    case .moreLanesThanEnvironments, .environmentsNotDivisible: "environments"
    case .minibatchNotDivisible, .minibatchTooLarge: "minibatch-size"
    case .unknownNetwork: "network"
    case .unsupportedPrecision: "precision"
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
      let upper =
        switch range.upperBound {
        case .greatestFiniteMagnitude: "any finite number"
        case Float(1).nextDown: "less than 1"
        default: "\(range.upperBound)"
        }
      throw .outOfRange(setting: setting, value: "\(value)", range: "\(range.lowerBound) to \(upper)")
    }
  }

  static func loss(entropy: Float, value: Float, gradientNorm: Float) throws(ConfigurationError) {
    try within("entropy-coefficient", entropy, 0...Float.greatestFiniteMagnitude)
    try within("value-coefficient", value, 0...Float.greatestFiniteMagnitude)
    try positive("maximum-gradient-norm", gradientNorm)
  }

  static func optimizer(_ optimizer: OptimizerConfiguration) throws(ConfigurationError) {
    switch optimizer {
    case .adam(let adam):
      try within("beta1", adam.beta1, 0...Float(1).nextDown)
      try within("beta2", adam.beta2, 0...Float(1).nextDown)
      try positive("epsilon", adam.epsilon)
    case .rmsprop(let rmsprop):
      try within("decay", rmsprop.decay, 0...Float(1).nextDown)
      try positive("epsilon", rmsprop.epsilon)
    case .sgd(let sgd): try within("momentum", sgd.momentum, 0...Float(1).nextDown)
    }
  }

  static func lanes(_ lanes: Int, environments: Int) throws(ConfigurationError) {
    try count("environments", environments)
    try positive("lanes", lanes)
    if lanes & (lanes - 1) != 0 { throw .lanesNotPowerOfTwo(lanes) }
    if lanes > environments { throw .moreLanesThanEnvironments(lanes: lanes, environments: environments) }
    if environments % lanes != 0 { throw .environmentsNotDivisible(environments: environments, lanes: lanes) }
  }
}
