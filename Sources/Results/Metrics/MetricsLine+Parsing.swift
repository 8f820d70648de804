internal import Foundation

extension MetricsLine {
  /// Reads a line without its end: a JSON object of numbers and nulls, `steps` among them, each name once.
  /// - Throws: which rule it breaks.
  init(parsing line: ArraySlice<UInt8>) throws(MetricsError.Problem) {
    guard line.count <= MetricsError.greatestLine else { throw .longLine }
    guard let text = String(validating: line, as: UTF8.self) else { throw .notUTF8 }
    let values: [String: Double?]
    do { values = try JSONDecoder().decode([String: Double?].self, from: Data(line)) } catch { throw .notNumbers }
    // Within such an object only names stand in quotes, so they can be had in their order, which the decoder drops.
    let names = text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    guard Set(names).count == names.count, names.allSatisfy({ values[$0] != nil }), names.count == values.count else {
      throw .doubtfulNames
    }
    guard let steps = values["steps"], let steps, let steps = Int(exactly: steps), steps >= 0 else { throw .noSteps }
    self.init(steps: steps, names.filter { $0 != "steps" }.map { Number($0, values[$0] ?? nil) })
  }
}
