/// From its lower to its upper end.
public struct Interval: Sendable, Equatable {
  public var lower: Double
  public var upper: Double

  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}

/// A number measured from a few runs or episodes, and the 95 % interval that shows how far to trust it.
public struct Estimate: Sendable, Equatable {
  public var value: Double
  public var interval: Interval

  public init(value: Double, interval: Interval) {
    self.value = value
    self.interval = interval
  }
}

extension Interval {
  /// Its two ends.
  package var record: JSON { .array([.number(lower), .number(upper)]) }
}
