/// The way to a terminal and back.
protocol TerminalPort: AnyObject {
  /// Columns and rows, both at least 1.
  var size: (columns: Int, rows: Int) { get }

  /// Sends all of the bytes.
  func send(_ bytes: [UInt8]) throws(TerminalError)

  /// What was typed since the last call; nil where the terminal went away. Never waits.
  func receive() -> [UInt8]?

  /// Leaves the terminal as it was found. More than once does no harm.
  func leave()
}
