public import Testing

/// Expects two arrays to agree element by element within `absolute + relative · |expected|`; names the worst index.
public func expectClose(
  _ actual: [Float], _ expected: [Double], absolute: Double = 1e-5, relative: Double = 1e-5, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.count == expected.count else {
    Issue.record("\(what): \(actual.count) values, expected \(expected.count)", sourceLocation: sourceLocation)
    return
  }
  var worst = (index: -1, excess: 0.0)
  for index in actual.indices {
    let excess = abs(Double(actual[index]) - expected[index]) - (absolute + relative * abs(expected[index]))
    // A NaN compares false with everything, so ask for what must hold.
    if !(excess <= worst.excess) { worst = (index, excess) }
    if excess.isNaN { break }
  }
  if worst.index >= 0 {
    Issue.record(
      "\(what): index \(worst.index) is \(actual[worst.index]), expected \(expected[worst.index])",
      sourceLocation: sourceLocation)
  }
}
