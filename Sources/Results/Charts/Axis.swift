/// A range of values with ticks at round numbers, laid along some length of a drawing.
struct Axis: Equatable {
  let low: Double
  let high: Double
  /// Ascending, inside the range.
  let ticks: [Double]
  /// Digits after the point that distinguish the ticks.
  let places: Int

  /// - Parameters:
  ///   - values: what must lie on it; what is not finite is left out.
  ///   - ticks: about so many.
  init(over values: [Double], ticks count: Int) {
    let finite = values.filter { $0.isFinite && $0.magnitude < 1e15 }
    var low = finite.min() ?? 0
    var high = finite.max() ?? 1
    let size = max(low.magnitude, high.magnitude)
    // A level line still wants a range, and ticks closer than that would read as the same number.
    if high - low <= size * 1e-9 {
      let margin = size > 0 ? size / 10 : 1
      low -= margin
      high += margin
    }
    let (step, places) = Axis.step((high - low) / Double(max(1, count)))
    // The tolerance keeps a tick at the end that rounding put just outside.
    let first = Int((low / step - 1e-6).rounded(.up))
    let last = Int((high / step + 1e-6).rounded(.down))
    self.low = low
    self.high = high
    self.ticks = first > last ? [] : (first...last).map { Double($0) * step }
    self.places = places
  }

  /// The smallest of 1, 2 and 5 times a power of ten that is not below `least`, and the digits it needs.
  private static func step(_ least: Double) -> (size: Double, places: Int) {
    var power = 1.0
    var places = 0
    while power > least, places < 15 {
      places += 1
      power = 1 / (0..<places).reduce(1.0) { product, _ in product * 10 }
    }
    while power * 10 <= least { power *= 10 }
    guard let factor = [1.0, 2, 5].first(where: { $0 * power >= least * (1 - 1e-9) }) else {
      return (power * 10, max(0, places - 1))
    }
    return (factor * power, places)
  }

  /// Where a value lies between `start`, for the low end, and `end`.
  func position(_ value: Double, from start: Double, to end: Double) -> Double {
    start + (value - low) / (high - low) * (end - start)
  }

  /// A tick in figures.
  func label(_ tick: Double) -> String {
    if places == 0, tick.magnitude >= 10_000 { return typographic(Int(tick.rounded()).grouped) }
    return typographic(tick.fixed(places))
  }
}

/// With a minus sign in place of the hyphen that a number starts with.
func typographic(_ number: String) -> String { number.hasPrefix("-") ? "−" + number.dropFirst() : number }

extension [Double] {
  /// With zero among them where they start just above it: an axis that nearly reaches zero is read as if it did.
  var startingAtZero: [Double] {
    let finite = filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), low > 0, low < high / 4 else { return self }
    return self + [0]
  }

  /// With room at either end, but none below an axis that starts at zero.
  var padded: [Double] {
    let finite = filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return self }
    let room = (high - low) * 0.05
    return self + [low == 0 ? 0 : low - room, high + room]
  }
}
