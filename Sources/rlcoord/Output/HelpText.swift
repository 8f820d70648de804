import ArgumentParser

/// Help as the argument parser lays it out, but for examples: they stay in one line each, so that they can be copied.
enum HelpText {
  /// - Parameters:
  ///   - error: the argument parser's way to ask for help.
  ///   - columns: of the terminal; nil leaves it to the parser.
  static func text(for error: any Error, columns: Int? = nil) -> String {
    let text = Rlcoord.fullMessage(for: error, columns: columns)
    let whole = Rlcoord.fullMessage(for: error, columns: 10_000)
    guard let (start, end) = examples(in: text), let source = examples(in: whole) else {
      return text
    }
    return String(text[..<start] + whole[source.start..<source.end] + text[end...])
  }

  /// From the heading to the empty line behind them, or the end.
  private static func examples(in text: String) -> (start: String.Index, end: String.Index)? {
    guard let heading = text.firstRange(of: "\nExamples:\n") else { return nil }
    return (heading.lowerBound, text[heading.upperBound...].firstRange(of: "\n\n")?.lowerBound ?? text.endIndex)
  }
}
