/// Why nothing can be shown in a terminal.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// Standard output goes to a file or a pipe.
  case notATerminal
  /// The process's environment turns colors off.
  ///
  /// - Parameter setting: the variable as it stands, `TERM=dumb`.
  case noColors(setting: String)
  /// The system does not let it be set or written.
  case refused(reason: String)

  public var description: String {
    switch self {
    case .notATerminal:
      "standard output is not a terminal, so nothing can be shown there; run it in a terminal, or record to a file"
    case .noColors(let setting):
      "the terminal shows no colors (\(setting)), and a picture needs them; set TERM to what the terminal is, such as "
        + "xterm-256color, and unset NO_COLOR"
    case .refused(let reason): "the terminal cannot be used: \(reason)"
    }
  }
}
