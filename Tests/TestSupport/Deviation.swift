public import Testing

/// How far one array is from another, measured by the other's largest magnitude.
///
/// Sums of products in float32 err in proportion to their largest terms, so an element that happens to cancel is not
/// judged by its own size; `floor` keeps arrays of zeros from being judged by nothing.
public func deviation(_ actual: [Float], _ expected: [Double], floor: Double = 0.1) -> Double {
  guard actual.count == expected.count else { return .infinity }
  var worst = 0.0
  for (a, e) in zip(actual, expected) {
    let distance = abs(Double(a) - e)
    // A NaN compares false with everything, so ask for what must hold.
    if !(distance <= worst) { worst = distance.isNaN ? .infinity : distance }
  }
  return worst / max(floor, expected.reduce(0) { max($0, abs($1)) })
}

/// Expects a ``deviation(_:_:floor:)`` of at most `tolerance`.
public func expectDeviation(
  _ actual: [Float], _ expected: [Double], atMost tolerance: Double, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = deviation(actual, expected)
  #expect(
    found <= tolerance, "\(what): \(actual.count) values, expected \(expected.count)", sourceLocation: sourceLocation)
}
