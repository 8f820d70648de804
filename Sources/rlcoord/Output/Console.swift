import Foundation
import RLResults

/// The two streams a person or a program reads: results go to standard output, all else to standard error.
enum Console {
  /// Prints a line of results at once, so that whoever reads a pipe sees it when it is made.
  static func print(_ line: String) { write(line + "\n", to: .standardOutput) }

  /// Prints a text of whole lines.
  static func printText(_ text: String) { write(text, to: .standardOutput) }

  /// Prints a line about the work.
  static func note(_ line: String) { write(line + "\n", to: .standardError) }

  /// Prints what went wrong.
  static func complain(_ problem: String) { note("Error: " + problem) }

  /// Puts a line in the place of the last one that was put so.
  ///
  /// The cursor stays at the line's beginning. A terminal that becomes narrower wraps the line below the cursor, so
  /// that clearing from there removes all of it.
  static func rewrite(_ line: String) { write("\u{1B}[J" + line + "\r", to: .standardError) }

  /// Asks a person at a terminal; nobody there means no.
  static func confirms(_ question: String) -> Bool {
    guard isatty(STDIN_FILENO) != 0 else { return false }
    write(question + " [y/N] ", to: .standardError)
    return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
  }

  /// Whether a person watches standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) != 0 }

  /// Whether a person watches standard output.
  static var isOutputWatched: Bool { isatty(STDOUT_FILENO) != 0 }

  /// Columns of the terminal on standard error.
  static var width: Int { columns(of: STDERR_FILENO) }

  /// Columns of the terminal on standard output; 80 where it is none.
  static var outputWidth: Int { columns(of: STDOUT_FILENO) }

  /// The command that started this process, to be typed again.
  static var command: String {
    (["rlcoord"] + CommandLine.arguments.dropFirst().map(\.shellWord)).joined(separator: " ")
  }

  private static func columns(of stream: Int32) -> Int {
    var size = winsize()
    guard unsafe ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private static func write(_ text: String, to stream: FileHandle) { try? stream.write(contentsOf: Data(text.utf8)) }
}
