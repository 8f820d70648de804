/// How the progress of work is told.
enum ReportStyle {
  /// Not at all.
  case silent
  /// A JSON object a line, on standard output.
  case json
  /// Lines now and then.
  case plain
  /// One line that changes, at a terminal.
  case live

  init(_ options: OutputOptions) {
    self = options.quiet ? .silent : options.json ? .json : Console.isWatched ? .live : .plain
  }
}
