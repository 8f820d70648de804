/// How the progress of work is reported.
enum ReportStyle {
  /// Not at all.
  case silent
  /// A JSON object a line, on standard output.
  case json
  /// Lines now and then.
  case plain
  /// One line that changes, at a terminal.
  case live

  init(isQuiet: Bool, isJSON: Bool) {
    self = isQuiet ? .silent : isJSON ? .json : Console.isWatched ? .live : .plain
  }

  init(_ options: OutputOptions) { self.init(isQuiet: options.quiet, isJSON: options.json) }
}
